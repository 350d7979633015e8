import type { DraftFile } from '../../shared/ipc/writing-contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { newId } from '../../shared/lib/ids.ts'
import { CodedError, type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { FileTransfers } from './file-transfers.ts'

export type VoiceNotes = {
  start(): Promise<Done>
  /** The note as a file of the draft, or nothing when it is thrown away or too short to be heard. */
  stop(keep: boolean): Promise<Result<{ file?: DraftFile }>>
}

const shortestMs = 500

/** Voice notes come from the media window, which alone has the microphone. */
export function createVoiceNotes(options: {
  engine: EngineClient
  inCall(): boolean
  files: Pick<FileTransfers, 'addWhole'>
  onLevel(level: number): void
}): VoiceNotes {
  const { engine, files } = options
  let recording = false
  engine.on('microphone', ({ level }) => {
    if (recording) options.onLevel(level)
  })
  return {
    async start() {
      // The microphone is the customer's while they are on the phone.
      if (options.inCall()) return fail('CALL_IN_PROGRESS')
      try {
        await engine.request('voiceNote', { on: true })
        recording = true
        return ok({})
      } catch (error) {
        return fail(codeOf(error))
      }
    },
    async stop(keep) {
      recording = false
      const note = await engine.request('voiceNote', { on: false }).catch(codeOf)
      if (typeof note === 'string') return fail(note)
      const { data, ms, peaks } = note
      if (!keep || !data || ms < shortestMs) return ok({})
      const file: DraftFile = {
        fileId: newId<string>(),
        fileName: `voice-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.webm`,
        bytes: data.byteLength,
        mime: 'audio/webm',
        voice: { seconds: Math.round(ms / 100) / 10, peaks },
      }
      const added = await files.addWhole(file, data)
      return added.ok ? ok({ file }) : added
    },
  }
}

const codeOf = (error: unknown): ErrorCode => (error instanceof CodedError ? error.code : 'ENGINE_GONE')
