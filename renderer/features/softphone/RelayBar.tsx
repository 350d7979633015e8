import { IconArrowsLeftRight, IconPhoneOff, IconPlayerPlay } from '@tabler/icons-react'
import { type Call, wantsHold } from '../../../shared/softphone/call.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Avatar } from '../../ui/primitives.tsx'
import { Bar, BarButton, Since } from './bar-parts.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import { useCallWords } from './use-caller.ts'

/** A customer and a colleague who talk with each other through this console: it must stay open until they are done. */
export function RelayBar(props: { pair: Call[] }) {
  const [one, other] = props.pair
  return one && other ? <Pair one={one} other={other} /> : null
}

function Pair(props: { one: Call; other: Call }) {
  const { one, other } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const first = useCallWords(one)
  const second = useCallWords(other)
  // Joined, they are resumed by the program; a server may refuse that.
  const stuck = wantsHold(one) || wantsHold(other)
  return (
    <Bar kind="relayed" label={say('relay', { name: first.name, target: second.name })} callId={one.callId}>
      <Avatar name={first.face} size={32} />
      <div className={css.relayNames}>
        <span className={`ellipsis ${css.nameQuiet}`}>{first.name}</span>
        <Icon of={IconArrowsLeftRight} size={14} />
        <span className={`ellipsis ${css.nameQuiet}`}>{second.name}</span>
      </div>
      {other.answeredAt !== undefined && <Since at={other.answeredAt} className={css.timerDim} />}
      <div className={`ellipsis ${css.middle}`} role="status">
        {say(stuck ? 'relayHeld' : 'relayWhy')}
      </div>
      {stuck && (
        <BarButton
          icon={IconPlayerPlay}
          label={say('relayResume')}
          words
          onClick={() => void phone.hold(one.callId, false)}
        />
      )}
      <BarButton
        icon={IconPhoneOff}
        label={say('relayEnd')}
        words="wide"
        look="red"
        onClick={() => void phone.hangup(one.callId)}
      />
    </Bar>
  )
}
