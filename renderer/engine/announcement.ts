import { CodedError } from '../../shared/lib/result.ts'

/** The longest sound that is announced, seconds: a customer has called to talk. */
export const longestSeconds = 30

const TONE_HZ = 1000
const BEEP_SECONDS = 0.25
const GAP_SECONDS = 0.15
const TONE_LEVEL = 0.25
/** Beeps begin and end without a click. */
const RAMP_SECONDS = 0.01

/** What is played to the customer: a sound's own, mixed to one channel, or without one two short beeps. */
export async function announcementOf(context: BaseAudioContext, sound?: Uint8Array): Promise<AudioBuffer> {
  if (!sound) return beeps(context)
  // Decoding takes the bytes for itself; they may be wanted again.
  const decoded = await context.decodeAudioData(sound.slice().buffer as ArrayBuffer).catch(() => undefined)
  if (!decoded || decoded.duration === 0 || decoded.duration > longestSeconds)
    throw new CodedError('SOUND_UNREADABLE')
  return decoded
}

function beeps(context: BaseAudioContext): AudioBuffer {
  const samples = toneSamples(context.sampleRate)
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate })
  buffer.copyToChannel(samples, 0)
  return buffer
}

/** Two beeps, amplitudes -1 to 1. */
export function toneSamples(rate: number): Float32Array<ArrayBuffer> {
  const period = BEEP_SECONDS + GAP_SECONDS
  const samples = new Float32Array(Math.round((period + BEEP_SECONDS) * rate))
  for (let i = 0; i < samples.length; i++) {
    const at = (i / rate) % period
    if (at >= BEEP_SECONDS) continue
    const edge = Math.min(1, at / RAMP_SECONDS, (BEEP_SECONDS - at) / RAMP_SECONDS)
    samples[i] = TONE_LEVEL * edge * Math.sin(2 * Math.PI * TONE_HZ * (i / rate))
  }
  return samples
}

export type Announcing = {
  /** Resolves when it has been played; `stop` cuts it short. */
  over: Promise<void>
  stop(): void
}

/** How loud the operator hears it: enough to know that it is being played, too little to talk against. */
const FAINT = 0.2

/**
 * Plays a sound to the customer, and faintly to the operator, while both can speak. `add` mixes it to what the customer
 * hears of this side, and so into the recording, and returns how to end that.
 */
export function playToCustomer(parts: {
  context: AudioContext
  buffer: AudioBuffer
  add(source: AudioNode): () => void
  monitor: AudioNode
}): Announcing {
  const { context, buffer, add, monitor } = parts
  const player = new AudioBufferSourceNode(context, { buffer })
  const faint = new GainNode(context, { gain: FAINT })
  const end = add(player)
  player.connect(faint).connect(monitor)
  const over = new Promise<void>((resolve) => {
    player.onended = () => {
      end()
      player.disconnect()
      faint.disconnect()
      resolve()
    }
  })
  player.start()
  return { over, stop: () => player.stop() }
}
