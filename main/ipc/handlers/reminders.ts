import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { Reminders } from '../../reminders/reminders.ts'
import { optional } from '../../softphone/optional.ts'

export const remindersHandlers = (reminders: Reminders): AreaHandlers<Contract['reminders']> => ({
  async set({ name, remote, contactId, lineId }) {
    const set = reminders.set({
      ...{ name, remote },
      ...optional('contactId', contactId),
      ...optional('lineId', lineId),
    })
    return set ? ok({}) : fail('AUTH_EXPIRED')
  },
  snooze: async ({ callId }) => reminders.snooze(callId),
  due: async () => ok({ reminders: reminders.due() }),
  async done({ reminderId }) {
    reminders.done(reminderId)
    return ok({})
  },
})
