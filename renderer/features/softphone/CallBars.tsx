import { useMemo } from 'react'
import { type Call, isLive } from '../../../shared/softphone/call.ts'
import { desk, mergeTarget, popCall, pullBackTarget } from '../../../shared/softphone/desk.ts'
import { useCalls } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { BlackBoxKey } from '../quality/index.ts'
import { DialBox } from './DialBox.tsx'
import { FrontBar } from './FrontBar.tsx'
import { HeldBar } from './HeldBar.tsx'
import { RelayBar } from './RelayBar.tsx'
import { RingingBar } from './RingingBar.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { TransferPanel } from './TransferPanel.tsx'
import { texts } from './texts.ts'
import { useHoldToMute } from './use-hold-to-mute.ts'
import { useQuickDial } from './use-quick-dial.ts'

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
  const onlyPop = pop !== undefined && calls.filter(isLive).length === 1
  usePhoneKeys()
  useQuickDial()
  return (
    <>
      {calls.some(isLive) && !onlyPop && (
        <section className={css.bars} aria-label={say('calls')}>
          {d.front && (
            <FrontBar key={d.front.callId} call={d.front} party={d.party} swap={d.held.length > 0} />
          )}
          {d.held.map((call, i) => (
            <HeldBar key={call.callId} call={call} first={i === 0} front={d.front} />
          ))}
          {pairs(d.relayed).map((pair) => (
            <RelayBar key={pair[0]?.callId} pair={pair} />
          ))}
          {waiting.map((call) => (
            <RingingBar key={call.callId} call={call} front={d.front} next={call === d.ringing[0]} />
          ))}
          <TransferPanel />
        </section>
      )}
      <DialBox />
      <BlackBoxKey />
    </>
  )
}

/** Those who talk with each other through this console, two by two. */
const pairs = (relayed: readonly Call[]): Call[][] => [
  ...Map.groupBy(relayed, (call) => call.joined?.group).values(),
]

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
    'call.transfer',
    taken(() => void phone.transferKey()),
    d.front?.phase === 'connected',
  )
  useCommand(
    'call.pull-back',
    taken(() => void phone.pullBack()),
    pullBackTarget(calls) !== undefined,
  )
  useCommand(
    'call.merge',
    taken(() => void phone.merge()),
    mergeTarget(d) !== undefined,
  )
  useCommand(
    'call.redial',
    taken(() => void phone.redial()),
  )
  useCommand(
    'call.keypad',
    taken(() => d.front && phone.openKeypad(d.front.callId)),
    d.front?.phase === 'connected',
  )
}
