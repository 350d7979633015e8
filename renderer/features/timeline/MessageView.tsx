import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconCircle,
  IconCloudUp,
  IconCopy,
  IconFile,
  IconFileTypePdf,
  IconMailOpened,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Attachment } from '../../../shared/domain/event.ts'
import type { MessageItem } from '../../../shared/domain/timeline.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useOperatorName } from '../../bridge/mirrors.ts'
import { fileSize, timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, Pill } from '../../ui/primitives.tsx'
import { type Sending, useConversation } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './items.module.css'
import { SafeText } from './SafeText.tsx'
import { failureWords, timelineTexts } from './texts.ts'

/** One message: a bubble, or a card when it is a letter. */
export function MessageView(props: { item: MessageItem; author: boolean }) {
  return props.item.channel === 'email' ? <Letter item={props.item} /> : <Bubble {...props} />
}

function Bubble(props: { item: MessageItem; author: boolean }) {
  const { item, author } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const operatorName = useOperatorName()
  const own = item.direction === 'out'
  const failed = item.receipt === 'failed'
  const who = item.author === 'bot' ? say('bot') : operatorName(item.operatorId)
  return (
    <div className={css.message} data-own={own} data-testid="message">
      <CopyButton text={item.text} />
      <div className={css.bubble} data-failed={failed}>
        {author && <div className={css.who}>{who}</div>}
        {item.subject && <div className={css.subject}>{item.subject}</div>}
        <SafeText text={item.text} of={{ contactId: item.contactId, ref: item.messageId }} />
        <Files files={item.attachments} />
        <span className={`${css.stamp} num`}>
          {timeOfDay(item.at, language)}
          {own && <Receipt receipt={item.receipt} />}
        </span>
      </div>
      {failed && <Failure item={item} />}
    </div>
  )
}

/** Words on their way to the hub, or kept here until there is a way. */
export function SendingView(props: { sending: Sending }) {
  const { sending } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const words = say(sending.kept ? 'receiptKept' : 'receiptSending')
  return (
    <div className={css.message} data-own="true" data-testid="message" data-sending="true">
      <div className={css.bubble}>
        <SafeText text={sending.text} />
        <span className={`${css.stamp} num`}>
          {timeOfDay(sending.at, language)}
          <span role="img" aria-label={words} title={words} className={css.receipt} data-receipt="sending">
            {sending.kept ? (
              <Icon of={IconCloudUp} size={14} color="amber" />
            ) : (
              <Icon of={IconCircle} size={12} />
            )}
          </span>
        </span>
      </div>
      {sending.kept && <div className={css.under}>{say('waitingForLink')}</div>}
    </div>
  )
}

const receipts = {
  sent: { icon: IconCheck, key: 'receiptSent' },
  delivered: { icon: IconChecks, key: 'receiptDelivered' },
  read: { icon: IconChecks, key: 'receiptRead' },
  failed: { icon: IconAlertCircle, key: 'receiptFailed' },
} as const

function Receipt(props: { receipt: MessageItem['receipt'] }) {
  const say = useText(timelineTexts)
  const { icon, key } = receipts[props.receipt]
  return (
    <span
      role="img"
      aria-label={say(key)}
      title={say(key)}
      className={css.receipt}
      data-receipt={props.receipt}
      data-testid="receipt"
    >
      <Icon of={icon} size={14} />
    </span>
  )
}

function Failure(props: { item: MessageItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const row = usePerson((s) => s.rows.get(item.conversationId))
  const send = useConversation((s) => s.send)
  const why = failureWords(item.failure?.code ?? '', say)
  return (
    <div className={css.under}>
      <span className={`${css.cause} ellipsis`} title={say('notDelivered', { why })}>
        {say('notDelivered', { why })}
      </span>
      {row?.status === 'open' && item.text && item.failure?.retryable !== false && (
        <Button look="link" onClick={() => void send(row, item.text)}>
          {say('sendAgain')}
        </Button>
      )}
    </div>
  )
}

function CopyButton(props: { text: string }) {
  const say = useText(timelineTexts)
  const bridge = useBridge()
  if (!props.text) return null
  return (
    // A tooltip of the system: a component for each bubble would cost more than the bubble.
    <button
      type="button"
      tabIndex={-1}
      className={css.copy}
      data-copy
      title={say('copy')}
      aria-label={say('copy')}
      onClick={() => {
        void bridge.app.copy({ text: props.text })
        notify({ title: say('copied'), life: 1500 })
      }}
    >
      <Icon of={IconCopy} />
    </button>
  )
}

const fileIcon = (name: string) => {
  if (/\.pdf$/i.test(name)) return IconFileTypePdf
  if (/\.(mp4|mov|webm|avi)$/i.test(name)) return IconVideo
  if (/\.(png|jpe?g|webp|gif|heic)$/i.test(name)) return IconPhoto
  return IconFile
}

export function Files(props: { files: readonly Attachment[] }) {
  const language = useLanguage()
  if (props.files.length === 0) return null
  return (
    <span className={css.files}>
      {props.files.map((file) => (
        <span key={file.attachmentId} className={css.file} title={file.fileName}>
          <Icon of={fileIcon(file.fileName)} size={20} color="dim" />
          <span className="ellipsis">{file.fileName}</span>
          <span className={`${css.faint} num`}>{fileSize(file.kilobytes, language)}</span>
        </span>
      ))}
    </span>
  )
}

/** A letter: its subject, one line, its files; whole on request. */
function Letter(props: { item: MessageItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const [whole, setWhole] = useState(false)
  return (
    <article className={css.letter} data-testid="message">
      <div className={css.cardLine}>
        <h3 className={`${css.subject} ellipsis`}>{item.subject || say('noSubject')}</h3>
        <span className={css.end}>
          {item.direction === 'out' && item.receipt === 'read' && (
            <Pill tone="green" icon={IconMailOpened}>
              {say('opened')}
            </Pill>
          )}
          {item.receipt === 'failed' && <Pill tone="red">{say('receiptFailed')}</Pill>}
        </span>
      </div>
      <div className={whole ? css.letterWhole : `${css.letterLine} ellipsis`}>
        <SafeText text={item.text} of={{ contactId: item.contactId, ref: item.messageId }} />
      </div>
      <div className={css.cardLine}>
        <Files files={item.attachments} />
        <Button look="link" size="small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {say(whole ? 'lessLetter' : 'wholeLetter')}
        </Button>
      </div>
      {item.receipt === 'failed' && <Failure item={item} />}
    </article>
  )
}
