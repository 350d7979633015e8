import { CallId, newId, type RecordingId } from '../../shared/lib/ids.ts'
import { unwrap } from '../../shared/lib/result.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { RecorderPort } from '../softphone/ports.ts'
import type { RecordingStore } from './recording-store.ts'

/** Records calls: the media window gives the chunks, the store seals and keeps them. */
export function createRecorder(
  engine: Pick<EngineClient, 'on' | 'startRecording' | 'finishRecording'>,
  store: RecordingStore,
): RecorderPort {
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
    async start(callId) {
      const startedAt = new Date().toISOString()
      unwrap(
        await store.begin({ callId: CallId.parse(callId), recordingId: newId<RecordingId>(), startedAt }),
      )
      running.add(callId)
      try {
        await engine.startRecording(callId)
      } catch (error) {
        running.delete(callId)
        await store.finish(callId)
        throw error
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
