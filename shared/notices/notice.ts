import { type ChannelKind as Channel, ChannelKind } from '../domain/channel.ts'
import { CallId, ContactId, ConversationId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

export const noticeKinds = ['offer', 'message', 'mention', 'promise', 'callback', 'missed', 'sla'] as const
/** What happened: an offered conversation, a customer's words to me, my name in a note, a promise or a call that is due … */
export const NoticeKind = z.enum(noticeKinds)
export type NoticeKind = z.infer<typeof NoticeKind>

/** Something that the operator must not miss. It is kept until it is old, and `new` until it was seen or settled. */
export const Notice = z.object({
  /** Named by what it is about, so that the same thing told twice is one notice. */
  noticeId: z.string().check(z.minLength(1), z.maxLength(200)),
  kind: NoticeKind,
  state: z.enum(['new', 'seen']),
  /** UTC milliseconds of the hub's clock. */
  at: z.number(),
  /** How often it was told: messages of one conversation are one notice until they are seen. */
  count: z.number(),
  name: z.string(),
  text: z.string(),
  channel: z.optional(ChannelKind),
  contactId: z.optional(ContactId),
  conversationId: z.optional(ConversationId),
  callId: z.optional(CallId),
  /** Where on the person's timeline it is, by the hub's clock. */
  itemAt: z.optional(z.number()),
})
export type Notice = z.infer<typeof Notice>

/** What a clicked notification leads to. Main keeps it until a window says that it has arrived there. */
export const Place = z.object({
  placeId: z.string(),
  contactId: z.optional(ContactId),
  conversationId: z.optional(ConversationId),
  callId: z.optional(CallId),
  itemAt: z.optional(z.number()),
})
export type Place = z.infer<typeof Place>

export const noticeSounds = ['glass', 'drop', 'chime', 'bell'] as const
export const NoticeSound = z.enum(noticeSounds)
export type NoticeSound = z.infer<typeof NoticeSound>

const OfChannel = z.object({ on: z.boolean(), sound: z.union([NoticeSound, z.literal('none')]) })
export type OfChannel = z.infer<typeof OfChannel>

/** How this operator is told on this computer. */
export const NoticeSettings = z.object({
  /** By channel; one that is left out is on, with the usual sound. */
  channels: z.partialRecord(ChannelKind, OfChannel),
  /** Loudness of the sounds beside that of the ring, 0 to 1. */
  volume: z.number().check(z.gte(0), z.lte(1)),
  /** The sound of an offer comes again until the offer was seen. */
  repeatOffers: z.boolean(),
  /** While one is not to be disturbed: what of calls is left, and which notices are shown and heard all the same. */
  quietCalls: z.enum(['ring', 'silent', 'refuse']),
  through: z.array(NoticeKind).check(z.maxLength(noticeKinds.length)),
  /** Closing the window leaves the program in the tray. */
  closeToTray: z.boolean(),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>

/** Not to be disturbed, until a moment of this computer's clock or until it is turned off. */
export const Quiet = z.object({ until: z.optional(z.number()) })
export type Quiet = z.infer<typeof Quiet>

export const defaultNotices: NoticeSettings = {
  channels: {},
  volume: 0.8,
  repeatOffers: true,
  quietCalls: 'ring',
  through: ['offer', 'missed'],
  closeToTray: false,
}

export const channelOf = ({ channels }: NoticeSettings, channel: Channel | undefined): OfChannel =>
  (channel && channels[channel]) ?? { on: true, sound: channel === 'email' ? 'drop' : 'glass' }

/** What must stay on screen until somebody has dealt with it. */
export const stays = (kind: NoticeKind): boolean => kind === 'offer' || kind === 'missed'
