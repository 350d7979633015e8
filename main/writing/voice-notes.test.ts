import { describe, expect, test } from 'vitest'
import type { DraftFile, FileState } from '../../shared/ipc/writing-contract.ts'
import { CodedError, ok } from '../../shared/lib/result.ts'
import type { EngineClient } from '../media/engine-client.ts'
import { createVoiceNotes } from './voice-notes.ts'

type Note = { data?: Uint8Array; ms: number; peaks: readonly number[] }

function notes(o: { inCall?: boolean; note?: Note; fault?: CodedError } = {}) {
  const state = {
    asked: [] as boolean[],
    levels: [] as number[],
    files: [] as { file: DraftFile; data: Uint8Array }[],
    tell: (_level: { level: number }) => {},
  }
  const engine = {
    on: (_name: string, listener: (level: { level: number }) => void) => {
      state.tell = listener
      return () => {}
    },
    async request(_name: string, { on }: { on: boolean }) {
      if (o.fault) throw o.fault
      state.asked.push(on)
      return on ? {} : (o.note ?? { data: new Uint8Array(3), ms: 2340, peaks: [10, 80] })
    },
  } as unknown as EngineClient
  const voice = createVoiceNotes({
    engine,
    inCall: () => o.inCall ?? false,
    files: {
      async addWhole(file, data) {
        state.files.push({ file, data })
        return ok({ ...file, sent: 0, state: 'uploading' } as FileState)
      },
    },
    onLevel: (level) => void state.levels.push(level),
  })
  return { voice, state }
}

describe('a voice note', () => {
  test('is a file of the draft, with its length and its loudness', async () => {
    const { voice, state } = notes()
    expect(await voice.start()).toEqual(ok({}))
    const kept = await voice.stop(true)
    expect(state.asked).toEqual([true, false])
    expect(kept).toMatchObject({
      value: { file: { mime: 'audio/webm', bytes: 3, voice: { seconds: 2.3, peaks: [10, 80] } } },
    })
    expect(state.files[0]?.file.fileName).toMatch(/^voice-[\dT-]+\.webm$/)
  })

  test('shows its level while it is recorded, and only then', async () => {
    const { voice, state } = notes()
    state.tell({ level: 0.1 })
    await voice.start()
    state.tell({ level: 0.5 })
    await voice.stop(true)
    state.tell({ level: 0.9 })
    expect(state.levels).toEqual([0.5])
  })

  test('leaves nothing behind when it is thrown away, empty, or too short to be heard', async () => {
    for (const [keep, note] of [
      [false, undefined],
      [true, { ms: 3000, peaks: [] }],
      [true, { data: new Uint8Array(3), ms: 499, peaks: [] }],
    ] as const) {
      const { voice, state } = notes(note ? { note } : {})
      await voice.start()
      expect(await voice.stop(keep)).toEqual(ok({}))
      expect(state.files).toEqual([])
    }
  })

  test('is not begun in a call, and says what stands in the way', async () => {
    const busy = notes({ inCall: true })
    expect(await busy.voice.start()).toMatchObject({ code: 'CALL_IN_PROGRESS' })
    expect(busy.state.asked).toEqual([])
    const mute = notes({ fault: new CodedError('MIC_DENIED') })
    expect(await mute.voice.start()).toMatchObject({ code: 'MIC_DENIED' })
    mute.state.tell({ level: 0.5 })
    expect(mute.state.levels).toEqual([])
    expect(await mute.voice.stop(true)).toMatchObject({ code: 'MIC_DENIED' })
  })
})
