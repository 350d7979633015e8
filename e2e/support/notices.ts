import type { Console } from './console.ts'

// The desktop's side of the console: notifications and the icon by the clock, which the stand-in keeps for tests.

type Shown = { title: string; body: string; urgency: string; timeoutType: string }

/** What the system shows now, oldest first. */
export const shownNotices = (desk: Console): Promise<Shown[]> =>
  desk.app.evaluate(({ Notification }) =>
    (Notification as unknown as { shown: Shown[] }).shown.map(({ title, body, urgency, timeoutType }) => ({
      ...{ title, body, urgency, timeoutType },
    })),
  )

/** The operator clicks the notification whose words have this in them. */
export const clickNotice = (desk: Console, words: string): Promise<void> =>
  desk.app.evaluate(({ Notification }, part) => {
    const { shown } = Notification as unknown as {
      shown: (Shown & { emit(name: string, event: object): void })[]
    }
    const notice = shown.find(({ title, body }) => `${title} ${body}`.includes(part))
    if (!notice) throw new Error(`no notification with ${part}`)
    notice.emit('click', {})
  }, words)

/** What the icon by the clock says, and what its menu offers. */
export const trayOf = (desk: Console): Promise<{ toolTip: string; menu: string[] }> =>
  desk.app.evaluate(({ Tray }) => {
    const [tray] = (Tray as unknown as { all: { toolTip: string; menu: Electron.Menu | null }[] }).all
    return { toolTip: tray?.toolTip ?? '', menu: tray?.menu?.items.map((item) => item.label) ?? [] }
  })

/** The operator's window goes out of sight, or comes back. */
export const windowShown = (
  desk: Console,
  how: 'hidden' | 'minimised' | 'blurred' | 'shown',
): Promise<void> =>
  desk.app.evaluate(({ BrowserWindow }, to) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('index.html'),
    )
    if (to === 'hidden') window?.hide()
    else if (to === 'minimised') window?.minimize()
    else if (to === 'blurred') window?.blur()
    else window?.show()
  }, how)

export const isInFront = (desk: Console): Promise<boolean> =>
  desk.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('index.html'),
    )
    return Boolean(window?.isVisible() && !window.isMinimized() && window.isFocused())
  })
