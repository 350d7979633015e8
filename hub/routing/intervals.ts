import type { Logger } from 'pino'
import type { Activity, PresenceInterval } from '../../shared/domain/presence.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import type { PresenceState } from '../operators/presence.ts'
import type { PresenceStore } from '../storage/ports.ts'
import type { InCall } from './activity.ts'

const seenEveryMs = 30_000

/** Writes down what each operator does, stretch by stretch, as it changes. */
export class Intervals {
  private readonly store: PresenceStore
  private readonly now: () => number
  private readonly log: Logger
  private readonly last = new Map<OperatorId, string>()
  private lastAt = 0
  private writing: Promise<unknown> = Promise.resolve()
  private seenAt = 0

  constructor(store: PresenceStore, now: () => number, log: Logger) {
    this.store = store
    this.now = now
    this.log = log
  }

  /** What still lasted when the hub died is known to have lasted until it was seen last. */
  async load(): Promise<void> {
    const seen = await this.store.lastSeen()
    if (seen !== undefined) await this.store.endAll(seen)
  }

  note(operatorId: OperatorId, state: PresenceState, inCall: InCall | undefined): void {
    const activity = activityOf(state, inCall)
    const rest = {
      activity,
      ...(activity === 'break' && state.breakId ? { breakId: state.breakId } : {}),
      ...(activity === 'away' && state.auto ? { auto: state.auto } : {}),
      ...(state.by && activity !== 'offline' ? { by: state.by } : {}),
      ...(state.reason && activity !== 'offline' ? { reason: state.reason } : {}),
    }
    const key = JSON.stringify(rest)
    const known = this.last.get(operatorId)
    if (known === key || (known === undefined && activity === 'offline')) return
    this.last.set(operatorId, key)
    // A clock that is set back must not make a stretch end before it began.
    this.lastAt = Math.max(this.lastAt, this.now())
    const interval: PresenceInterval = { operatorId, from: this.lastAt, ...rest }
    this.write(() => this.store.begin(interval))
  }

  /** From time to time: the hub is there. */
  tick(): void {
    const now = this.now()
    if (now - this.seenAt < seenEveryMs) return
    this.seenAt = now
    this.write(() => this.store.seen(now))
  }

  /** Everything that was noted is on disk. */
  settled(): Promise<unknown> {
    return this.writing
  }

  async close(): Promise<void> {
    await this.writing
    await this.store.endAll(Math.max(this.lastAt, this.now()))
  }

  private write(work: () => Promise<void>): void {
    this.writing = this.writing
      .then(work)
      .catch((error: unknown) => this.log.error({ err: error }, 'presence was not kept'))
  }
}

/** A call goes before what was chosen, and what was chosen before the work after a call. */
function activityOf({ presence, breakId, auto }: PresenceState, inCall: InCall | undefined): Activity {
  if (presence === 'offline') return 'offline'
  if (inCall === 'talking') return 'talking'
  if (auto) return 'away'
  if (breakId) return 'break'
  return presence === 'available' && inCall === 'after-call' ? 'after-call' : presence
}
