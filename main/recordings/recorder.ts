import { CallId, newId, type RecordingId } from '../../shared/lib/ids.ts'
import { CodedError, unwrap } from '../../shared/lib/result.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { RecorderPort, SpokenAnnouncement } from '../softphone/ports.ts'
import type { RecordingStore } from './recording-store.ts'

export type RecorderParts = {
  engine: Pick<EngineClient, 'on' | 'startRecording' | 'pauseRecording' | 'announce' | 'finishRecording'>
  store: RecordingStore
  /** A sound to be announced, by its id; undefined while it is not to be had. */
  sound(soundId: string): Promise<Uint8Array | undefined>
  /** The hub's time, which the timeline places recordings by; UTC milliseconds. */
  hubTime(): number
}

/** Records calls: the media window gives the chunks, the store seals and keeps them. */
export function createRecorder({ engine, store, sound, hubTime }: RecorderParts): RecorderPort {
  const running = new Set<string>()
  engine.on('chunk', (chunk) => {
    // A chunk that cannot be written ends its recording; the store says so, once, through `onTrouble`.
    if (running.has(chunk.callId)) void store.append(chunk.callId, chunk)
  })
  // What the window held of a recording died with it; what reached the disk stays, as a part of its own.
  engine.on('gone', () => {
    for (const callId of running) void store.finish(callId, { cutShort: true })
    running.clear()
  })
  return {
    async start(callId, options) {
      const startedAt = new Date(hubTime()).toISOString()
      unwrap(
        await store.begin({ callId: CallId.parse(callId), recordingId: newId<RecordingId>(), startedAt }),
      )
      running.add(callId)
      try {
        await engine.startRecording(callId, options)
      } catch (error) {
        running.delete(callId)
        await store.finish(callId)
        throw error
      }
    },
    async pause(callId, on) {
      if (!running.has(callId)) throw new CodedError('RECORDING_FAILED', 'not recorded')
      await engine.pauseRecording(callId, on)
    },
    async announce(callId, what): Promise<SpokenAnnouncement> {
      const bytes = what.kind === 'sound' ? await sound(what.soundId) : undefined
      try {
        await engine.announce(callId, bytes)
        return bytes ? what : { kind: 'tone' }
      } catch (error) {
        // A sound that cannot be played must not leave the customer untold.
        if (!bytes || (error instanceof CodedError && error.code !== 'SOUND_UNREADABLE')) throw error
        await engine.announce(callId)
        return { kind: 'tone' }
      }
    },
    async finish(callId) {
      if (!running.has(callId)) return
      try {
        await engine.finishRecording(callId)
      } finally {
        running.delete(callId)
        await store.finish(callId)
      }
    },
  }
}
