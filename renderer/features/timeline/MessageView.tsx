import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconCircle,
  IconCloudUp,
  IconFile,
  IconFileTypePdf,
  IconMailOpened,
  IconPhoto,
  IconShieldX,
  IconVideo,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Attachment } from '../../../shared/domain/event.ts'
import type { MessageItem } from '../../../shared/domain/timeline.ts'
import { dangerCode, dangerOf } from '../../../shared/files/danger.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useOperatorName } from '../../bridge/mirrors.ts'
import { fileSize, timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, Pill } from '../../ui/primitives.tsx'
import { type Sending, useConversation, useTargets, useTellFailure, Wave } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './items.module.css'
import { MessageTools } from './MessageTools.tsx'
import { srcOf, viewFile } from './media.ts'
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
  const reactions = item.reactions.filter((r) => r.emoji)
  return (
    <div className={css.message} data-own={own} data-testid="message">
      <MessageTools item={item} />
      <div className={css.bubble} data-failed={failed} data-deleted={item.deleted !== undefined}>
        {author && <div className={css.who}>{who}</div>}
        {item.subject && <div className={css.subject}>{item.subject}</div>}
        <Quoted messageId={item.replyTo} />
        {item.deleted ? (
          <span className={css.gone}>
            {say(item.deleted.by === 'operator' ? 'deletedBy' : 'deletedByCustomer')}
            {item.text && <span className={css.goneWords}>{item.text}</span>}
          </span>
        ) : (
          <>
            <SafeText text={item.text} of={{ contactId: item.contactId, ref: item.messageId }} />
            <Files files={item.attachments} />
          </>
        )}
        <span className={`${css.stamp} num`}>
          {item.edited && !item.deleted && `${say('edited')} `}
          {timeOfDay(item.at, language)}
          {own && <Receipt receipt={item.receipt} />}
        </span>
        {reactions.length > 0 && (
          <span className={css.reactions} data-testid="reactions">
            {reactions.map((r) => (
              <span key={r.by}>{r.emoji}</span>
            ))}
          </span>
        )}
      </div>
      {failed && <Failure item={item} />}
    </div>
  )
}

/** What a message answers, in one line. */
function Quoted(props: { messageId: MessageItem['replyTo'] }) {
  const { messageId } = props
  const item = usePerson((s) => (messageId ? s.timeline.items.get(`message:${messageId}`) : undefined))
  if (item?.kind !== 'message') return null
  return <div className={`${css.quoted} ellipsis`}>{item.text || item.attachments[0]?.fileName}</div>
}

