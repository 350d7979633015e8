import { useMemo } from 'react'
import { desk, popCall } from '../../../shared/softphone/desk.ts'
import { useCalls } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { DialBox } from './DialBox.tsx'
import { FrontBar } from './FrontBar.tsx'
import { HeldBar } from './HeldBar.tsx'
import { RingingBar } from './RingingBar.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import { useHoldToMute } from './use-hold-to-mute.ts'

/**
 * Every call that is on, as bars under each other, above all screens: the one in front, those on hold, and who rings
 * meanwhile. Also the place where the phone's keys live, so they work as long as these bars are mounted.
 */
export function CallBars() {
  const say = useText(texts)
  const calls = useCalls((c) => c)
  const d = useMemo(() => desk(calls), [calls])
  const pop = popCall(d)
  const waiting = d.ringing.filter((c) => c !== pop)
  usePhoneKeys()
  return (
    <>
      {(d.front || d.held.length > 0 || waiting.length > 0) && (
        <section className={css.bars} aria-label={say('calls')}>
          {d.front && <FrontBar key={d.front.callId} call={d.front} swap={d.held.length > 0} />}
          {d.held.map((call, i) => (
            <HeldBar key={call.callId} call={call} first={i === 0} />
          ))}
          {waiting.map((call) => (
            <RingingBar key={call.callId} call={call} front={d.front} next={call === d.ringing[0]} />
          ))}
        </section>
      )}
      <DialBox />
    </>
  )
}

/** Calls live on function keys, in every window and every field; a key without a call to act on goes on to others. */
function usePhoneKeys(): void {
  const phone = usePhoneState((s) => s.phone)
  const calls = useCalls((c) => c)
  const d = desk(calls)
  const live = d.front !== undefined || d.held.length > 0 || d.ringing.length > 0
  const taken = (act: () => void) => () => {
    act()
    return true
  }
  // Whoever shows a person is asked before this, and dials that person's number.
  useCommand(
    'call.dial',
    taken(() => phone.openDial()),
  )
  useCommand(
    'call.answer',
    taken(() => void phone.answer()),
    d.ringing.length > 0,
  )
  useCommand(
    'call.hangup',
    taken(() => void phone.hangup()),
    live,
  )
  useCommand(
    'call.mute',
    taken(() => void phone.toggleMute()),
    d.front !== undefined,
  )
  useHoldToMute(d.front)
  useCommand(
    'call.hold',
    taken(() => void phone.toggleHold()),
    d.front !== undefined || d.held.length > 0,
  )
  useCommand(
    'call.keypad',
    taken(() => d.front && phone.openKeypad(d.front.callId)),
    d.front?.phase === 'connected',
  )
}
