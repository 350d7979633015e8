import { Notification } from 'electron'

export type Shown = {
  title: string
  body: string
  /** Stays until somebody has dealt with it, where the system can do so. */
  stays?: boolean
  onClick(): void
}

export type SystemNotices = {
  /** Shows one; a click brings the operator where it leads. One with the same key takes the place of the last. */
  show(key: string, shown: Shown): boolean
  hide(key: string): void
}

/** The system's notifications, silent: our own ringer makes the sound, on the device that was chosen for it. */
export function createSystemNotices(): SystemNotices {
  const shown = new Map<string, Notification>()
  const hide = (key: string) => {
    shown.get(key)?.close()
    shown.delete(key)
  }
  return {
    show(key, { title, body, stays, onClick }) {
      if (!Notification.isSupported()) return false
      hide(key)
      const notice = new Notification({
        title,
        body,
        silent: true,
        ...(stays ? { urgency: 'critical', timeoutType: 'never' } : {}),
      })
      notice.on('click', () => {
        onClick()
        hide(key)
      })
      notice.on('close', () => {
        if (shown.get(key) === notice) shown.delete(key)
      })
      // Kept, or it would be collected and its click lost.
      shown.set(key, notice)
      notice.show()
      return true
    },
    hide,
  }
}
