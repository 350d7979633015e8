import { Popover } from '@mantine/core'
import {
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { transferOf } from '../../../shared/softphone/desk.ts'
import { useCalls } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { MosMeter, QualityWords } from '../quality/index.ts'
import { ListenedBadge, RaiseHand } from '../supervision/index.ts'
import { Bar, BarButton, Since, Who } from './bar-parts.tsx'
import { Guest } from './Guest.tsx'
import { Keypad } from './Keypad.tsx'
import { PauseRecording } from './PauseRecording.tsx'
import { RecordingMark } from './RecordingMark.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { TransferActions, TransferButtons } from './TransferActions.tsx'
import { texts } from './texts.ts'
import { Unheard } from './Unheard.tsx'
import { useCallWords } from './use-caller.ts'

/** The call in front: one that is being placed, answered or talked on. `swap`: F6 belongs to the call that waits. */
export function FrontBar(props: { call: Call; party: Call[]; swap: boolean }) {
  const { call, party, swap } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const keypadOpen = usePhoneState((s) => s.keypad?.callId === call.callId)
  const { name } = useCallWords(call)
  const connected = call.phase === 'connected'
  const transfer = useCalls((calls) => transferOf(call, calls))
  const crowded = transfer !== undefined || party.length > 0
  return (
    <Bar kind="live" label={say('callWith', { name })} callId={call.callId}>
      <Who call={call} />
      {party.map((one) => (
        <Guest key={one.callId} call={one} />
      ))}
      {connected && call.answeredAt !== undefined ? (
        <Since at={call.answeredAt} className={css.timer} />
      ) : (
        <Since at={call.offeredAt} className={css.timerWaiting} />
      )}
      {connected ? <RecordingMark call={call} /> : <Progress call={call} />}
      <MosMeter call={call} />
      <div className={css.middle}>
        {call.linked ? <QualityWords call={call} /> : <LinkDown />}
        <ListenedBadge callId={call.callId} />
      </div>
      {connected && (
        <>
          <BarButton
            icon={call.muted ? IconMicrophoneOff : IconMicrophone}
            label={say(call.muted ? 'muted' : 'mute')}
            command="call.mute"
            words={call.muted || (crowded ? false : 'wide')}
            on={call.muted}
            onClick={() => void phone.toggleMute()}
          />
          {!transfer && (
            <BarButton
              icon={IconPlayerPause}
              label={say(call.holdPending ? 'holding' : 'hold')}
              {...(swap ? {} : { command: 'call.hold' as const })}
              words={crowded ? false : 'wide'}
              disabled={call.holdPending}
              onClick={() => void phone.hold(call.callId, true)}
            />
          )}
          {transfer ? <TransferActions transfer={transfer} /> : <TransferButtons call={call} party={party} />}
          <Popover
            opened={keypadOpen}
            onChange={(open) => !open && phone.closeKeypad()}
            position="bottom-end"
            shadow="md"
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <BarButton
                icon={IconDialpad}
                label={say('keypad')}
                command="call.keypad"
                words={false}
                onClick={() => (keypadOpen ? phone.closeKeypad() : phone.openKeypad(call.callId))}
              />
            </Popover.Target>
            <Popover.Dropdown p={8}>
              <Keypad />
            </Popover.Dropdown>
          </Popover>
          <PauseRecording call={call} />
        </>
      )}
      {!connected && transfer && <TransferActions transfer={transfer} />}
      {connected && <RaiseHand callId={call.callId} />}
      <Button
        look="red"
        className={css.hangup}
        icon={IconPhoneOff}
        command="call.hangup"
        onClick={() => void phone.hangup(call.callId)}
      >
        {say('hangup')}
      </Button>
      <Unheard call={call} />
    </Bar>
  )
}

function Progress(props: { call: Call }) {
  const say = useText(texts)
  const { phase } = props.call
  return (
    <span className={css.progress} role="status">
      {say(phase === 'dialing' ? 'dialing' : phase === 'alerting' ? 'alerting' : 'answering')}
    </span>
  )
}

export function LinkDown() {
  const say = useText(texts)
  return (
    <span className={css.linkDown} role="status" title={say('linkDown')}>
      <Icon of={IconPlugConnectedX} />
      <span className={css.linkWords}>{say('linkDown')}</span>
    </span>
  )
}