/** Words on their way to the hub, or kept here until there is a way. */
export function SendingView(props: { sending: Sending }) {
  const { sending } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const kept = sending.state === 'kept'
  const words = say(kept ? 'receiptKept' : sending.state === 'files' ? 'receiptFiles' : 'receiptSending')
  return (
    <div className={css.message} data-own="true" data-testid="message" data-sending="true">
      <div className={css.bubble}>
        <SafeText text={sending.text} />
        {sending.files.map((file) => (
          <span key={file.fileId} className={css.file}>
            <Icon of={fileIcon(file.fileName)} size={20} color="dim" />
            <span className="ellipsis">{file.fileName}</span>
          </span>
        ))}
        <span className={`${css.stamp} num`}>
          {timeOfDay(sending.at, language)}
          <span role="img" aria-label={words} title={words} className={css.receipt} data-receipt="sending">
            {kept ? <Icon of={IconCloudUp} size={14} color="amber" /> : <Icon of={IconCircle} size={12} />}
          </span>
        </span>
      </div>
      {kept && <div className={css.under}>{say('waitingForLink')}</div>}
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

/** Why it did not arrive, and the two ways on: again, or by another channel. */
function Failure(props: { item: MessageItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const row = usePerson((s) => s.rows.get(item.conversationId))
  const resend = useConversation((s) => s.resend)
  const channelName = useChannelName()
  const others = useTargets()
    .filter((t) => t.open === 'words' && t.conversationId !== item.conversationId)
    .slice(0, 2)
  const why = failureWords(item.failure?.code ?? '', say)
  return (
    <div className={css.under}>
      <span className={`${css.cause} ellipsis`} title={say('notDelivered', { why })}>
        {say('notDelivered', { why })}
      </span>
      {item.text && row && item.failure?.retryable !== false && (
        <Button look="link" onClick={() => void resend(row, { text: item.text }, row.status === 'closed')}>
          {say('sendAgain')}
        </Button>
      )}
      {item.text &&
        others.map((target) => (
          <Button
            key={target.conversationId}
            look="link"
            onClick={() => void resend(target, { text: item.text }, target.row?.status !== 'open')}
          >
            {say('sendBy', { channel: channelName(target.channel) })}
          </Button>
        ))}
    </div>
  )
}

const fileIcon = (name: string) => {
  if (/\.pdf$/i.test(name)) return IconFileTypePdf
  if (/\.(mp4|mov|webm|avi)$/i.test(name)) return IconVideo
  if (/\.(png|jpe?g|webp|gif|heic)$/i.test(name)) return IconPhoto
  return IconFile
}

/** Files of a message: pictures in their place, voice notes with a player, the rest as rows that save them. */
export function Files(props: { files: readonly Attachment[] }) {
  if (props.files.length === 0) return null
  return (
    <span className={css.files}>
      {props.files.map((file) =>
        dangerOf(file.fileName) ? (
          <DangerousFile key={file.attachmentId} file={file} />
        ) : file.bytes === undefined ? (
          <FileRow key={file.attachmentId} file={file} />
        ) : file.mime?.startsWith('image/') ? (
          <Picture key={file.attachmentId} file={file} />
        ) : file.mime?.startsWith('audio/') ? (
          <VoiceNote key={file.attachmentId} file={file} />
        ) : file.mime?.startsWith('video/') ? (
          <VideoRow key={file.attachmentId} file={file} />
        ) : (
          <FileRow key={file.attachmentId} file={file} />
        ),
      )}
    </span>
  )
}

/** It may do harm, or hides what it is: it can be neither opened nor saved from here. */
function DangerousFile(props: { file: Attachment }) {
  const { file } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const danger = dangerOf(file.fileName)
  return (
    <span className={css.file} data-danger="true" data-testid="dangerous-file">
      <Icon of={IconShieldX} size={20} color="red" />
      <span className={css.dangerWords}>
        {/* Letters that turn the direction are shown as what they are: nothing. */}
        <bdi className="ellipsis">{file.fileName.replace(/\p{Cf}/gu, '·')}</bdi>
        <span className={css.dangerWhy}>
          {danger && sentence(dangerCode(danger), language)}
          <span className="visually-hidden">{say('dangerous')}</span>
        </span>
      </span>
    </span>
  )
}

function VideoRow(props: { file: Attachment }) {
  const { file } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  return (
    <button
      type="button"
      className={css.file}
      title={say('viewFile', { name: file.fileName })}
      onClick={() => viewFile(file.attachmentId)}
    >
      <Icon of={IconVideo} size={20} color="dim" />
      <span className="ellipsis">{file.fileName}</span>
      <span className={`${css.faint} num`}>{fileSize(file.kilobytes, language)}</span>
    </button>
  )
}

function FileRow(props: { file: Attachment }) {
  const { file } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const tell = useTellFailure()
  const inside = (
    <>
      <Icon of={fileIcon(file.fileName)} size={20} color="dim" />
      <span className="ellipsis">{file.fileName}</span>
      <span className={`${css.faint} num`}>{fileSize(file.kilobytes, language)}</span>
    </>
  )
  if (file.bytes === undefined)
    return (
      <span className={css.file} title={file.fileName}>
        {inside}
      </span>
    )
  const save = async () => {
    const { attachmentId: fileId, fileName } = file
    const answer = await bridge.writing.saveFile({ fileId, fileName })
    if (tell(answer)) notify({ tone: 'green', title: say('fileSaved'), detail: answer.value.file })
  }
  return (
    <button
      type="button"
      className={css.file}
      title={say('saveFile', { name: file.fileName })}
      onClick={() => void save()}
    >
      {inside}
    </button>
  )
}

function Picture(props: { file: Attachment }) {
  const { file } = props
  const { width = 320, height = 240 } = file
  const share = Math.min(1, 320 / width, 240 / height)
  return (
    <button
      type="button"
      className={css.picture}
      onClick={() => viewFile(file.attachmentId)}
      title={file.fileName}
    >
      <img
        src={srcOf(file)}
        alt={file.fileName}
        width={Math.round(width * share)}
        height={Math.round(height * share)}
        loading="lazy"
      />
    </button>
  )
}

function VoiceNote(props: { file: Attachment }) {
  const { file } = props
  return (
    <span className={css.voiceNote}>
      {file.voice && <Wave peaks={file.voice.peaks} />}
      {/* biome-ignore lint/a11y/useMediaCaption: a voice note comes without captions, and the hub makes no transcripts of files */}
      <audio controls preload="none" src={srcOf(file)} aria-label={file.fileName} />
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
