import type { Presence } from '../../shared/domain/company.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'

/** `offline` is only ever chosen for somebody who went home and left the console on. */
type Chosen = Presence
type Entry = { chosen: Chosen; consoles: number; since: number }
export type PresenceLine = { operatorId: OperatorId; presence: Presence; since: number }

/** Who is there. What an operator chose outlives a lost connection; without a console they are offline. */
export class PresenceBoard {
  private readonly now: () => number
  private readonly entries = new Map<OperatorId, Entry>()
  private readonly listeners: ((line: PresenceLine) => void)[] = []

  constructor(now: () => number) {
    this.now = now
  }

  onChanged(listener: (line: PresenceLine) => void): void {
    this.listeners.push(listener)
  }

  of(operatorId: OperatorId): Presence {
    const entry = this.entries.get(operatorId)
    return entry && entry.consoles > 0 ? entry.chosen : 'offline'
  }

  /** What this operator chose last, whether or not a console of theirs is connected. */
  chosen(operatorId: OperatorId): Chosen {
    return this.entries.get(operatorId)?.chosen ?? 'available'
  }

  all(): PresenceLine[] {
    return [...this.entries].map(([operatorId, { since }]) => ({
      operatorId,
      presence: this.of(operatorId),
      since,
    }))
  }

  set(operatorId: OperatorId, chosen: Chosen): void {
    this.change(operatorId, (entry) => ({ ...entry, chosen }))
  }

  arrived(operatorId: OperatorId): void {
    this.change(operatorId, (entry) => ({
      ...entry,
      // Who comes back to work is not kept offline by what was chosen for them.
      chosen: entry.consoles === 0 && entry.chosen === 'offline' ? 'available' : entry.chosen,
      consoles: entry.consoles + 1,
    }))
  }

  left(operatorId: OperatorId): void {
    this.change(operatorId, (entry) => ({ ...entry, consoles: Math.max(0, entry.consoles - 1) }))
  }

  anybodyAvailable(): boolean {
    return [...this.entries.values()].some((e) => e.consoles > 0 && e.chosen === 'available')
  }

  private change(operatorId: OperatorId, next: (entry: Entry) => Entry): void {
    const before = this.of(operatorId)
    const entry = this.entries.get(operatorId) ?? { chosen: 'available', consoles: 0, since: this.now() }
    const changed = next(entry)
    this.entries.set(operatorId, changed)
    const presence = this.of(operatorId)
    if (presence === before) return
    const since = this.now()
    this.entries.set(operatorId, { ...changed, since })
    for (const listener of this.listeners) listener({ operatorId, presence, since })
  }
}
