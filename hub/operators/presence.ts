import type { Presence } from '../../shared/domain/company.ts'
import type { AutoAway } from '../../shared/domain/presence.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import type { PresenceLine } from '../../shared/protocol/routing-protocol.ts'

/** `offline` is only ever chosen for somebody who went home and left the console on. */
export type Chosen = {
  presence: Presence
  breakId?: string | undefined
  /** Set by somebody else, and why. */
  by?: OperatorId | undefined
  reason?: string | undefined
}
/** What an operator is taken for, and what is behind it. */
export type PresenceState = Chosen & { auto?: AutoAway | undefined }
type Entry = { chosen: Chosen; auto: AutoAway | undefined; consoles: number; since: number }

/**
 * Who is there. What an operator chose outlives a lost connection; without a console they are offline. Whose computer is
 * locked or sleeps is away until it is used again, whatever they chose.
 */
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
    return this.stateOf(operatorId).presence
  }

  stateOf(operatorId: OperatorId): PresenceState {
    return stateOf(this.entries.get(operatorId))
  }

  /** What this operator chose last, whether or not a console of theirs is connected. */
  chosen(operatorId: OperatorId): Chosen {
    return this.entries.get(operatorId)?.chosen ?? { presence: 'available' }
  }

  all(): PresenceLine[] {
    return [...this.entries].map(([operatorId, entry]) => lineOf(operatorId, entry))
  }

  set(operatorId: OperatorId, chosen: Chosen): void {
    // Whoever chooses is there.
    this.change(operatorId, (entry) => ({ ...entry, chosen, auto: undefined }))
  }

  /** Away, or back, without having chosen it. Who does not answer comes back only by saying so. */
  setAuto(operatorId: OperatorId, auto: AutoAway | undefined): void {
    this.change(operatorId, (entry) =>
      auto === undefined && entry.auto === 'unresponsive' ? entry : { ...entry, auto },
    )
  }

  arrived(operatorId: OperatorId): void {
    this.change(operatorId, (entry) => ({
      ...entry,
      // Who comes back to work is not kept offline by what was chosen for them, nor away by a computer that slept.
      chosen:
        entry.consoles === 0 && entry.chosen.presence === 'offline'
          ? { presence: 'available' }
          : entry.chosen,
      auto: entry.consoles === 0 && entry.auto !== 'unresponsive' ? undefined : entry.auto,
      consoles: entry.consoles + 1,
    }))
  }

  left(operatorId: OperatorId): void {
    this.change(operatorId, (entry) => ({ ...entry, consoles: Math.max(0, entry.consoles - 1) }))
  }

  anybodyAvailable(): boolean {
    return [...this.entries.values()].some((entry) => stateOf(entry).presence === 'available')
  }

  private change(operatorId: OperatorId, next: (entry: Entry) => Entry): void {
    const entry = this.entries.get(operatorId) ?? {
      chosen: { presence: 'available' },
      auto: undefined,
      consoles: 0,
      since: this.now(),
    }
    const before = stateOf(this.entries.get(operatorId))
    const changed = next(entry)
    this.entries.set(operatorId, changed)
    if (same(before, stateOf(changed))) return
    const line = lineOf(operatorId, { ...changed, since: this.now() })
    this.entries.set(operatorId, { ...changed, since: line.since })
    for (const listener of this.listeners) listener(line)
  }
}

function stateOf(entry: Entry | undefined): PresenceState {
  if (!entry || entry.consoles === 0) return { presence: 'offline' }
  if (entry.auto && entry.chosen.presence !== 'offline') return { presence: 'away', auto: entry.auto }
  return entry.chosen
}

const same = (a: PresenceState, b: PresenceState): boolean =>
  a.presence === b.presence && a.breakId === b.breakId && a.auto === b.auto

function lineOf(operatorId: OperatorId, entry: Entry): PresenceLine {
  const { presence, breakId, auto } = stateOf(entry)
  return {
    operatorId,
    presence,
    since: entry.since,
    ...(breakId === undefined ? {} : { breakId }),
    ...(auto === undefined ? {} : { auto }),
  }
}
