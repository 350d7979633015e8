import { existsSync } from 'node:fs'
import { Menu, Tray } from 'electron'
import type { Language } from '../../shared/lib/language.ts'
import { words } from './words.ts'

/** The icon by the clock. Systems without such a place (some Linux desktops) go without. */
export function createTray(
  icon: string,
  language: () => Language,
  actions: { open(): void; quit(): void },
): { retitle(): void } {
  if (!existsSync(icon)) return { retitle() {} }
  const tray = new Tray(icon)
  tray.setToolTip('Kommutator')
  tray.on('click', actions.open)
  const retitle = () =>
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open[language()], click: actions.open },
        { type: 'separator' },
        { label: words.quit[language()], click: actions.quit },
      ]),
    )
  retitle()
  return { retitle }
}
