import type { Page } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { type Channels, decodeChannels, dominance, stretch } from '../../tools/media/tones.ts'

/** Where the player of this page takes a recording from. */
export const sourceOf = (page: Page, recordingId: string): Promise<string> =>
  page.evaluate(async (id) => {
    const { operator } = window as unknown as { operator: Client }
    const opened = await operator.recordings.open({ recordingId: id as never })
    if (!opened.ok) throw new Error(opened.code)
    return opened.value.src
  }, recordingId)

/** A stored recording as the desk plays it, decoded: the operator left, the customer right. */
export async function fetchRecording(page: Page, recordingId: string): Promise<Channels> {
  const base64 = await page.evaluate(
    async (src) => {
      const answer = await fetch(src)
      if (!answer.ok) throw new Error(`the recording answers ${answer.status}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      let text = ''
      for (let i = 0; i < bytes.length; i += 32_768)
        text += String.fromCharCode(...bytes.subarray(i, i + 32_768))
      return btoa(text)
    },
    await sourceOf(page, recordingId),
  )
  return decodeChannels(Buffer.from(base64, 'base64'))
}

export const secondsOf = ({ left, rate }: Channels): number => left.length / rate

/** A sound path may take this long to open on a busy machine, seconds; from then on nothing may be missing. */
const opensWithin = 6

/**
 * By how many dB each channel's own tone is above the other side's, in its weakest stretch of two seconds, from when it
 * is first heard to the last second, in which the sides leave.
 */
export function weakestTones(sound: Channels, operatorTone: number, customerTone: number) {
  const { left, right, rate } = sound
  const end = secondsOf(sound) - 1
  const weakest = (channel: Float32Array, own: number, other: number): number => {
    const above = (from: number, to: number) => dominance(stretch(channel, rate, from, to), rate, own, other)
    let begin = 0
    while (begin < opensWithin && above(begin, begin + 0.5) < 20) begin += 0.5
    let least = above(begin, Math.min(begin + 2, end))
    for (let at = begin; at + 2 <= end; at++) least = Math.min(least, above(at, at + 2))
    return least
  }
  return {
    operator: weakest(left, operatorTone, customerTone),
    customer: weakest(right, customerTone, operatorTone),
  }
}

/** How far each side's own tone stands above the other one, second by second, dB: what a failure is told with. */
export function toneBySecond(sound: Channels, operatorTone: number, customerTone: number): string {
  const { left, right, rate } = sound
  const each = (side: Float32Array, own: number, other: number) =>
    Array.from({ length: Math.floor(secondsOf(sound)) }, (_, at) =>
      Math.round(dominance(stretch(side, rate, at, at + 1), rate, own, other)),
    ).join(' ')
  return `operator ${each(left, operatorTone, customerTone)}, customer ${each(right, customerTone, operatorTone)}`
}

/** What the browser's own player makes of it: how long it is, and where it stands after a jump to `to`, seconds. */
export const jump = (page: Page, src: string, to: number): Promise<{ duration: number; at: number }> =>
  page.evaluate(
    async ([address, seconds]) => {
      const audio = new Audio()
      const happens = (name: string) =>
        new Promise((resolve, reject) => {
          audio.addEventListener(name, resolve, { once: true })
          audio.addEventListener('error', () => reject(new Error(audio.error?.message)), { once: true })
        })
      const known = happens('loadedmetadata')
      audio.src = address
      await known
      const moved = happens('seeked')
      audio.currentTime = seconds
      await moved
      return { duration: audio.duration, at: audio.currentTime }
    },
    [src, to] as const,
  )
