import { keptUntil, policyOf, type RecordingPolicy } from '../../shared/domain/recording-rules.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import type { LegalHold, RecordingPlace, StoredRecording } from '../storage/ports.ts'
import { recordingKey } from './recording-handlers.ts'

/** Placing a hold and removing a recording wait for each other: what is held in time is kept. */
export const holdsLock = 'legal-holds'

const dayMs = 86_400_000
/** How often it is looked whether a day has passed. */
const lookMs = 30 * 60_000
const batch = 100
/** One run removes no more; what is left waits for the next look, so that the hub is never busy with it for long. */
const mostOfRun = 5000
const setting = 'retention'

type Needs = Pick<Parts, 'stores' | 'objects' | 'views' | 'book' | 'locks' | 'now' | 'log'>
export type RetentionRun = { removed: number; held: number; more: boolean }

/**
 * Removes recordings whose time is over by the rules as they are now, once a day. What is on legal hold stays. The sound
 * goes first and the fact after it: should the hub stop in between, the next run finds the recording again.
 */
export class Retention {
  private readonly parts: Needs
  private timer: NodeJS.Timeout | undefined
  private running: Promise<RetentionRun> | undefined
  private stopped = false

  constructor(parts: Needs) {
    this.parts = parts
  }

  start(): void {
    const look = () =>
      void this.daily().catch((error) => this.parts.log.error({ err: error }, 'retention did not run'))
    this.timer = setInterval(look, lookMs)
    this.timer.unref()
    look()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.running?.catch(() => undefined)
  }

  /** When it last ran to its end. */
  async lastRunAt(): Promise<number | undefined> {
    const kept = (await this.parts.stores.company.private(setting)) as { lastRunAt?: number } | undefined
    return kept?.lastRunAt
  }

  /** Removes what is due; a second caller gets the run that goes on. */
  run(): Promise<RetentionRun> {
    this.running ??= this.walk(true).finally(() => {
      this.running = undefined
    })
    return this.running
  }

  /** How many a run would remove under these rules; nothing is touched. */
  async due(rules?: RecordingPolicy): Promise<{ due: number; held: number }> {
    const { removed, held } = await this.walk(false, rules)
    return { due: removed, held }
  }

  private async daily(): Promise<void> {
    const { stores, now, log } = this.parts
    if (this.stopped || now() - ((await this.lastRunAt()) ?? 0) < dayMs) return
    const { removed, held, more } = await this.run()
    if (removed || held) log.info({ removed, held, more }, 'retention')
    if (!more) await stores.company.setPrivate(setting, { lastRunAt: now() })
  }

  private async walk(remove: boolean, rules?: RecordingPolicy): Promise<RetentionRun> {
    const { stores, book, now } = this.parts
    const company = book.find()
    const result: RetentionRun = { removed: 0, held: 0, more: false }
    const policy = rules ?? (company && policyOf(company.settings))
    const days = policy && shortest(policy)
    if (!policy || days === undefined) return result
    let place: RecordingPlace | undefined
    for (;;) {
      const found = await stores.recordings.before(now() - days * dayMs, place, batch)
      const holds = remove ? [] : await stores.recordings.holds()
      for (const recording of found) {
        if (this.stopped) return { ...result, more: true }
        if (!(await this.isOver(recording, policy))) continue
        const removed = remove ? await this.remove(recording) : !this.isHeld(recording, holds)
        if (!removed) result.held++
        else if (++result.removed >= mostOfRun) return { ...result, more: true }
      }
      place = found.at(-1)
      if (found.length < batch) return result
    }
  }

  private async isOver(recording: StoredRecording, policy: RecordingPolicy): Promise<boolean> {
    const call = recording.callId && (await this.parts.stores.people.call(recording.callId))
    // What belongs to no known call is decided by hand.
    if (!call) return false
    const until = keptUntil(policy, call, recording.at)
    return until !== undefined && until <= this.parts.now()
  }

  /** False when it is on hold. */
  private remove(recording: StoredRecording): Promise<boolean> {
    const { stores, objects, locks, now } = this.parts
    const { recordingId, callId, contactId } = recording
    return locks.run(holdsLock, async () => {
      if (!callId || this.isHeld(recording, await stores.recordings.holds())) return false
      await objects.delete(recordingKey(recordingId))
      const removed = fact('recording.removed', contactId, now(), {
        callId,
        recordingId,
        reason: 'retention',
      })
      const commandId = `removed:${recordingId}`
      await stores.events.append({ actor: 'retention', commandId, events: [removed] })
      return true
    })
  }

  /** A hold on a person is one on all their cards, whichever it was placed on. */
  private isHeld({ contactId, callId }: StoredRecording, holds: readonly LegalHold[]): boolean {
    const { people } = this.parts.views
    return holds.some((hold) =>
      hold.callId
        ? hold.callId === callId
        : hold.contactId === contactId || people.personOf(hold.contactId) === people.personOf(contactId),
    )
  }
}

/** The fewest days that any recording is kept; undefined: all are kept for ever. */
function shortest(policy: RecordingPolicy): number | undefined {
  const days = [policy.otherwise, ...policy.rules].flatMap((rule) => rule.keepDays ?? [])
  return days.length ? Math.min(...days) : undefined
}
