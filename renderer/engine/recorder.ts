import type { EnginePayload } from '../../shared/ipc/engine-contract.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Outlets } from './outlets.ts'

export type Chunk = Omit<EnginePayload<'chunk'>, 'callId'>
export type Finished = { ms: number; chunks: number }
export type Recorder = {
  /** One step of loudness from the meter, amplitudes 0 to 1. */
  step(operator: number, customer: number): void
  /** Keeps both sides out, or lets them in again; the recording's clock goes on. */
  pause(on: boolean): void
  /** Stops, hands over what is left, and says how much there was. May be asked twice. */
  finish(): Promise<Finished>
}

const MIME = 'audio/webm;codecs=opus'
const BITS_PER_SECOND = 48_000
/** Main writes each slice to the disk at once: this is what a crash can cost. */
const SLICE_MS = 1000
/** Larger messages between windows would hold up the calls' own. */
const MAX_CHUNK = 64 * 1024

/** Amplitude to loudness, 0 to 100. The root lifts quiet speech to where it can be seen. */
const loudness = (amplitude: number): number => Math.round(100 * Math.sqrt(Math.min(1, amplitude)))

/**
 * Records two channels, left and right, as WebM/Opus in slices of a second. Throws RECORDING_FAILED when it cannot
 * begin; `onFail` hears when it breaks off later.
 */
export function createRecorder(from: {
  context: AudioContext
  outlets: Outlets
  left: AudioNode
  right: AudioNode
  onChunk: (chunk: Chunk) => void
  onFail: () => void
  paused?: boolean
}): Recorder {
  const { context, outlets, left, right } = from
  const merger = new ChannelMergerNode(context, { numberOfInputs: 2 })
  const outlet = outlets(2)
  // A pause is silence from here on: the recording's time stays that of the call.
  const open = from.paused ? 0 : 1
  const doors = [new GainNode(context, { gain: open }), new GainNode(context, { gain: open })] as const
  left.connect(doors[0]).connect(merger, 0, 0)
  right.connect(doors[1]).connect(merger, 0, 1)
  merger.connect(outlet.input)
  let paused = from.paused ?? false

  let media: MediaRecorder
  const began = context.currentTime
  try {
    media = new MediaRecorder(outlet.stream, { mimeType: MIME, audioBitsPerSecond: BITS_PER_SECOND })
  } catch (error) {
    throw new CodedError('RECORDING_FAILED', String(error))
  }

  let told = 0
  let chunks = 0
  let operator: number[] = []
  let customer: number[] = []
  // Blobs are read asynchronously and must still leave in their order.
  let sending: Promise<void> = Promise.resolve()

  const hand = async (blob: Blob, until: number, sides: { operator: number[]; customer: number[] }) => {
    const bytes = new Uint8Array(await blob.arrayBuffer())
    for (let start = 0; start < bytes.length; start += MAX_CHUNK) {
      const first = start === 0
      from.onChunk({
        n: chunks++,
        at: told,
        ms: first ? until - told : 0,
        data: bytes.slice(start, start + MAX_CHUNK),
        operator: first ? sides.operator : [],
        customer: first ? sides.customer : [],
      })
      told = until
    }
  }

  media.ondataavailable = ({ data }) => {
    if (data.size === 0) return
    const until = Math.round((context.currentTime - began) * 1000)
    const sides = { operator, customer }
    operator = []
    customer = []
    sending = sending.then(() => hand(data, until, sides)).catch(() => from.onFail())
  }
  media.onerror = () => from.onFail()
  media.start(SLICE_MS)

  let finished: Promise<Finished> | undefined
  const finish = async (): Promise<Finished> => {
    if (media.state !== 'inactive') {
      await new Promise<void>((resolve) => {
        media.onstop = () => resolve()
        media.stop()
      })
    }
    await sending
    left.disconnect(doors[0])
    right.disconnect(doors[1])
    for (const node of [...doors, merger]) node.disconnect()
    outlet.giveBack()
    return { ms: told, chunks }
  }

  return {
    step(a, b) {
      operator.push(paused ? 0 : loudness(a))
      customer.push(paused ? 0 : loudness(b))
    },
    pause(on) {
      paused = on
      for (const { gain } of doors) {
        // At once, and whatever was planned before: not one word more gets in.
        gain.cancelScheduledValues(context.currentTime)
        gain.value = on ? 0 : 1
      }
    },
    finish: () => {
      finished ??= finish()
      return finished
    },
  }
}
