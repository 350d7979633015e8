import { expect, type Page } from '@playwright/test'
import { dominance, loudness, measure } from '../../tools/media/tones.ts'
import { listen } from './customer.ts'

/** A tone counts as heard when it stands at least this far above the other one, dB. */
export const CLEAR = 20
/** Comfort noise and rounding stay below this, dBFS. */
const QUIET = -60
/** Music on hold is quieter than a voice, and louder than this. */
const MUSIC = -45

/** Waits until this page hears `wanted` and not `other`, both in hertz. */
export async function hears(page: Page, wanted: number, other: number, timeout = 15_000): Promise<void> {
  await expect
    .poll(
      async () => {
        const { samples, rate } = await listen(page)
        return dominance(samples, rate, wanted, other)
      },
      { timeout, intervals: [0] },
    )
    .toBeGreaterThanOrEqual(CLEAR)
}

/** Waits until this page hears nothing. */
export async function hearsNothing(page: Page): Promise<void> {
  await expect
    .poll(async () => loudness((await listen(page)).samples), { timeout: 10_000, intervals: [0] })
    .toBeLessThan(QUIET)
}

/** Waits until this page hears the music of a hold: something in which this voice (hertz) has no part. */
export async function hearsMusic(page: Page, voice: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { samples, rate } = await listen(page)
        const all = loudness(samples)
        return all > MUSIC && all - measure(samples, rate, voice) > CLEAR
      },
      { timeout: 10_000, intervals: [0] },
    )
    .toBe(true)
}
