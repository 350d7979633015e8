import { IconCircleCheck, IconCornerDownRight, IconLink, IconLock } from '@tabler/icons-react'
import type { BotItem, DispositionItem, LinkItem, NoteItem } from '../../../shared/domain/timeline.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { timeOfDay } from '../../i18n/format.ts'
import { Rich, useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { FactLine } from './FactLine.tsx'
import { fieldLabel } from './facts.tsx'
import css from './items.module.css'
import { Files } from './MessageView.tsx'
import { SafeText } from './SafeText.tsx'
import { timelineTexts } from './texts.ts'

/** A note of the staff: amber, and it says so before anything else. */
export function NoteView(props: { item: NoteItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const company = useCompany()
  const operatorName = useOperatorName()
  const mentions = (company?.operators ?? []).map((o) => ({ id: o.operatorId, name: o.name }))
  return (
    <div className={css.noteRow} data-testid="note">
      <span className={css.gutterIcon}>
        <Icon of={IconLock} color="amber" />
      </span>
      <div className={css.note}>
        <div className={css.noteHead}>
          <span className="ellipsis">
            {say('noteWho')} · {operatorName(item.operatorId)}
          </span>
          <time className="num">{timeOfDay(item.at, language)}</time>
        </div>
        <SafeText text={item.text} mentions={mentions} of={{ contactId: item.contactId, ref: item.id }} />
        <Files files={item.attachments} />
      </div>
    </div>
  )
}

/** What the bot asked and heard, each answer with the field of the card that it filled. */
export function BotView(props: { item: BotItem }) {
  const language = useLanguage()
  const company = useCompany()
  return (
    <div className={css.bot} data-testid="bot">
      {props.item.answers.map((answer) => (
        <div key={`${answer.field}${answer.at}`} className={css.botLine}>
          <span className={`${css.strong} ellipsis`} title={answer.value}>
            {answer.value}
          </span>
          <span className={css.botField}>
            <Icon of={IconCornerDownRight} size={14} />
            {fieldLabel(answer.field, { company, language })}
          </span>
        </div>
      ))}
    </div>
  )
}

export function LinkView(props: { item: LinkItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const operatorName = useOperatorName()
  const by = item.operatorId ? say('by', { name: operatorName(item.operatorId) }) : ''
  return (
    <FactLine icon={IconLink} at={item.at}>
      <Rich say={say} text="linked" values={{ why: item.why, by }} />
    </FactLine>
  )
}

export function DispositionView(props: { item: DispositionItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const company = useCompany()
  const operatorName = useOperatorName()
  const disposition = company?.dispositions.find((d) => d.dispositionId === item.dispositionId)
  const outcome = disposition ? say('disposedOutcome', { name: localise(disposition.name, language) }) : ''
  const by = item.operatorId ? say('by', { name: operatorName(item.operatorId) }) : ''
  return (
    <FactLine icon={IconCircleCheck} at={item.at}>
      {say('disposed', { outcome, by })}
      {item.note && `. ${item.note}`}
    </FactLine>
  )
}
