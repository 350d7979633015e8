import { IconArrowMerge, IconArrowsExchange, IconPhoneOff, IconPlayerPlay } from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { transferOf } from '../../../shared/softphone/desk.ts'
import { useCalls } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { phoneText } from '../../ui/phone.ts'
import { MosMeter, QualityWords } from '../quality/index.ts'
import { Bar, BarButton, HoldPill, Since, Who } from './bar-parts.tsx'
import { LinkDown } from './FrontBar.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { TransferActions } from './TransferActions.tsx'
import { texts } from './texts.ts'
import { useCallWords } from './use-caller.ts'

/** A call that waits: dimmed, in its place, with how long it has waited. `first`: F6 brings this one back. */
export function HeldBar(props: { call: Call; first: boolean; front: Call | undefined }) {
  const { call, first, front } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const { name } = useCallWords(call)
  const transfer = useCalls((calls) => transferOf(call, calls))
  const target =
    transfer?.customerId === call.callId ? (transfer.name ?? phoneText(transfer.target)) : undefined
  return (
    <Bar kind="held" label={say('callWith', { name })} callId={call.callId}>
      <Who call={call} strong={false} />
      {call.answeredAt !== undefined && <Since at={call.answeredAt} className={css.timerDim} />}
      {call.heldAt !== undefined && <HoldPill since={call.heldAt} />}
      <MosMeter call={call} />
      <div className={`ellipsis ${css.middle}`}>
        {!call.linked ? (
          <LinkDown />
        ) : target && transfer ? (
          say(`to-${transfer.state}`, { target })
        ) : (
          <QualityWords call={call} />
        )}
      </div>
      {transfer && !front && <TransferActions transfer={transfer} />}
      {first && !transfer && front?.phase === 'connected' && (
        <BarButton
          icon={IconArrowMerge}
          label={say('merge')}
          command="call.merge"
          words
          onClick={() => void phone.merge()}
        />
      )}
      {/* Who is only being called cannot be put on hold; until then the customer is pulled back. */}
      {!(transfer && front && front.phase !== 'connected') && (
        <BarButton
          icon={transfer ? IconArrowsExchange : IconPlayerPlay}
          label={say(call.holdPending ? 'resuming' : transfer ? 'swap' : 'resume')}
          words
          disabled={call.holdPending}
          {...(first ? { command: 'call.hold' as const } : {})}
          onClick={() => void phone.hold(call.callId, false)}
        />
      )}
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
