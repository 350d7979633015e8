import { IconMicrophoneOff } from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'

/** "You have not been heard for 6 s": somebody speaks into a muted microphone. Told aloud once, not each second. */
export function Unheard(props: { call: Call }) {
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const seconds = usePhoneState((s) => (s.unheard?.callId === props.call.callId ? s.unheard.seconds : 0))
  if (seconds === 0 || !props.call.muted) return null
  return (
    <div className={css.unheard}>
      <Icon of={IconMicrophoneOff} size={20} color="red" />
      <div className={css.unheardWords}>
        <b className="num" aria-hidden>
          {say('unheard', { count: seconds })}
        </b>
        <span className={css.line}>{say('unheardWhy')}</span>
        <span className="visually-hidden" role="alert">
          {say('unheardWhy')}
        </span>
      </div>
      <Button look="primary" command="call.mute" onClick={() => void phone.toggleMute()}>
        {say('unmute')}
      </Button>
    </div>
  )
}
