import type { DomainEvent } from '../../shared/domain/event.ts'
import type { ConversationId, OperatorId } from '../../shared/lib/ids.ts'
import { roomOfConversation } from '../conversations/attending.ts'
import type { Consoles, Target } from '../parts.ts'
import type { Committed, Views } from '../views.ts'

/** Short enough for nobody to notice in a list, long enough for a busy company's facts to travel together. */
const gatherMs = 200

/**
 * Passes commits on to the consoles: facts as one run of the stream, with the rows that look different now once each.
 * After a quiet moment everybody hears at once. What follows within `gatherMs` travels together, except to those it
 * concerns (who did it, who has the conversation, who has it open), who never wait. They get the whole run up to there,
 * and the part of the common one that they have had already falls to their cursor (`takeRun`).
 */
export class FanOut {
  private readonly views: Views
  private readonly consoles: Consoles
  /** Not told to everybody yet. */
  private events: DomainEvent[] = []
  private rows = new Set<ConversationId>()
  /** How many of the events have been told to those they concern. */
  private told = 0
  private scheduled = false
  private beat: NodeJS.Timeout | undefined

  constructor(views: Views, consoles: Consoles) {
    this.views = views
    this.consoles = consoles
    views.onCommitted((committed) => this.take(committed))
    // Whatever is said to one operator may speak of what is still gathered.
    consoles.beforeTelling((operatorId) => this.tell([{ reader: operatorId }]))
  }

  dispose(): void {
    clearTimeout(this.beat)
  }

  private take({ events, rows }: Committed): void {
    // A run tells of everything between its ends: what an import put in past the stream must stay a gap.
    const [next, last] = [events[0], this.events.at(-1)]
    if (next && last && next.position !== last.position + 1) this.tellEverybody()
    this.events = [...this.events, ...events]
    for (const row of rows) this.rows.add(row)
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      if (this.beat) this.tellConcerned()
      else this.tellEverybody()
    })
  }

  private tellEverybody(): void {
    clearTimeout(this.beat)
    this.beat = undefined
    if (!this.events.length) return
    this.tell('everybody')
    this.events = []
    this.rows = new Set()
    this.told = 0
    this.beat = setTimeout(() => this.tellEverybody(), gatherMs)
  }

  private tellConcerned(): void {
    const operators = new Set<OperatorId>()
    const conversations = new Set<ConversationId>()
    for (const event of this.events.slice(this.told)) {
      if ('operatorId' in event && event.operatorId) operators.add(event.operatorId)
      if (!('conversationId' in event) || !event.conversationId) continue
      conversations.add(event.conversationId)
      const owner = this.views.conversation(event.conversationId)?.operatorId
      if (owner) operators.add(owner)
    }
    this.told = this.events.length
    const concerned: Target[] = [
      ...[...operators].map((reader) => ({ reader })),
      ...[...conversations].map((id) => ({ room: roomOfConversation(id) })),
    ]
    if (concerned.length) this.tell(concerned)
  }

  private tell(whom: 'everybody' | readonly Target[]): void {
    const { events } = this
    const [first] = events
    const last = events.at(-1)
    if (!first || !last) return
    // A run says where it begins, so that a console that is not there yet (an import went past the stream) sees the
    // gap and asks.
    const run = {
      after: first.position - 1,
      upTo: last.position,
      events,
      rows: this.views.rowsOf(this.rows),
    }
    if (whom === 'everybody') this.consoles.push('stream', run)
    else this.consoles.tellAll(whom, 'stream', run)
  }
}
