import type { Reminder } from '../../../shared/domain/reminder.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { Bridge } from '../../bridge/bridge.tsx'
import { moment } from '../../i18n/format.ts'
import { i18n } from '../../i18n/i18n.ts'
import { sayNow } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { phoneText } from '../../ui/phone.ts'
import type { Phone } from './store.ts'
import { texts } from './texts.ts'

/** A reminder that comes so much late says when it was due, milliseconds. */
const late = 2 * 60_000

/** Shows whom to call back once the operator is here to see it; the notice offers to. Main keeps it until then. */
export function watchReminders(bridge: Bridge, phone: () => Phone): void {
  const say = sayNow(texts)
  const waiting = new Map<string, Reminder>()
  const show = () => {
    if (!document.hasFocus()) return
    for (const reminder of waiting.values()) {
      waiting.delete(reminder.reminderId)
      const { reminderId, name, remote, at, contactId, lineId } = reminder
      const now = Date.now()
      void bridge.reminders.done({ reminderId })
      notify({
        title: say('remind', { name: name || phoneText(remote) }),
        ...(now - at > late
          ? { detail: say('remindLate', { when: moment(at, now, i18n.language as Language) }) }
          : {}),
        tone: 'amber',
        life: 60_000,
        action: {
          label: say('callBack'),
          run: () =>
            void phone().dial(remote, {
              ...(contactId ? { contactId } : {}),
              ...(lineId ? { lineId } : {}),
            }),
        },
      })
    }
  }
  const take = (reminder: Reminder) => {
    waiting.set(reminder.reminderId, reminder)
    show()
  }
  window.addEventListener('focus', show)
  bridge.reminders.onCame(take)
  // What came due before this page was there: after a crash of the one before it, or a restart.
  void bridge.reminders.due({}).then((answer) => {
    if (answer.ok) for (const reminder of answer.value.reminders) take(reminder)
  })
}
