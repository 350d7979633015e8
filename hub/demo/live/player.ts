import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AccountId, type ContactId, type MessageId, newId } from '../../../shared/lib/ids.ts'
import type { Hub } from '../../app.ts'
import { adopt } from '../../widget/visitors.ts'
import { addressOf } from './people.ts'
import { type LiveEvent, makeSchedule } from './schedule.ts'
import { type LiveVisitor, openVisitor } from './visitor.ts'

const site = 'ca-site-ru' as AccountId

/** A customer who is about to call: the address, under `/demo/caller`, of the page that does it. */
export type CallRequest = { path: string; ringSeconds: number }

export type LiveOptions = {
  hub: Pick<Hub, 'stores' | 'demoChannels' | 'parts'>
  url: string
  demoDir: string
  /** Opens a page that calls; without one (a hub on its own) nobody calls. */
  call?: (request: CallRequest) => void
}

/**
 * Plays the demo's loop. Customers come in where real ones do: by the widget's socket, by a demo channel's adapter, and
 * by a SIP call that a page places; nothing is written past those doors. What only a shop's own system could tell (an
 * order's state) has no door yet and is left out.
 */
export function playLive(options: LiveOptions): { stop(): void } {
  const { hub, url, demoDir } = options
  const events: LiveEvent[] = readFileSync(join(demoDir, 'live.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const seconds = () => performance.now() / 1000
  const schedule = makeSchedule(events, seconds())
  const visitors = new Map<string, Promise<LiveVisitor>>()
  /** Threads of the loop's script, by the hub's own conversation. */
  const scripts = new Map<string, string>()
  const fault = (event: LiveEvent) => (error: unknown) =>
    hub.parts.log.warn({ err: error, liveId: event.liveId }, 'the live loop stumbled')

  for (const channel of hub.demoChannels.values())
    channel.onSent(({ conversationId }) => {
      const script = scripts.get(conversationId)
      if (script) schedule.replied(script, seconds())
    })

  const visitorOf = (event: LiveEvent): Promise<LiveVisitor> => {
    const stranger = event.visitor as { visitorId: string } | undefined
    const key = event.contactId ?? stranger?.visitorId ?? event.liveId
    const open = async () => {
      const credentials = event.contactId
        ? await adopt(hub.parts, event.contactId as ContactId, site)
        : undefined
      const visit = {
        accountId: site,
        device: String(event.device ?? 'desktop'),
        source: event.source,
        credentials,
      }
      return openVisitor(url, visit, () => {
        const script = scripts.get(key)
        if (script) schedule.replied(script, seconds())
      })
    }
    const known = visitors.get(key) ?? open()
    visitors.set(key, known)
    known.catch(() => visitors.delete(key))
    return known
  }

  async function play(event: LiveEvent): Promise<void> {
    switch (event.type) {
      case 'visit.started':
        await visitorOf(event)
        return
      case 'search.performed':
        return (await visitorOf(event)).search(String(event.query))
      case 'product.viewed':
        return (await visitorOf(event)).product(String(event.productId))
      case 'cart.changed':
        return (await visitorOf(event)).cart(event.items as never)
      case 'typing.started':
        if (event.channel === 'site') (await visitorOf(event)).typing()
        return
      case 'message.received':
        return event.channel === 'site' ? writeOnSite(event) : writeElsewhere(event)
      case 'call.incoming':
        return callIn(event)
    }
  }

  async function writeOnSite(event: LiveEvent): Promise<void> {
    const stranger = event.visitor as { visitorId: string } | undefined
    scripts.set(event.contactId ?? stranger?.visitorId ?? event.liveId, String(event.conversationId))
    await (await visitorOf(event)).message(String(event.text))
  }

  async function writeElsewhere(event: LiveEvent): Promise<void> {
    const channel = hub.demoChannels.get(String(event.channel))
    const from = await addressOf(hub.stores, event, String(event.channel))
    if (!channel || !from) return
    const taken = await channel.port().receive({
      accountId: String(event.accountId) as AccountId,
      messageId: newId<MessageId>(),
      from,
      text: String(event.text),
    })
    if (taken.ok) scripts.set(taken.value.conversationId, String(event.conversationId))
  }

  function callIn(event: LiveEvent): void {
    const script = event.script as { after: string; delaySeconds: number }[]
    const query = new URLSearchParams({
      number: String(event.remote),
      line: String(event.queueId),
      audio: script.map((_, i) => `/demo/audio/${event.callId}-${i + 1}.webm`).join(','),
      after: script.map((s) => (s.after === 'answer' ? 'answer' : 'pause')).join(','),
      delay: script.map((s) => s.delaySeconds).join(','),
      ring: String(event.ringSeconds),
    })
    options.call?.({ path: `/demo/caller?${query}`, ringSeconds: Number(event.ringSeconds) })
  }

  const timer = setInterval(() => {
    for (const event of schedule.due(seconds())) play(event).catch(fault(event))
  }, 1000)
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      for (const visitor of visitors.values()) visitor.then((v) => v.close()).catch(() => {})
    },
  }
}
