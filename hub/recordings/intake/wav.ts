import type { Peaks } from '../../../shared/domain/event.ts'
import { CodedError } from '../../../shared/lib/result.ts'

/** Steps of a waveform on the timeline. */
export const waveformSteps = 240

export type Wav = { seconds: number; channels: number; peaks: Peaks }

type Format = { tag: number; channels: number; rate: number; bits: number; block: number }
const formatTags = { pcm: 1, float: 3, aLaw: 6, muLaw: 7, extensible: 0xfffe } as const

/**
 * Length and loudness of a WAV file (RIFF, "fmt " and "data" chunks): PCM of 8 to 32 bits, 32-bit float, A-law and µ-law (ITU-T
 * G.711). A length that the writer never filled in means "to the end". Throws RECORDING_BROKEN for anything else.
 */
export function readWav(bytes: Uint8Array): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let format: Format | undefined
  let data: { start: number; length: number } | undefined
  for (let at = 12; at + 8 <= bytes.length && !data; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const length = view.getUint32(at + 4, true)
    const start = at + 8
    if (name === 'fmt ' && start + 16 <= bytes.length) format = formatAt(view, start, length)
    if (name === 'data') {
      const rest = bytes.length - start
      data = { start, length: length === 0 || length > rest ? rest : length }
    }
    at = start + length + (length & 1)
  }
  if (!format || !data) throw new CodedError('RECORDING_BROKEN', 'no sound in the WAV file')
  const sample = sampler(view, format)
  const frames = Math.floor(data.length / format.block)
  if (!sample || frames === 0 || format.rate === 0)
    throw new CodedError('RECORDING_BROKEN', `WAV format ${format.tag}`)
  const lane = (channel: number) =>
    loudness(frames, (frame) =>
      sample(data.start + frame * format.block + (channel * format.block) / format.channels),
    )
  const left = lane(0)
  return {
    seconds: frames / format.rate,
    channels: format.channels,
    // One channel holds both: it is shown once.
    peaks: { operator: left, customer: format.channels > 1 ? lane(1) : [] },
  }
}

function formatAt(view: DataView, start: number, length: number): Format {
  const tag = view.getUint16(start, true)
  const sub = tag === formatTags.extensible && length >= 26 && start + 26 <= view.byteLength
  return {
    tag: sub ? view.getUint16(start + 24, true) : tag,
    channels: Math.max(1, view.getUint16(start + 2, true)),
    rate: view.getUint32(start + 4, true),
    block: Math.max(1, view.getUint16(start + 12, true)),
    bits: view.getUint16(start + 14, true),
  }
}

/** Reads one sample's amplitude, 0 to 1, at a byte; undefined for a coding that this does not know. */
function sampler(view: DataView, { tag, bits }: Format): ((at: number) => number) | undefined {
  if (tag === formatTags.aLaw) return (at) => aLaw(view.getUint8(at))
  if (tag === formatTags.muLaw) return (at) => muLaw(view.getUint8(at))
  if (tag === formatTags.float && bits === 32) return (at) => Math.abs(view.getFloat32(at, true))
  if (tag !== formatTags.pcm) return undefined
  if (bits === 8) return (at) => Math.abs(view.getUint8(at) - 128) / 128
  if (bits === 16) return (at) => Math.abs(view.getInt16(at, true)) / 32_768
  if (bits === 24) return (at) => Math.abs(view.getInt16(at + 1, true)) / 32_768
  if (bits === 32) return (at) => Math.abs(view.getInt32(at, true)) / 2_147_483_648
  return undefined
}

/** The loudest of each step, 0 to 100, with the same root as the console's own recordings. */
function loudness(frames: number, amplitude: (frame: number) => number): number[] {
  const steps = Math.min(waveformSteps, frames)
  /** Of a long step some hundred samples tell its loudness. */
  const most = 400
  return Array.from({ length: steps }, (_, i) => {
    const from = Math.floor((i * frames) / steps)
    const to = Math.floor(((i + 1) * frames) / steps)
    const stride = Math.max(1, Math.floor((to - from) / most))
    let top = 0
    for (let frame = from; frame < to; frame += stride) top = Math.max(top, amplitude(frame))
    return Math.round(100 * Math.sqrt(Math.min(1, top)))
  })
}

/** ITU-T G.711, table 1: 13 bits, here as an amplitude. */
function aLaw(byte: number): number {
  const code = byte ^ 0x55
  const exponent = (code >> 4) & 7
  const mantissa = code & 15
  const value = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1)
  return value / 32_768
}

/** ITU-T G.711, table 2: 14 bits. */
function muLaw(byte: number): number {
  const code = ~byte & 0xff
  const exponent = (code >> 4) & 7
  return ((((code & 15) << 3) + 0x84) << exponent) / 32_768 - 0x84 / 32_768
}
