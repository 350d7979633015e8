import { Reminder, remindAfterMs } from '../../shared/domain/reminder.ts'
import { newId } from '../../shared/lib/ids.ts'
import { type Done, fail } from '../../shared/lib/result.ts'
import { z } from '../../shared/lib/schema.ts'
import { optional } from '../softphone/optional.ts'
import type { Softphone } from '../softphone/softphone.ts'

/** One operator's; who else sits at this computer is not reminded. */
const Kept = z.object({ ...Reminder.shape, operatorId: z.string() })
type Kept = z.infer<typeof Kept>

export type RemindersFile = { read(): unknown; write(reminders: Kept[]): void }

export type Reminders = {
  /** Reminds of somebody in five minutes; undefined while nobody is signed in. */
  set(of: Omit<Reminder, 'reminderId' | 'at'>): Reminder | undefined
  /** The caller hears busy, and the operator is reminded of them. */
  snooze(callId: string): Done
  /** Those whose time has come and that the operator has not seen, oldest first. */
  due(): Reminder[]
  /** The operator has seen it. */
  done(reminderId: string): void
  /** Somebody signed in: theirs go on, and what came due meanwhile is told now. */
  signedIn(): void
  stop(): void
}

/** What nobody came back to see in so long is forgotten, milliseconds. */
const forgottenAfter = 7 * 86_400_000

/** Whom to call back, and when: kept on the disk, so that a promise to remind outlives a crash, a restart and the night. */
export function createReminders(options: {
  file: RemindersFile
  phone(): Pick<Softphone, 'calls' | 'decline'>
  operatorId(): string | undefined
  onDue(reminder: Reminder): void
  now?: () => number
}): Reminders {
  const { file, phone, operatorId, onDue, now = Date.now } = options
  const read = z.array(Kept).safeParse(file.read())
  let kept = (read.success ? read.data : []).filter((one) => one.at > now() - forgottenAfter)
  let timer: ReturnType<typeof setTimeout> | undefined
  const told = new Set<string>()

  const mine = () => kept.filter((one) => one.operatorId === operatorId()).sort((a, b) => a.at - b.at)
  const shown = ({ operatorId: _whose, ...reminder }: Kept): Reminder => reminder

  const change = (next: Kept[]): void => {
    kept = next
    try {
      file.write(kept)
    } catch {
      // It is kept in memory: a full disk is told elsewhere, and is no reason to forget.
    }
    follow()
  }

  const follow = (): void => {
    clearTimeout(timer)
    for (const one of mine()) {
      if (one.at > now()) {
        // Asked again at least each minute: a computer that slept wakes with its timers late.
        timer = setTimeout(follow, Math.min(60_000, one.at - now()))
        timer.unref()
        return
      }
      if (told.has(one.reminderId)) continue
      told.add(one.reminderId)
      onDue(shown(one))
    }
  }

  const set: Reminders['set'] = (of) => {
    const whose = operatorId()
    if (whose === undefined) return undefined
    const reminder = { ...of, reminderId: newId<string>(), at: now() + remindAfterMs }
    change([...kept, { ...reminder, operatorId: whose }])
    return reminder
  }

  return {
    set,
    snooze(callId) {
      const call = phone().calls.find((one) => one.callId === callId && one.phase === 'offered')
      if (!call) return fail('CALL_NOT_FOUND')
      const { remote, remoteName, contactId, lineId } = call
      const declined = phone().decline(callId, 'busy')
      if (declined.ok)
        set({
          name: remoteName ?? '',
          remote,
          ...optional('contactId', contactId),
          ...optional('lineId', lineId),
        })
      return declined
    },
    due: () => mine().flatMap((one) => (one.at <= now() ? [shown(one)] : [])),
    done(reminderId) {
      if (kept.some((one) => one.reminderId === reminderId))
        change(kept.filter((one) => one.reminderId !== reminderId))
    },
    signedIn() {
      told.clear()
      follow()
    },
    stop: () => clearTimeout(timer),
  }
}
