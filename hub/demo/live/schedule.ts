/**
 * The demo company's day as it happens: a loop of things that customers do (`resources/demo/live.ndjson`). This is the
 * clockwork alone: what comes when, and what waits for an operator's reply. It is told the time and knows no network.
 */
export type LiveTrigger =
  | { kind: 'clock' }
  | { kind: 'after-operator-reply'; reply: number; delaySeconds: number }
  | { kind: 'if-no-reply'; afterSeconds: number }

export type LiveEvent = Record<string, unknown> & {
  liveId: string
  at: number
  type: string
  contactId: string | null
  conversationId?: string
  trigger?: LiveTrigger
}

/** The loop's own length in seconds; then it begins anew. */
export const loopSeconds = 1200

type Thread = { began?: number; replies: number[] }

export type Schedule = {
  /** What has become due by `now` (seconds on any clock that only rises), in order; each once a turn. */
  due(now: number): LiveEvent[]
  /** An operator wrote in this conversation. */
  replied(conversationId: string, now: number): void
}

export function makeSchedule(events: readonly LiveEvent[], start: number): Schedule {
  let turnStart = start
  let waiting = [...events]
  let threads = new Map<string, Thread>()
  const thread = (id: string | undefined): Thread => {
    const known = threads.get(id ?? '') ?? { replies: [] }
    threads.set(id ?? '', known)
    return known
  }
  const moment = (event: LiveEvent): number | undefined => {
    const { trigger = { kind: 'clock' } } = event
    const { began, replies } = thread(event.conversationId)
    switch (trigger.kind) {
      case 'clock':
        return turnStart + event.at
      case 'after-operator-reply': {
        const reply = replies[trigger.reply - 1]
        return reply === undefined ? undefined : reply + trigger.delaySeconds
      }
      case 'if-no-reply':
        return began === undefined || replies.length > 0 ? undefined : began + trigger.afterSeconds
    }
  }
  return {
    due(now) {
      if (now - turnStart >= loopSeconds) {
        turnStart += Math.floor((now - turnStart) / loopSeconds) * loopSeconds
        waiting = [...events]
        threads = new Map()
      }
      const ready: { event: LiveEvent; when: number }[] = []
      for (const event of waiting) {
        const when = moment(event)
        if (when !== undefined && when <= now) ready.push({ event, when })
      }
      const chosen = new Set(ready.map((r) => r.event))
      waiting = waiting.filter((event) => !chosen.has(event))
      ready.sort((a, b) => a.when - b.when)
      for (const { event, when } of ready)
        if (event.type === 'message.received') thread(event.conversationId).began ??= when
      return ready.map((r) => r.event)
    },
    replied(conversationId, now) {
      thread(conversationId).replies.push(now)
    },
  }
}
