import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import type { Language } from '../../shared/lib/language.ts'
import { type TrayState, trayImage } from './marks.ts'
import { words } from './words.ts'

/** What the icon by the clock tells and offers. */
export type TrayNews = {
  language: Language
  state: TrayState
  /** What waits to be seen. */
  count: number
  quiet: boolean
  /** Nobody is signed in: there is no status to choose. */
  signedIn: boolean
}

export type TrayActions = {
  open(): void
  quit(): void
  setStatus(status: 'available' | 'away'): void
  setQuiet(on: boolean): void
}

/** The icon by the clock. Systems without such a place (some Linux desktops) go without. */
export function createTray(actions: TrayActions): { tell(news: TrayNews): void } {
  let tray: Tray | undefined
  let told = ''
  return {
    tell(news) {
      const now = JSON.stringify(news)
      if (now === told) return
      told = now
      const image = nativeImage.createFromBuffer(trayImage(news.state, news.count), {
        scaleFactor: process.platform === 'linux' ? 1 : 2,
      })
      if (tray) tray.setImage(image)
      else {
        tray = new Tray(image)
        tray.on('click', actions.open)
      }
      tray.setToolTip(trayTip(news))
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(news, actions)))
    },
  }
}

const stateWords = { available: 'available', break: 'onBreak', quiet: 'quiet', offline: 'offline' } as const

export const trayTip = ({ language, state, count }: TrayNews): string =>
  [
    'Kommutator',
    words[stateWords[state]][language],
    ...(count ? [`${words.unseen[language]}: ${count}`] : []),
  ].join(' · ')

export function trayMenu(
  { language, state, quiet, signedIn }: TrayNews,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const status: MenuItemConstructorOptions[] = signedIn
    ? [
        {
          label: words.available[language],
          type: 'radio',
          checked: state === 'available',
          click: () => actions.setStatus('available'),
        },
        {
          label: words.onBreak[language],
          type: 'radio',
          checked: state === 'break',
          click: () => actions.setStatus('away'),
        },
        {
          label: words.quiet[language],
          type: 'checkbox',
          checked: quiet,
          click: () => actions.setQuiet(!quiet),
        },
        { type: 'separator' },
      ]
    : []
  return [
    ...status,
    { label: words.open[language], click: actions.open },
    { type: 'separator' },
    { label: words.quit[language], click: actions.quit },
  ]
}
