import { type Reminder, remindAfterMs } from '../../../shared/domain/reminder.ts'
import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { FakePhone } from './calls.ts'

/** Reminders as main keeps them, in memory. */
export function fakeReminders(
  phone: () => FakePhone,
  came: (reminder: Reminder) => void,
): AreaHandlers<Contract['reminders']> {
  let kept: Reminder[] = []
  const set = (of: Omit<Reminder, 'reminderId' | 'at'>) => {
    const reminder = { ...of, reminderId: newId<string>(), at: Date.now() + remindAfterMs }
    kept.push(reminder)
    setTimeout(() => kept.includes(reminder) && came(reminder), remindAfterMs)
  }
  return {
    async set(of) {
      set(of)
      return ok({})
    },
    async snooze({ callId }) {
      const call = phone().calls.find((one) => one.callId === callId)
      const declined = phone().send(callId, { type: 'decline-requested', status: 486 })
      if (call && declined.ok) {
        const { remote, remoteName = '', contactId } = call
        set({ name: remoteName, remote, ...(contactId ? { contactId } : {}) })
      }
      return declined
    },
    due: async () => ok({ reminders: kept.filter((one) => one.at <= Date.now()) }),
    async done({ reminderId }) {
      kept = kept.filter((one) => one.reminderId !== reminderId)
      return ok({})
    },
  }
}
