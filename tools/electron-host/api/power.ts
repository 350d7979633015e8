import type Electron from 'electron'
import { StrictEmitter, strict } from '../strict.ts'

/** The machine never sleeps, locks or idles by itself; tests emit the events. */
class PowerMonitor
  extends StrictEmitter
  implements
    Pick<
      Electron.PowerMonitor,
      | 'getSystemIdleState'
      | 'getSystemIdleTime'
      | 'getCurrentThermalState'
      | 'isOnBatteryPower'
      | 'onBatteryPower'
    >
{
  onBatteryPower = false

  getSystemIdleState(): 'active' {
    return 'active'
  }

  getSystemIdleTime(): number {
    return 0
  }

  getCurrentThermalState(): 'unknown' {
    return 'unknown'
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower
  }
}

export const powerMonitor = new PowerMonitor()

const blockers = new Set<number>()
let lastBlocker = 0

/** Requests are counted; nothing keeps the machine awake. */
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start() {
    blockers.add(++lastBlocker)
    return lastBlocker
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
} satisfies Electron.PowerSaveBlocker)
