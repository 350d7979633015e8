import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import type { ScheduledItem } from '../../../shared/domain/timeline.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useOperatorName } from '../../bridge/mirrors.ts'
import { timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
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
      </div>
    </div>
  )
}
