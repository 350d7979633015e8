import { dangerCode, dangerOf } from '../files/danger.ts'
import type { ErrorCode } from '../lib/errors.ts'
import type { ChannelKind } from './channel.ts'
import type { Attachment } from './event.ts'

/** What a file is to a channel; each has its own largest size. */
export type FileClass = 'image' | 'audio' | 'video' | 'document'

const hour = 3_600_000
const mb = 1024 * 1024

/** What may leave by a channel, and what may become of it afterwards. Lengths are UTF-16 units, sizes bytes, times ms. */
export type ChannelRules = {
  text: number
  /** Words beside a file. */
  caption: number
  /** Long texts go out in parts, which are counted. */
  parts?: number
  /** Free words only within this time after the customer's last; an account may say otherwise. */
  window?: number
  /** Whether one may write who has never written here. */
  first: 'yes' | 'template' | 'no'
  /** The largest of each class; a class that is not named is not taken. */
  files: Partial<Record<FileClass, number>>
  fileCount: number
  voice: boolean
  quote: boolean
  /** How long a message may be changed or taken back; 0 never. */
  edit: number
  remove: number
  react: boolean
}

const any = (size: number) => ({ image: size, audio: size, video: size, document: size })
const own: ChannelRules = {
  text: 8000,
  caption: 8000,
  first: 'yes',
  files: any(25 * mb),
  fileCount: 10,
  voice: true,
  quote: true,
  edit: Number.POSITIVE_INFINITY,
  remove: Number.POSITIVE_INFINITY,
  react: true,
}
const plain = { voice: false, quote: false, edit: 0, remove: 0, react: false } as const

/** The one table of what each channel takes. A provider that takes less says so by its account. */
export const channelRules: Readonly<Record<Exclude<ChannelKind, 'voice'>, ChannelRules>> = {
  site: own,
  app: own,
  telegram: {
    ...own,
    text: 4096,
    caption: 1024,
    first: 'no',
    files: { ...any(50 * mb), image: 10 * mb },
    edit: 48 * hour,
    remove: 48 * hour,
  },
  whatsapp: {
    ...plain,
    text: 4096,
    caption: 1024,
    window: 24 * hour,
    first: 'template',
    files: { image: 5 * mb, audio: 16 * mb, video: 16 * mb, document: 100 * mb },
    fileCount: 10,
    voice: true,
    quote: true,
    react: true,
  },
  viber: { ...plain, text: 7000, caption: 7000, first: 'no', files: any(50 * mb), fileCount: 1 },
  vk: {
    ...own,
    text: 9000,
    caption: 9000,
    first: 'no',
    files: any(50 * mb),
    edit: 24 * hour,
    remove: 24 * hour,
    react: false,
  },
  email: {
    ...plain,
    text: 10_000,
    caption: 10_000,
    first: 'yes',
    files: any(20 * mb),
    fileCount: 10,
    quote: true,
  },
  sms: { ...plain, text: 670, caption: 0, parts: 10, first: 'yes', files: {}, fileCount: 0 },
}

/** The rules of a channel; undefined where words cannot be written at all. */
export const rulesOf = (channel: ChannelKind): ChannelRules | undefined =>
  channel === 'voice' ? undefined : channelRules[channel]

/** What an account of the company adds to the rules of its kind. */
export type AccountRules = { windowHours?: number | undefined; maxLength?: number | undefined }

/** Where a thread stands: who spoke when. */
export type ThreadState = {
  /** The customer's last word in it; undefined: they have never written here. */
  heardAt: number | undefined
  now: number
}

/** How long free words may still be written, as the moment at which it ends; undefined where there is no such limit. */
export function windowEnd(
  rules: ChannelRules,
  account: AccountRules,
  heardAt: number | undefined,
): number | undefined {
  const length = account.windowHours === undefined ? rules.window : account.windowHours * hour
  return length === undefined ? undefined : (heardAt ?? Number.NEGATIVE_INFINITY) + length
}

/** What of a thread is open: any words, approved templates only, or nothing. */
export function openFor(
  rules: ChannelRules,
  account: AccountRules,
  { heardAt, now }: ThreadState,
): 'words' | 'template' | 'nothing' {
  if (heardAt === undefined && rules.first !== 'yes') return rules.first === 'no' ? 'nothing' : 'template'
  const end = windowEnd(rules, account, heardAt)
  return end !== undefined && now >= end ? 'template' : 'words'
}

