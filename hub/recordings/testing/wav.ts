import { wavFile } from '../../../tools/media/wav.ts'

const RATE = 8000

/** A WAV file of tones: 16-bit PCM at 8 kHz, one amplitude (0 to 1) per channel, `seconds` long. */
export function toneWav(seconds: number, amplitudes: readonly number[] = [0.5]): Uint8Array<ArrayBuffer> {
  const shape = { rate: RATE, frames: Math.round(seconds * RATE), channels: amplitudes.length }
  const tone = wavFile(
    shape,
    (frame, channel) => (amplitudes[channel] ?? 0) * Math.sin((2 * Math.PI * 400 * frame) / RATE),
  )
  return new Uint8Array(tone)
}
