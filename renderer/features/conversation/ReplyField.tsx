import { IconAlertCircle, IconCornerUpLeft, IconShieldCheck, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { cardName } from '../../../shared/domain/card.ts'
import { refusalOf, rulesOf, smsParts } from '../../../shared/domain/channel-rules.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { isMadeOf, openBlanks } from '../../../shared/templates/template.ts'
import { useHubNow, usePreference } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, IconButton, Kbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { Attachments, asOutgoing } from './Attachments.tsx'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { EnterQuestion, Field, type FieldRef, useInsert } from './Field.tsx'
import { refusalWords } from './rule-words.ts'
import { nothing, replyKey, useConversation } from './store.ts'
import { slashIn, TemplatePicker, usePicker } from './TemplatePicker.tsx'
import { Tools } from './Tools.tsx'
import type { Target } from './targets.ts'
import { conversationTexts } from './texts.ts'
import { VoiceBar } from './VoiceBar.tsx'

/** The reply: words, files, a quote, by the rules of the channel that they will leave by. */
export function ReplyField(props: { target: Target; field: FieldRef; hint?: string; onReopen?: () => void }) {
  const { target, field, hint, onReopen } = props
  const say = useText(composerTexts)
  const common = useText(conversationTexts)
  const language = useLanguage()
  const now = useHubNow()
  const key = replyKey(target.conversationId)
  const words = useConversation((s) => s.drafts.get(key)) ?? nothing
  const refused = useConversation((s) => s.refused.get(key))
  const files = useConversation((s) => s.files)
  const template = useConversation((s) => s.templates.find((t) => t.templateId === words.templateId))
  const send = useConversation((s) => s.send)
  const schedule = useConversation((s) => s.schedule)
  const write = useConversation((s) => s.write)
  const addVoice = useConversation((s) => s.addVoice)
  const name = usePerson((s) => s.card?.addressAs ?? (s.card && cardName(s.card)))
  const enterSends = usePreference((p) => p.enterSends)
  const [asking, setAsking] = useState(false)
  const [recording, setRecording] = useState(false)
  const insert = useInsert(key, field)
  const picker = usePicker({ target, draftKey: key, insert })

  const rules = rulesOf(target.channel)
  const { text } = words
  const blanks = openBlanks(text).length
  const onlyTemplate = target.open === 'template'
  const locked = template !== undefined && (template.locked || onlyTemplate)
  const broken =
    rules &&
    refusalOf(
      rules,
      target.account ?? {},
      { heardAt: target.row?.heardAt, now },
      {
        text: text.trim(),
        attachments: words.files.map(asOutgoing),
        quotes: words.replyTo !== undefined,
        approved: template?.approved ?? false,
      },
    )
  const failed = words.files.some((f) => files.get(f.fileId)?.state === 'failed')
  const uploading = words.files.some((f) => {
    const state = files.get(f.fileId)?.state
    return state === 'reading' || state === 'uploading'
  })
  const sendable = !broken && blanks === 0 && !failed
  const open = !target.row || target.row.status === 'closed'

  const submit = () => {
    if (!sendable) return field.current?.focus()
    if (enterSends === undefined) setAsking(true)
    void send(target, open)
    field.current?.focus()
  }
  const later = async (at: number) => {
    if (await schedule(target, at)) notify({ tone: 'green', title: say('scheduled'), life: 5000 })
    field.current?.focus()
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (picker.onKey(event)) return true
    if (event.key !== 'Escape' || !words.replyTo) return false
    write(key, { replyTo: undefined })
    return true
  }
  // A text that the brand or the provider has approved changes in its blanks only; emptied, it is let go.
  const mayWrite = (value: string): boolean => {
    if (!locked || !template) return true
    if (value.trim() === '') {
      write(key, { templateId: undefined })
      return true
    }
    return isMadeOf(template.body, value)
  }
  const sms = target.channel === 'sms' && text ? smsParts(text) : undefined
  return (
    <>
      {picker.open && <TemplatePicker picker={picker} />}
      <Quote draftKey={key} />
      <Attachments draftKey={key} files={words.files} rules={rules} />
      {recording ? (
        <VoiceBar
          onDone={(file) => {
            setRecording(false)
            if (file) addVoice(key, file)
            field.current?.focus()
          }}
        />
      ) : (
        <Field
          draftKey={key}
          field={field}
          label={common('reply')}
          placeholder={
            words.files.length ? say('caption') : name ? common('replyTo', { name }) : common('reply')
          }
          onSubmit={submit}
          onKey={onKey}
          onText={(value, caret) => picker.follow(slashIn(value, caret))}
          mayChange={mayWrite}
        />
      )}
      {asking && enterSends === undefined && <EnterQuestion onDone={() => setAsking(false)} />}
      <div className={css.bottom}>
        <Tools
          draftKey={key}
          field={field}
          insert={insert}
          onTemplate={picker.toggle}
          {...(rules?.voice && !recording ? { onVoice: () => setRecording(true) } : {})}
          {...(sendable && (text.trim() || words.files.length) ? { onSchedule: later } : {})}
        />
        <span className={css.tail}>
          {refused ? (
            <Trouble words={sentence(refused, language)} />
          ) : blanks > 0 ? (
            <span className={css.hint}>
              <b className={css.amber}>{say('blanks', { count: blanks })}</b> <Kbd>Tab</Kbd> {say('next')}
            </span>
          ) : broken && broken.code !== 'MESSAGE_EMPTY' ? (
            <Trouble
              words={
                broken.code === 'MESSAGE_TOO_LONG' && broken.over
                  ? common('tooLong', { count: broken.over })
                  : refusalWords(broken, say, language)
              }
            />
          ) : locked ? (
            <span className={css.hint}>
              <Icon of={IconShieldCheck} size={14} /> {say('lockedWords')}
              <Button
                look="link"
                size="small"
                onClick={() => write(key, { text: '', templateId: undefined })}
              >
                {say('dropTemplate')}
              </Button>
            </span>
          ) : uploading ? (
            <span className={css.hint}>{say('afterUpload')}</span>
          ) : hint ? (
            <span className={css.hint}>
              {hint}
              {onReopen && !text && (
                <Button look="link" size="small" onClick={onReopen}>
                  {common('reopen')}
                </Button>
              )}
            </span>
          ) : sms ? (
            <span className={css.hint}>{say('smsParts', { count: sms.parts, size: sms.size })}</span>
          ) : (
            <span className={css.hint}>
              {text ? common('draftKept') : enterSends === false ? say('ctrlSends') : common('newline')}
            </span>
          )}
        </span>
        <Button
          look="primary"
          caps={enterSends === false ? 'Ctrl Enter' : 'Enter'}
          disabled={!sendable}
          onClick={submit}
          data-testid="send"
        >
          {common('send')}
        </Button>
      </div>
    </>
  )
}

export const Trouble = (props: { words: string }) => (
  <span className={css.refused} role="alert">
    <Icon of={IconAlertCircle} />
    <span className="ellipsis" title={props.words}>
      {props.words}
    </span>
  </span>
)

/** The message that is being answered. */
function Quote(props: { draftKey: `reply:${string}` | string }) {
  const say = useText(composerTexts)
  const replyTo = useConversation((s) => s.drafts.get(props.draftKey)?.replyTo)
  const write = useConversation((s) => s.write)
  const item = usePerson((s) => (replyTo ? s.timeline.items.get(`message:${replyTo}`) : undefined))
  if (!replyTo) return null
  const words = item?.kind === 'message' ? item.text || item.attachments[0]?.fileName : ''
  return (
    <div className={css.quote} data-testid="quote">
      <Icon of={IconCornerUpLeft} size={14} />
      <span className={css.hint}>{say('quoting')}</span>
      <span className="ellipsis">{words}</span>
      <IconButton
        icon={IconX}
        iconSize={14}
        label={say('dropQuote')}
        onClick={() => write(props.draftKey, { replyTo: undefined })}
      />
    </div>
  )
}
