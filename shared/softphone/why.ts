import { type Card, projectCard } from '../domain/card.ts'
import { ChannelKind } from '../domain/channel.ts'
import type { Company, Operator } from '../domain/company.ts'
import { type DomainEvent, parseEvent } from '../domain/event.ts'
import { projectAll, type TimelineItem, timelineItems } from '../domain/timeline.ts'
import { z } from '../lib/schema.ts'
import type { OpenedCard } from '../protocol/hub-protocol.ts'
import type { Call } from './call.ts'

/** A probable reason of a call, as a fact; the screen puts it in words. */
export const Why = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order'),
    orderId: z.string(),
    productIds: z.array(z.string()),
    total: z.number(),
    currency: z.string(),
    at: z.number(),
  }),
  z.object({ kind: z.literal('promise'), text: z.string(), dueAt: z.number() }),
  z.object({ kind: z.literal('message'), channel: ChannelKind, text: z.string(), at: z.number() }),
  z.object({ kind: z.literal('attempt'), ordinal: z.number(), missed: z.boolean(), at: z.number() }),
  z.object({ kind: z.literal('site'), title: z.string(), at: z.number() }),
  z.object({ kind: z.literal('campaign'), name: z.string(), at: z.number() }),
])
export type Why = z.infer<typeof Why>

/** What is known of a caller before the answer. */
export type Caller = { card: Card; items: readonly TimelineItem[] }

export function callerOf(opened: OpenedCard): Caller {
  const facts = (wire: readonly unknown[]) =>
    wire.map(parseEvent).filter((e): e is DomainEvent => e !== undefined)
  return {
    card: projectCard(opened.contactIds, facts(opened.cardEvents)),
    items: timelineItems(projectAll(facts(opened.events))),
  }
}

/** Orders in these states ask for nothing any more. */
const finished = new Set([
  'collected',
  'delivered',
  'installed',
  'cancelled',
  'returned',
  'refunded',
  'completed',
])

const halfHour = 30 * 60_000

/** The reasons a person may call for, the most telling first, at most four. `now` in the hub's time. */
export function whys({ card, items }: Caller, call: Pick<Call, 'callId'>, now: number): Why[] {
  const found: Why[] = []

  const order = card.orders.filter((o) => !finished.has(o.state)).at(-1)
  if (order)
    found.push({
      kind: 'order',
      orderId: order.orderId,
      productIds: order.items.map((i) => i.productId),
      total: order.total,
      currency: order.currency,
      at: order.at,
    })

  const promise = card.promises.filter((p) => p.state === 'open').sort((a, b) => a.dueAt - b.dueAt)[0]
  if (promise) found.push({ kind: 'promise', text: promise.text, dueAt: promise.dueAt })

  const page = lastPage(items)
  if (page && now - page.at < halfHour) found.push(page)

  const message = items.findLast((i) => i.kind === 'message' && i.direction === 'in' && i.text.trim() !== '')
  if (message?.kind === 'message')
    found.push({ kind: 'message', channel: message.channel, text: message.text, at: message.at })

  const attempt = attemptOf({ items }, call, now)
  if (attempt) found.push(attempt)

  const source = card.lastSource
  const campaign = source?.label ?? source?.utm?.campaign
  if (found.length === 0 && source && campaign)
    found.push({ kind: 'campaign', name: campaign, at: source.at })
  return found.slice(0, 4)
}

/** Which call of theirs this is today, when it is not the first. */
export function attemptOf(
  { items }: Pick<Caller, 'items'>,
  call: Pick<Call, 'callId'>,
  now: number,
): Extract<Why, { kind: 'attempt' }> | undefined {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const earlier = items.filter(
    (i) => i.kind === 'call' && i.direction === 'in' && i.callId !== call.callId && i.at >= today,
  )
  const last = earlier.at(-1)
  if (last?.kind !== 'call') return undefined
  const missed = last.outcome !== 'answered' && last.outcome !== 'talking'
  return { kind: 'attempt', ordinal: earlier.length + 1, missed, at: last.at }
}

function lastPage(items: readonly TimelineItem[]): Extract<Why, { kind: 'site' }> | undefined {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]
    if (item?.kind !== 'line') continue
    const { event } = item
    if (event.type !== 'page.viewed' && event.type !== 'product.viewed') continue
    const title = event.title ?? event.url
    if (title) return { kind: 'site', title, at: item.at }
  }
  return undefined
}

/** What this operator says first on the line that was called: by queue, line or brand, else their only greeting. */
export function greetingOf(
  operator: Pick<Operator, 'greetings'> | undefined,
  call: Pick<Call, 'queueId' | 'line'>,
): string | undefined {
  const greetings = operator?.greetings ?? {}
  const line = call.line?.toLowerCase() ?? ''
  const named = Object.keys(greetings).find((key) => line !== '' && line.includes(key.toLowerCase()))
  return greetings[call.queueId ?? ''] ?? (named && greetings[named]) ?? Object.values(greetings)[0]
}

/** The company's own number that was called, where the queue has one. */
export const lineNumber = (company: Company | undefined, call: Pick<Call, 'queueId'>): string | undefined =>
  company?.accounts.find((a) => a.kind === 'voice' && a.queueId === call.queueId)?.address
