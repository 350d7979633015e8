import { powerMonitor, powerSaveBlocker } from 'electron'

/** The computer stays awake during calls; after sleep, and when the network may have changed, `onWake` is told why. */
export function watchPower(onWake: (reason: string) => void): { inCall(on: boolean): void } {
  let blocker: number | undefined
  powerMonitor.on('resume', () => onWake('resume'))
  powerMonitor.on('unlock-screen', () => onWake('unlock'))
  return {
    inCall(on) {
      if (on === (blocker !== undefined)) return
      if (on) blocker = powerSaveBlocker.start('prevent-app-suspension')
      else if (blocker !== undefined) {
        powerSaveBlocker.stop(blocker)
        blocker = undefined
      }
    },
  }
}
