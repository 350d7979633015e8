import { createMeter } from './meter.ts'
import type { Sound } from './sound.ts'

/** A window that forgot to end it, or died, must not keep it running. */
const LEASE_MS = 10_000
/** Steps of 50 ms between reports: about eight a second. */
const STEPS = 2

/** The level of the microphone while nobody calls. Asking for it again prolongs it. */
export function createMicMeter(
  sound: Sound,
  tap: AudioNode,
  onLevel: (level: number) => void,
): { set(on: boolean): void } {
  let meter: { end(): void } | undefined
  let rest: (() => void) | undefined
  let lease: ReturnType<typeof setTimeout> | undefined
  const end = (): void => {
    clearTimeout(lease)
    meter?.end()
    meter = undefined
    rest?.()
    rest = undefined
  }
  return {
    set(on) {
      if (!on) return end()
      clearTimeout(lease)
      lease = setTimeout(end, LEASE_MS)
      let steps = 0
      let loudest = 0
      rest ??= sound.keepAwake()
      meter ??= createMeter(sound.context, [tap], ([peak = 0]) => {
        loudest = Math.max(loudest, peak)
        if (++steps % STEPS !== 0) return
        onLevel(loudest)
        loudest = 0
      })
    },
  }
}
