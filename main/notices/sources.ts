import { ChannelKind } from '../../shared/domain/channel.ts'
import type { Operator } from '../../shared/domain/company.ts'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { Offer } from '../../shared/domain/offer.ts'
import { type RoutingSettings, serves } from '../../shared/domain/routing-settings.ts'
import { slaClock } from '../../shared/domain/sla.ts'
import { ContactId } from '../../shared/lib/ids.ts'
import type { Notice } from '../../shared/notices/notice.ts'
import type { NewNotice } from './centre.ts'

const PREVIEW = 160
/** Who has waited longer than this for anybody, or was missed longer ago, is no news (milliseconds). */
export const newsFor = 30_000

/** Customers' words in conversations of mine. */
export function messagesIn(
  events: readonly EventWire[],
  { me, row }: { me: string; row(conversationId: string): InboxRow | undefined },
): NewNotice[] {
  return events.flatMap((event): NewNotice[] => {
    const { conversationId } = event
    if (event.type !== 'message.received' || typeof conversationId !== 'string') return []
    const about = row(conversationId)
    if (about?.operatorId !== me || about.status !== 'open') return []
    return [
      {
        ...ofRow(about),
        noticeId: `message:${conversationId}`,
        kind: 'message',
        at: event.occurredAt,
        itemAt: event.occurredAt,
        text: typeof event.text === 'string' ? event.text.slice(0, PREVIEW) : '',
      },
    ]
  })
}

/** Somebody whom I am asked to take. What everybody may take is told only while it is new; what begins by itself, not at all. */
export function offerNotice(offer: Offer, row: InboxRow, hubNow: number): NewNotice | undefined {
  if (offer.auto || row.channel === 'voice') return undefined
  if (offer.until === undefined && hubNow - (row.requeuedAt ?? row.waitingSince ?? row.lastAt) > newsFor)
    return undefined
  return {
    ...ofRow(row),
    noticeId: `offer:${row.conversationId}:${offer.at}`,
    kind: 'offer',
    at: offer.at,
    text: row.lastText.slice(0, PREVIEW),
  }
}

/** A row that has just become a missed call of one of my queues, or of my own. */
export function missedNotice(
  row: InboxRow,
  before: InboxRow | undefined,
  { me, routing, hubNow }: { me: Operator; routing: RoutingSettings; hubNow: number },
): NewNotice | undefined {
  if (row.status !== 'missed' || before?.status === 'missed' || hubNow - row.lastAt > newsFor)
    return undefined
  const mine =
    row.operatorId === me.operatorId || row.queueId === undefined || serves(me, row.queueId, routing)
  if (!mine) return undefined
  return {
    ...ofRow(row),
    noticeId: `missed:${row.interactionId ?? row.conversationId}`,
    kind: 'missed',
    at: row.lastAt,
    itemAt: row.lastAt,
    text: '',
  }
}

/** Conversations of mine whose promised time is nearly over. One wait is told of once. */
export function runningOut(
  rows: readonly InboxRow[],
  me: string,
  routing: RoutingSettings,
  hubNow: number,
): NewNotice[] {
  return rows.flatMap((row): NewNotice[] => {
    if (row.operatorId !== me || row.status !== 'open') return []
    const clock = slaClock(row, routing, hubNow)
    if (clock?.state !== 'soon' || clock.paused) return []
    return [
      {
        ...ofRow(row),
        noticeId: `sla:${row.conversationId}:${clock.startedAt}`,
        kind: 'sla',
        at: hubNow,
        itemAt: clock.startedAt,
        text: row.lastText.slice(0, PREVIEW),
      },
    ]
  })
}

export function mentionNotice(
  said: { contactId: string; name: string; text: string },
  hubNow: number,
): NewNotice {
  return {
    noticeId: `mention:${said.contactId}:${hubNow}`,
    kind: 'mention',
    at: hubNow,
    itemAt: hubNow,
    contactId: ContactId.parse(said.contactId),
    name: said.name,
    text: said.text.slice(0, PREVIEW),
  }
}

/** Whether what a notice asked for has been done, as far as its conversation tells. */
export function isSettled(notice: Notice, row: InboxRow, me: string): boolean {
  if (notice.conversationId !== row.conversationId) return false
  switch (notice.kind) {
    case 'offer':
      return row.status !== 'queued'
    case 'missed':
      return row.status !== 'missed'
    case 'sla':
      return row.waitingSince === undefined || row.operatorId !== me || row.status !== 'open'
    case 'message':
      return row.operatorId !== me || row.status !== 'open' || row.waitingSince === undefined
    default:
      return false
  }
}

const ofRow = (row: InboxRow) => ({
  name: row.name,
  contactId: row.contactId,
  conversationId: row.conversationId,
  ...(ChannelKind.safeParse(row.channel).success ? { channel: row.channel } : {}),
})
