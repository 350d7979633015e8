import {
  IconArrowsMaximize,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import type { MiniCall, MiniView } from '../../shared/ipc/mini-contract.ts'
import { texts } from '../features/softphone/texts.ts'
import { useText } from '../i18n/use-text.tsx'
import { chordCaps } from '../keys/chord.ts'
import { Button, IconButton, Pill } from '../ui/primitives.tsx'
import css from './mini.module.css'
import { Clock, useName } from './Ringing.tsx'
import type { MiniBridge } from './store.ts'
import { miniTexts } from './texts.ts'
import { byHand } from './use-hands.ts'

/** The call that is on, while the operator works elsewhere: who, how long, and what one does in a call. */
export function Talking(props: { bridge: MiniBridge; view: MiniView; call: MiniCall }) {
  const { bridge, view, call } = props
  const { callId, muted, held } = call
  const say = useText(texts)
  const mini = useText(miniTexts)
  const name = useName(call)
  return (
    <>
      <div className={css.who}>
        <span className={`ellipsis ${css.name}`} title={name}>
          {name}
        </span>
        <span className={css.space} />
        <Clock at={call.since} large />
      </div>
      <div className={css.state}>
        {call.line && <span className={`ellipsis ${css.dim}`}>{call.line}</span>}
        {call.phase === 'calling' && <Pill tone="accent">{mini('calling')}</Pill>}
        {held && call.heldAt !== undefined && (
          <Pill tone="amber" icon={IconPlayerPause}>
            {say('onHold')} <Clock at={call.heldAt} />
          </Pill>
        )}
        {muted && (
          <Pill tone="amber" icon={IconMicrophoneOff}>
            {say('muted')}
          </Pill>
        )}
        {!call.linked && <Pill tone="red">{mini('linkDown')}</Pill>}
      </div>
      <div className={css.foot}>
        {call.phase === 'talking' && (
          <>
            <Button
              icon={muted ? IconMicrophoneOff : IconMicrophone}
              look={muted ? 'amber' : 'default'}
              aria-pressed={muted}
              aria-label={say(muted ? 'unmute' : 'mute')}
              title={say(muted ? 'unmute' : 'mute')}
              caps={chordCaps(view.keys.mute)}
              disabled={held}
              tabIndex={-1}
              onClick={byHand(() => void bridge.mute({ callId, on: !muted }))}
            />
            <Button
              icon={held ? IconPlayerPlay : IconPlayerPause}
              aria-pressed={held}
              aria-label={say(held ? 'resume' : 'hold')}
              title={say(held ? 'resume' : 'hold')}
              caps={chordCaps(view.keys.hold)}
              tabIndex={-1}
              onClick={byHand(() => void bridge.hold({ callId, on: !held }))}
            />
          </>
        )}
        <span className={css.space} />
        <IconButton
          icon={IconArrowsMaximize}
          label={mini('open')}
          tabIndex={-1}
          onClick={byHand(() => void bridge.open({ callId }))}
        />
        <Button
          look="red"
          icon={IconPhoneOff}
          caps={chordCaps(view.keys.hangup)}
          tabIndex={-1}
          onClick={byHand(() => void bridge.hangup({ callId }))}
        >
          {say('hangup')}
        </Button>
      </div>
    </>
  )
}
