import type { SoundDay } from '../ipc/contract.ts'

/** What one ear got so far: seconds of sound, and the sum of their squares. */
export type Dose = { seconds: number; energy: number }

export const noDose: Dose = { seconds: 0, energy: 0 }

/** Full scale of a common headset at full volume, dB(A) at the ear. What is true for a given one only a meter can say. */
const FULL_SCALE_DBA = 103
/** Directive 2003/10/EC: from 85 dB(A) over 8 hours hearing must be protected; 3 dB more halve the time. */
const LIMIT_DBA = 85
const LIMIT_SECONDS = 8 * 3600

export const addSound = (dose: Dose, seconds: number, meanSquare: number): Dose => ({
  seconds: dose.seconds + seconds,
  energy: dose.energy + seconds * meanSquare,
})

/** The day in words' numbers. Mean square 0.5 is a sine at full scale: 0 dBFS. */
export function soundDay({ seconds, energy }: Dose): SoundDay {
  const level = seconds > 0 ? 10 * Math.log10(Math.max(1e-10, (2 * energy) / seconds)) : -100
  const dosePercent = (100 * seconds * 10 ** ((level + FULL_SCALE_DBA - LIMIT_DBA) / 10)) / LIMIT_SECONDS
  return {
    seconds: Math.round(seconds),
    level: Math.round(level),
    dosePercent: Math.round(dosePercent * 10) / 10,
  }
}
