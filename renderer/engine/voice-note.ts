import { CodedError } from '../../shared/lib/result.ts'
import { createMeter } from './meter.ts'
import type { Microphone } from './microphone.ts'
import type { Sound } from './sound.ts'

const MIME = 'audio/webm;codecs=opus'
const BITS_PER_SECOND = 32_000
const LONGEST_MS = 5 * 60_000
/** Bars of the waveform that goes with the note. */
const BARS = 64
/** Steps of 50 ms between reports. */
const STEPS = 2

export type Note = { ms: number; peaks: number[]; data?: Uint8Array<ArrayBuffer> }
export type VoiceNote = {
  /** Begins, or goes on with the one that is being recorded. Throws as the microphone does. */
  start(): Promise<void>
  /** Ends it; without data when none was begun. */
  stop(): Promise<Note>
}

/** A voice note from the microphone, one at a time; it ends by itself after five minutes and waits to be fetched. */
export function createVoiceNote(
  sound: Sound,
  microphone: Microphone,
  onLevel: (level: number) => void,
): VoiceNote {
  let media: MediaRecorder | undefined
  let ended: Promise<Note> | undefined
  return {
    async start() {
      if (media) return
      await microphone.open()
      const track = microphone.clone()
      const rest = sound.keepAwake()
      const parts: Blob[] = []
      const levels: number[] = []
      let loudest = 0
      let steps = 0
      const meter = createMeter(sound.context, [microphone.tap], ([peak = 0]) => {
        levels.push(peak)
        loudest = Math.max(loudest, peak)
        if (++steps % STEPS !== 0) return
        onLevel(loudest)
        loudest = 0
      })
      try {
        media = new MediaRecorder(new MediaStream([track]), {
          mimeType: MIME,
          audioBitsPerSecond: BITS_PER_SECOND,
        })
      } catch (error) {
        meter.end()
        rest()
        track.stop()
        throw new CodedError('RECORDING_FAILED', String(error))
      }
      const recorder = media
      const began = performance.now()
      const limit = setTimeout(() => recorder.state !== 'inactive' && recorder.stop(), LONGEST_MS)
      recorder.ondataavailable = ({ data }) => void parts.push(data)
      ended = new Promise((resolve) => {
        recorder.onstop = async () => {
          clearTimeout(limit)
          meter.end()
          rest()
          track.stop()
          const ms = Math.round(performance.now() - began)
          const data = new Uint8Array(await new Blob(parts).arrayBuffer())
          resolve({ ms, peaks: bars(levels), data })
        }
      })
      recorder.start(1000)
    },
    async stop() {
      if (!media || !ended) return { ms: 0, peaks: [] }
      if (media.state !== 'inactive') media.stop()
      const note = await ended
      media = undefined
      ended = undefined
      return note
    },
  }
}

/** The loudest of each stretch, 0 to 100; the root lifts quiet speech to where it can be seen. */
function bars(levels: readonly number[]): number[] {
  const length = Math.min(BARS, levels.length)
  return Array.from({ length }, (_, i) => {
    const from = Math.floor((i * levels.length) / length)
    const to = Math.max(from + 1, Math.floor(((i + 1) * levels.length) / length))
    return Math.round(100 * Math.sqrt(Math.min(1, Math.max(0, ...levels.slice(from, to)))))
  })
}
