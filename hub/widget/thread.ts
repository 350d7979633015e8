import type { Attachment, DomainEvent, EventType } from '../../shared/domain/event.ts'
import { projectAll, timelineItems } from '../../shared/domain/timeline.ts'
import type { ContactId, ConversationId, MessageId, OperatorId } from '../../shared/lib/ids.ts'
import type { z } from '../../shared/lib/schema.ts'
import type { WidgetCallLine, WidgetFile, WidgetMessage } from '../../shared/protocol/widget-protocol.ts'
import type { Files } from '../files/files.ts'
import type { Parts } from '../parts.ts'
import type { CallState } from '../storage/ports.ts'

export type CallLine = z.infer<typeof WidgetCallLine>

const ofThread: readonly EventType[] = [
  'message.received',
  'message.sent',
  'message.receipt',
  'message.failed',
  'message.edited',
  'message.deleted',
  'message.reacted',
  'conversation.seen',
]
const mostFacts = 400
const mostCalls = 20

/** The operator's first name, as customers see it. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name

export const senderName = (
  { book }: Pick<Parts, 'book'>,
  operatorId: OperatorId | undefined,
): string | undefined => {
  const operator = operatorId && book.operator(operatorId)
  return operator ? firstName(operator.name) : undefined
}

/** Files that the hub has, as a widget shows them. */
export function shownFiles(
  files: Pick<Files, 'visitorLink'>,
  attachments: readonly Attachment[] | undefined,
): { files?: WidgetFile[] } {
  const shown = (attachments ?? []).flatMap(
    ({ attachmentId, fileName, bytes, mime, width, height, voice }): WidgetFile[] =>
      bytes === undefined
        ? []
        : [
            {
              fileId: attachmentId,
              name: fileName,
              bytes,
              mime: mime ?? '',
              path: files.visitorLink(attachmentId),
              ...(width && height ? { width, height } : {}),
              ...(voice ? { seconds: voice.seconds } : {}),
            },
          ],
  )
  return shown.length ? { files: shown } : {}
}

/** A visitor's own thread as their widget shows it, with what each side has seen. */
export async function threadOf(
  parts: Pick<Parts, 'stores' | 'book'>,
  files: Pick<Files, 'visitorLink'>,
  contactId: ContactId,
  conversationId: ConversationId,
): Promise<WidgetMessage[]> {
  const facts = (await parts.stores.events.recent(contactId, ofThread, mostFacts)).filter(
    (e) => 'conversationId' in e && e.conversationId === conversationId,
  )
  const seen = seenByOperator(facts)
  return timelineItems(projectAll(facts)).flatMap((item) => {
    if (item.kind !== 'message') return []
    const { messageId, at, author, operatorId, receipt, replyTo, edited } = item
    const name = senderName(parts, operatorId)
    const reaction = item.reactions.find((r) => r.by !== 'customer')?.emoji
    const own = item.reactions.find((r) => r.by === 'customer')?.emoji
    const what = {
      messageId,
      at,
      ...(item.deleted
        ? { text: '', deleted: true }
        : { text: item.text, ...shownFiles(files, item.attachments) }),
      ...(replyTo ? { replyTo } : {}),
      ...(edited ? { edited: true } : {}),
      ...(reaction ? { reaction } : {}),
      ...(own ? { own } : {}),
    }
    const message: WidgetMessage =
      author === 'customer'
        ? { ...what, from: 'visitor', receipt: seen.has(messageId) ? 'read' : 'delivered' }
        : { ...what, from: author, receipt, ...(name === undefined ? {} : { name }) }
    return [message]
  })
}

/** Messages of the visitor up to the last one that an operator has seen, or has answered. */
function seenByOperator(facts: readonly DomainEvent[]): Set<MessageId> {
  const seen = new Set<MessageId>()
  let waiting: MessageId[] = []
  for (const event of [...facts].sort((a, b) => a.position - b.position)) {
    if (event.type === 'message.received') waiting.push(event.messageId)
    const upTo =
      event.type === 'conversation.seen'
        ? waiting.indexOf(event.messageId)
        : event.type === 'message.sent' && event.author === 'operator'
          ? waiting.length - 1
          : -1
    for (const id of waiting.slice(0, upTo + 1)) seen.add(id)
    waiting = waiting.slice(upTo + 1)
  }
  return seen
}

/** The SIP user that a visitor calls from. */
export const sipUserOf = (visitorId: string): string => `visitor-${visitorId}`

/** How a visitor's own call went, in the words of the widget; undefined while it goes on. */
export function callLineOf(call: CallState): CallLine | undefined {
  if (!call.ended) return undefined
  const { at, cause, talkSeconds } = call.ended
  const outcome =
    cause === 'caller-hangup' || cause === 'operator-hangup'
      ? 'answered'
      : cause === 'no-answer'
        ? 'missed'
        : cause
  return { callId: call.callId, at, outcome, talkSeconds }
}

/** Calls that this visitor made from the widget; telephone calls of the same person are not the browser's business. */
export async function callsOf(
  { stores }: Pick<Parts, 'stores'>,
  contactId: ContactId,
  visitorId: string,
): Promise<CallLine[]> {
  const calls = await stores.people.callsOf(contactId, mostCalls)
  return calls.filter((c) => c.remote === sipUserOf(visitorId)).flatMap((c) => callLineOf(c) ?? [])
}
