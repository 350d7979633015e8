import type { Preferences } from '../../shared/ipc/contract.ts'
import { isQuiet } from '../../shared/notices/telling.ts'
import type { Console } from '../console.ts'
import type { TrayState } from './marks.ts'
import type { TrayNews } from './tray.ts'

/** Keeps the icon by the clock in step with the operator's state and with what waits for them. */
export function createTrayTeller(o: {
  tray: { tell(news: TrayNews): void }
  desk(): Pick<Console, 'hub' | 'notices'> | undefined
  preferences(): Preferences
}): { settle(): void } {
  return {
    settle() {
      const desk = o.desk()
      if (!desk) return
      const { language, quiet } = o.preferences()
      const hushed = isQuiet(quiet, Date.now())
      const { state, presence } = desk.hub.session.state
      o.tray.tell({
        language,
        state: trayState(state === 'signed-in' && desk.hub.client.link.state === 'online', presence, hushed),
        count: desk.notices.centre.list.filter((one) => one.state === 'new').length,
        quiet: hushed,
        signedIn: state === 'signed-in',
      })
    },
  }
}

export function trayState(connected: boolean, presence: string, quiet: boolean): TrayState {
  if (!connected || presence === 'offline') return 'offline'
  if (quiet || presence === 'busy') return 'quiet'
  return presence === 'available' ? 'available' : 'break'
}
