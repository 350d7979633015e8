import { IconPlus, IconX } from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import { useCallWords } from './use-caller.ts'

/** Somebody else who is in the conference; the cross lets them go. */
export function Guest(props: { call: Call }) {
  const { call } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const { name } = useCallWords(call)
  return (
    <span className={css.guest} data-call={call.callId}>
      <Icon of={IconPlus} size={14} />
      <span className={`ellipsis ${css.guestName}`} title={name}>
        {name}
      </span>
      {call.held && <span className={css.line}>{say('onHold')}</span>}
      <IconButton
        icon={IconX}
        iconSize={14}
        label={say('drop', { name })}
        onClick={() => void phone.hangup(call.callId)}
      />
    </span>
  )
}
