import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import type { ScheduledItem } from '../../../shared/domain/timeline.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { EditDialog } from './EditDialog.tsx'
import css from './items.module.css'
import { Files } from './MessageView.tsx'
import { SafeText } from './SafeText.tsx'
import { timelineTexts } from './texts.ts'

/** Words that the hub holds until their moment: no bubble yet, only its outline. */
export function ScheduledView(props: { item: ScheduledItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const operatorName = useOperatorName()
  const code = item.off?.code
  const bridge = useBridge()
  const tell = useTellFailure()
  const offset = useClockOffset()
  const [editing, setEditing] = useState(false)
  const [when, setWhen] = useState(Number.NaN)
  const of = { messageId: item.messageId, conversationId: item.conversationId }
  return (
    <div className={css.message} data-own="true" data-testid="scheduled">
      <div className={css.bubble} data-scheduled="true" data-failed={code !== undefined}>
        <SafeText text={item.text} />
        <Files files={item.attachments} />
        <span className={`${css.stamp} num`}>
          <Icon of={code ? IconAlertCircle : IconClock} size={14} />
          {timeOfDay(item.at, language)}
        </span>
      </div>
      <div className={css.under}>
        <span className={`${code ? css.cause : ''} ellipsis`}>
          {code
            ? say('notDelivered', { why: sentence(code, language) })
            : say('scheduledBy', { name: operatorName(item.operatorId) })}
        </span>
        {!code && (
          <>
            <Button look="link" onClick={() => setEditing(true)}>
              {say('edit')}
            </Button>
            <Button look="link" onClick={async () => tell(await bridge.writing.unschedule(of))}>
              {say('callOff')}
            </Button>
          </>
        )}
      </div>
      {editing && (
        <EditDialog
          title={say('editScheduled')}
          text={item.text}
          onClose={() => setEditing(false)}
          onSave={async (text) => {
            const sendAt = Number.isFinite(when) ? when + offset : item.at
            if (tell(await bridge.writing.reschedule({ ...of, text, sendAt }))) setEditing(false)
          }}
        >
          <label className={css.when}>
            {say('when')}
            <input
              type="datetime-local"
              defaultValue={localTime(item.at - offset)}
              onChange={(event) => setWhen(new Date(event.target.value).getTime())}
            />
          </label>
        </EditDialog>
      )}
    </div>
  )
}

/** As a `datetime-local` field takes it. */
function localTime(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 16)
}
