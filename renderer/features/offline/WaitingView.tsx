import { IconAlertCircle, IconCloudUp, IconLock } from '@tabler/icons-react'
import type { Waiting } from '../../../shared/ipc/offline-contract.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import css from './offline.module.css'
import { offlineTexts } from './texts.ts'

/** What was done and is not with the hub yet; what the hub refused asks what is to become of it. */
export function WaitingView(props: { waiting: Waiting }) {
  const { waiting } = props
  const say = useText(offlineTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const { id, what, text, state, code } = waiting
  const refused = state === 'refused'
  const words =
    what === 'field'
      ? say(text ? 'field' : 'fieldCleared', { text })
      : what === 'outcome'
        ? say(text ? 'outcomeNote' : 'outcome', { text })
        : say(what, { text })
  return (
    <div className={css.row} data-testid="waiting" data-what={what} data-state={state}>
      <span className={css.gutter}>
        <Icon
          of={refused ? IconAlertCircle : what === 'note' ? IconLock : IconCloudUp}
          color={refused ? 'red' : 'amber'}
        />
      </span>
      <div className={what === 'note' ? css.note : css.line} data-refused={refused}>
        <div className={css.head}>
          <span className={what === 'note' ? css.noteWord : 'ellipsis'} title={words}>
            {words}
          </span>
          <span className={css.state}>
            {refused ? say('refused') : say(state === 'sending' ? 'sending' : 'waits')}
            {!refused && what === 'note' && <Icon of={IconCloudUp} size={14} color="amber" />}
          </span>
          <time className={`${css.time} num`}>{timeOfDay(waiting.at, language)}</time>
        </div>
        {what === 'note' && <div className={css.text}>{text}</div>}
        {refused && (
          <div className={css.why} role="alert">
            <span>{sentence(code ?? 'UNKNOWN', language)}.</span>
            <Button size="small" look="primary" onClick={() => void bridge.offline.retry({ id })}>
              {say('retry')}
            </Button>
            <Button size="small" look="quiet" onClick={() => void bridge.offline.drop({ id })}>
              {say('drop')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
