import { cpus } from 'node:os'

/** How the computer and this process were in the last second. */
export type Vitals = { mainLagMs: number; cpuPercent: number }

/** A timer that comes late tells how late everything else was. */
const TICK_MS = 100
const TICKS_A_SECOND = 10

/** Looks once a second; cheap enough to run always, for what went wrong is asked about afterwards. */
export function watchVitals(onSecond: (vitals: Vitals) => void = () => undefined): {
  now(): Vitals
  stop(): void
} {
  let times = cpuTimes()
  let vitals: Vitals = { mainLagMs: 0, cpuPercent: 0 }
  let ticks = 0
  let lag = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const at = performance.now()
    lag = Math.max(lag, at - last - TICK_MS)
    last = at
    if (++ticks % TICKS_A_SECOND) return
    const now = cpuTimes()
    const whole = now.whole - times.whole
    const cpuPercent = whole > 0 ? Math.round((100 * (now.busy - times.busy)) / whole) : 0
    vitals = { mainLagMs: Math.round(lag), cpuPercent }
    times = now
    lag = 0
    onSecond(vitals)
  }, TICK_MS)
  timer.unref()
  return { now: () => vitals, stop: () => clearInterval(timer) }
}

function cpuTimes(): { busy: number; whole: number } {
  let busy = 0
  let whole = 0
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq
    whole += all
    busy += all - times.idle
  }
  return { busy, whole }
}