/** A message that wants to leave. */
export type Outgoing = {
  text: string
  attachments: readonly Pick<Attachment, 'fileName' | 'kilobytes' | 'bytes' | 'mime' | 'voice'>[]
  quotes?: boolean
  /** Made of a template that the channel's provider has approved. */
  approved?: boolean
}

/** Why a message may not leave; `file` is the one that it is about, `limit` what would be allowed. */
export type Refusal = { code: ErrorCode; file?: string; limit?: number; over?: number }

/** The first rule that a message breaks; undefined when it may leave. The composer and the hub ask the same. */
export function refusalOf(
  rules: ChannelRules,
  account: AccountRules,
  thread: ThreadState,
  message: Outgoing,
): Refusal | undefined {
  const { text, attachments } = message
  if (!text.trim() && attachments.length === 0) return { code: 'MESSAGE_EMPTY' }
  const open = openFor(rules, account, thread)
  if (open === 'nothing') return { code: 'CHANNEL_NOT_FIRST' }
  if (open === 'template' && !message.approved) return { code: 'CHANNEL_WINDOW_CLOSED' }
  const most = Math.min(
    attachments.length ? rules.caption : rules.text,
    account.maxLength ?? Number.POSITIVE_INFINITY,
  )
  if (attachments.length && rules.fileCount === 0) return { code: 'FILE_NOT_TAKEN' }
  if (text.length > most) return { code: 'MESSAGE_TOO_LONG', limit: most, over: text.length - most }
  if (message.quotes && !rules.quote) return { code: 'CHANNEL_NO_QUOTE' }
  if (attachments.length > rules.fileCount) return { code: 'FILE_TOO_MANY', limit: rules.fileCount }
  for (const file of attachments) {
    const refused = fileRefusal(rules, file)
    if (refused) return refused
  }
  return undefined
}

/** Why a channel does not take this one file. */
export function fileRefusal(rules: ChannelRules, file: Outgoing['attachments'][number]): Refusal | undefined {
  const { fileName } = file
  const danger = dangerOf(fileName)
  if (danger) return { code: dangerCode(danger), file: fileName }
  if (file.voice && !rules.voice) return { code: 'CHANNEL_NO_VOICE', file: fileName }
  const most = rules.files[fileClass(file)]
  if (most === undefined) return { code: 'FILE_NOT_TAKEN', file: fileName }
  const bytes = file.bytes ?? file.kilobytes * 1024
  if (bytes > most) return { code: 'FILE_TOO_LARGE', file: fileName, limit: most }
  return undefined
}

/** What a file is, by its type and, without one, by its name. */
export function fileClass({ mime, fileName }: { mime?: string | undefined; fileName: string }): FileClass {
  const [kind] = (mime ?? '').split('/')
  if (kind === 'image' && mime !== 'image/svg+xml') return 'image'
  if (kind === 'audio' || kind === 'video') return kind
  if (mime) return 'document'
  if (/\.(png|jpe?g|webp|gif|heic)$/i.test(fileName)) return 'image'
  if (/\.(ogg|mp3|m4a|wav|opus)$/i.test(fileName)) return 'audio'
  if (/\.(mp4|mov|webm|avi|3gp)$/i.test(fileName)) return 'video'
  return 'document'
}

/** Whether what was sent may still be changed or taken back. */
export const mayChange = (
  rules: ChannelRules,
  what: 'edit' | 'remove',
  sentAt: number,
  now: number,
): boolean => rules[what] > 0 && now - sentAt < rules[what]

// 3GPP TS 23.038: the default alphabet, and what takes two places in it.
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const gsmTwice = new Set('^{}\\[~]|€')

/** In how many text messages a text goes out, and how long each of them may be. */
export function smsParts(text: string): { parts: number; size: number } {
  let septets = 0
  for (const sign of text) {
    if (gsm.has(sign)) septets++
    else if (gsmTwice.has(sign)) septets += 2
    else {
      const one = text.length <= 70
      return one ? { parts: 1, size: 70 } : { parts: Math.ceil(text.length / 67), size: 67 }
    }
  }
  return septets <= 160 ? { parts: 1, size: 160 } : { parts: Math.ceil(septets / 153), size: 153 }
}
