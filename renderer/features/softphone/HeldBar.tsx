import { IconPhoneOff, IconPlayerPlay } from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Bar, BarButton, HoldPill, Since, Who } from './bar-parts.tsx'
import { LinkDown } from './FrontBar.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import { useCallWords } from './use-caller.ts'

/** A call that waits: dimmed, in its place, with how long it has waited. `first`: F6 brings this one back. */
export function HeldBar(props: { call: Call; first: boolean }) {
  const { call, first } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const { name } = useCallWords(call)
  return (
    <Bar kind="held" label={say('callWith', { name })} callId={call.callId}>
      <Who call={call} strong={false} />
      {call.answeredAt !== undefined && <Since at={call.answeredAt} className={css.timerDim} />}
      {call.heldAt !== undefined && <HoldPill since={call.heldAt} />}
      <div className={css.middle}>{!call.linked && <LinkDown />}</div>
      <BarButton
        icon={IconPlayerPlay}
        label={say(call.holdPending ? 'resuming' : 'resume')}
        words
        disabled={call.holdPending}
        {...(first ? { command: 'call.hold' as const } : {})}
        onClick={() => void phone.hold(call.callId, false)}
      />
      <BarButton
        icon={IconPhoneOff}
        label={say('hangup')}
        words={false}
        look="red"
        onClick={() => void phone.hangup(call.callId)}
      />
    </Bar>
  )
}
