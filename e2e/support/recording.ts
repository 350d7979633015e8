import type { Page } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { type Channels, decodeChannels, dominance, stretch } from '../../tools/media/tones.ts'

/** A stored recording as the desk plays it, decoded: the operator left, the customer right. */
export async function fetchRecording(page: Page, recordingId: string): Promise<Channels> {
  const base64 = await page.evaluate(async (id) => {
    const { operator } = window as unknown as { operator: Client }
    const opened = await operator.recordings.open({ recordingId: id as never })
    if (!opened.ok) throw new Error(opened.code)
    const answer = await fetch(opened.value.src)
    if (!answer.ok) throw new Error(`the recording answers ${answer.status}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    let text = ''
    for (let i = 0; i < bytes.length; i += 32_768)
      text += String.fromCharCode(...bytes.subarray(i, i + 32_768))
    return btoa(text)
  }, recordingId)
  return decodeChannels(Buffer.from(base64, 'base64'))
}

export const secondsOf = ({ left, rate }: Channels): number => left.length / rate

/**
 * By how many dB each channel's own tone is above the other side's, in its weakest stretch of two seconds. The first
 * second and the last, in which sides join and leave, do not count.
 */
export function weakestTones(sound: Channels, operatorTone: number, customerTone: number) {
  const { left, right, rate } = sound
  const weakest = { operator: Number.POSITIVE_INFINITY, customer: Number.POSITIVE_INFINITY }
  for (let at = 1; at + 3 <= secondsOf(sound); at += 2) {
    const part = (channel: Float32Array) => stretch(channel, rate, at, at + 2)
    weakest.operator = Math.min(weakest.operator, dominance(part(left), rate, operatorTone, customerTone))
    weakest.customer = Math.min(weakest.customer, dominance(part(right), rate, customerTone, operatorTone))
  }
  return weakest
}
