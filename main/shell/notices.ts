import { Notification } from 'electron'

export type Notices = {
  /** Shows one; a click brings the operator where it leads. One with the same key takes the place of the last. */
  show(key: string, o: { title: string; body: string; onClick(): void }): void
  hide(key: string): void
}

/** The system's notifications, silent: our own ringer makes the sound, on the device that was chosen for it. */
export function createNotices(): Notices {
  const shown = new Map<string, Notification>()
  const hide = (key: string) => {
    shown.get(key)?.close()
    shown.delete(key)
  }
  return {
    show(key, { title, body, onClick }) {
      if (!Notification.isSupported()) return
      hide(key)
      const notice = new Notification({ title, body, silent: true })
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
    },
    hide,
  }
}
