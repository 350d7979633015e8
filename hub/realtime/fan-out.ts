import type { DomainEvent } from '../../shared/domain/event.ts'
import type { ConversationId } from '../../shared/lib/ids.ts'
import type { Consoles } from '../parts.ts'
import type { Committed, Views } from '../views.ts'

/**
 * Passes commits on to the consoles: everything of one turn of the event loop as one run of the stream, and the rows
 * that look different now once each.
 */
export class FanOut {
  private readonly views: Views
  private readonly consoles: Consoles
  private events: DomainEvent[] = []
  private rows = new Set<ConversationId>()
  private scheduled = false

  constructor(views: Views, consoles: Consoles) {
    this.views = views
    this.consoles = consoles
    views.onCommitted((committed) => this.take(committed))
  }

  private take({ events, rows }: Committed): void {
    this.events.push(...events)
    for (const row of rows) this.rows.add(row)
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => this.tell())
  }

  private tell(): void {
    this.scheduled = false
    const { events, rows } = this
    this.events = []
    this.rows = new Set()
    const [first] = events
    const last = events.at(-1)
    // Facts before rows: a row must never speak of a fact that is still to come. A run says where it begins, so that
    // a console that is not there yet (an import went past the stream) sees the gap and asks.
    if (first && last)
      this.consoles.push('stream', { after: first.position - 1, upTo: last.position, events })
    if (rows.size) this.consoles.push('inbox', { rows: this.views.rowsOf(rows) })
  }
}
