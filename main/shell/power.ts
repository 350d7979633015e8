import { powerMonitor, powerSaveBlocker } from 'electron'

/**
 * The computer stays awake during calls; after sleep, and when the network may have changed, `onWake` is told why.
 * `onUse`: nobody is at a computer that is locked or goes to sleep, and somebody is again.
 */
export function watchPower(
  onWake: (reason: string) => void,
  onUse: (away: 'locked' | 'asleep' | undefined) => void,
): { inCall(on: boolean): void } {
  let blocker: number | undefined
  powerMonitor.on('resume', () => onWake('resume'))
  powerMonitor.on('unlock-screen', () => onWake('unlock'))
  powerMonitor.on('lock-screen', () => onUse('locked'))
  powerMonitor.on('suspend', () => onUse('asleep'))
  // After sleep the screen is locked where there is a lock: then only unlocking says that somebody is there.
  powerMonitor.on('resume', () =>
    onUse(powerMonitor.getSystemIdleState(1) === 'locked' ? 'locked' : undefined),
  )
  powerMonitor.on('unlock-screen', () => onUse(undefined))
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
