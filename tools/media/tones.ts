import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { wavFile } from './wav.ts'

/**
 * Sound measured in numbers, for tests: each side of a call speaks a tone of its own, and what arrives is looked at by
 * the Goertzel algorithm. All levels are in dBFS: 0 is a sine at full scale, `SILENCE` is nothing at all.
 */
export const SILENCE = -120

const WAV_RATE = 48_000

export type Tone = {
  /** 0 to 1; half of full scale unless it is said. */
  amplitude: number
  /** Without syllables: only where nothing suppresses noise. */
  steady: boolean
  /** Silence at the beginning, seconds; none unless it is said. */
  silentFor: number
}

/**
 * Writes a mono 48 kHz 16-bit WAV with a tone of `hz`, for Chromium's fake microphone
 * (`--use-file-for-fake-audio-capture`, which plays it over and over). The tone comes in syllables of 300 ms with
 * 100 ms between: the noise suppressor of a real microphone path takes a steady tone for noise and removes it.
 */
export async function toneWav(
  path: string,
  hz: number,
  seconds: number,
  { amplitude = 0.5, steady = false, silentFor = 0 }: Partial<Tone> = {},
): Promise<void> {
  const tone = wavFile({ rate: WAV_RATE, frames: Math.round(seconds * WAV_RATE) }, (frame) => {
    const at = frame / WAV_RATE
    const inSyllable = at % 0.4
    const syllable = steady ? 1 : Math.min(1, inSyllable / 0.01, Math.max(0, 0.3 - inSyllable) / 0.01)
    return at < silentFor ? 0 : amplitude * syllable * Math.sin(2 * Math.PI * hz * at)
  })
  await writeFile(path, tone)
}

/** How loud `hz` is in these samples, dBFS, over the whole stretch (Goertzel with a Hann window). */
export function measure(samples: Float32Array, rate: number, hz: number): number {
  const n = samples.length
  if (n < 2) return SILENCE
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let before = 0
  let last = 0
  for (let i = 0; i < n; i++) {
    const windowed = (samples[i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (n - 1)))
    const next = windowed + coefficient * last - before
    before = last
    last = next
  }
  const power = last * last + before * before - coefficient * last * before
  return decibels((4 * Math.sqrt(Math.max(0, power))) / n)
}

/** The root mean square of these samples, dBFS: how loud all of it is together. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return decibels(Math.sqrt((2 * sum) / Math.max(1, samples.length)))
}

/** By how many dB the `wanted` tone is above the `other`; both in hertz. The tests ask for at least 20. */
export function dominance(samples: Float32Array, rate: number, wanted: number, other: number): number {
  return measure(samples, rate, wanted) - measure(samples, rate, other)
}

export type Channels = { rate: number; left: Float32Array; right: Float32Array }

/**
 * Decodes a recording (its bytes or the path of a file; WebM or whatever else ffmpeg reads) into its two channels.
 * Throws with ffmpeg's own words when it cannot.
 */
export async function decodeChannels(recording: Uint8Array | string): Promise<Channels> {
  const file = typeof recording === 'string'
  const raw = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      file ? recording : 'pipe:0',
      '-f',
      'f32le',
      '-ac',
      '2',
      '-ar',
      `${WAV_RATE}`,
      'pipe:1',
    ],
    file ? undefined : recording,
  )
  const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + (raw.length & ~7)))
  const left = new Float32Array(samples.length / 2)
  const right = new Float32Array(samples.length / 2)
  for (let i = 0; i < left.length; i++) {
    left[i] = samples[2 * i] ?? 0
    right[i] = samples[2 * i + 1] ?? 0
  }
  return { rate: WAV_RATE, left, right }
}

/** A stretch of samples by seconds; negative ones count from the end. */
export function stretch(samples: Float32Array, rate: number, from: number, to?: number): Float32Array {
  return samples.slice(Math.round(from * rate), to === undefined ? undefined : Math.round(to * rate))
}

/** What ffprobe says about a file: seconds (undefined when the container does not say), codec and channels. */
export async function probe(
  path: string,
): Promise<{ seconds: number | undefined; codec: string; channels: number; rate: number }> {
  const out = await run('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path])
  const { format, streams } = JSON.parse(out.toString()) as {
    format: { duration?: string }
    streams: { codec_name: string; channels: number; sample_rate: string }[]
  }
  const [stream] = streams
  if (!stream) throw new Error(`${path}: no stream`)
  return {
    seconds: format.duration === undefined ? undefined : Number(format.duration),
    codec: stream.codec_name,
    channels: stream.channels,
    rate: Number(stream.sample_rate),
  }
}

const decibels = (amplitude: number): number =>
  Math.max(SILENCE, 20 * Math.log10(Math.max(amplitude, Number.MIN_VALUE)))

function run(program: string, args: string[], input?: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { encoding: 'buffer', maxBuffer: 2 ** 30 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`${program}: ${stderr.toString().trim() || error.message}`))
        else resolve(stdout)
      },
    )
    // ffmpeg may have read enough and closed the pipe: its exit code tells, not the broken pipe.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
