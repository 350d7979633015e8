import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CallId, RecordingId } from '../../shared/lib/ids.ts'
import { readFrames } from '../../shared/protocol/recording.ts'
import { createRecordingStore } from './recording-store.ts'
import type { RecordingFs } from './sidecar.ts'

const callId = CallId.parse('call-1@phone')
const recordingId = RecordingId.parse('rec:1')
const call = { callId, recordingId, startedAt: '2026-01-02T03:04:05.000Z' }
const chunk = (n: number) => ({
  n,
  at: n * 1000,
  ms: 1000,
  data: new TextEncoder().encode(`sound ${n}`),
  operator: [1],
  customer: [2],
})
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

let folder: string
let key: string
const hubPublicKey = () => key

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'recordings-'))
  const { publicKey } = await suite.kem.generateKeyPair()
  key = Buffer.from(await suite.kem.serializePublicKey(publicKey)).toString('base64url')
})
afterEach(() => fs.rm(folder, { recursive: true, force: true }))

const canMount = process.platform === 'linux' && process.getuid?.() === 0

/** A disk on which writing a chunk fails from the `nth` chunk on, half of it written. */
function fillingDisk(nth: number): RecordingFs {
  let appended = 0
  return {
    ...fs,
    async open(path, flags, mode) {
      const handle = await fs.open(path, flags, mode)
      const append = handle.appendFile.bind(handle)
      handle.appendFile = async (data) => {
        if (String(path).endsWith('.kmrec') && ++appended > nth) {
          await append((data as Uint8Array).subarray(0, 20))
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        }
        await append(data)
      }
      return handle
    },
  }
}

describe('the recorder', () => {
  test('writes sealed frames and nothing that can be read', async () => {
    const store = createRecordingStore({ folder, hubPublicKey })
    const finished = vi.fn()
    store.onFinished(finished)
    expect(await store.begin(call)).toEqual({ ok: true, value: undefined })
    await Promise.all([0, 1, 2].map((n) => store.append(callId, chunk(n))))
    const recording = await store.finish(callId)
    expect(recording).toEqual({ ...call, state: 'finished', cutShort: false })
    expect(finished).toHaveBeenCalledWith(recording)
    const file = await fs.readFile(store.path(recordingId))
    const read = readFrames(file)
    expect(read.state).toBe('whole')
    expect(read.frames.map((frame) => frame.header.n)).toEqual([0, 1, 2])
    expect(file.includes('sound')).toBe(false)
    expect(await store.finished()).toEqual([recording])
  })

  test('has each chunk on the disk before the next', async () => {
    const store = createRecordingStore({ folder, hubPublicKey })
    await store.begin(call)
    await store.append(callId, chunk(0))
    await store.append(callId, chunk(1))
    expect(readFrames(await fs.readFile(store.path(recordingId))).frames.length).toBe(2)
    await store.finish(callId)
  })

  test('does not begin before the hub has ever been met, nor with a key that is none', async () => {
    const nobody = createRecordingStore({ folder, hubPublicKey: () => undefined })
    expect(await nobody.begin(call)).toMatchObject({ ok: false, code: 'RECORDING_FAILED' })
    const wrong = createRecordingStore({ folder, hubPublicKey: () => 'AAAA' })
    expect(await wrong.begin(call)).toMatchObject({ ok: false, code: 'RECORDING_FAILED' })
    expect(await fs.readdir(folder)).toEqual([])
  })

  test('a call that was never heard leaves nothing behind', async () => {
    const store = createRecordingStore({ folder, hubPublicKey })
    await store.begin(call)
    expect(await store.finish(callId)).toBeUndefined()
    expect(await fs.readdir(folder)).toEqual([])
  })

  test('a full disk is told once, and what fits is kept as cut short', async () => {
    const store = createRecordingStore({ folder, hubPublicKey, fs: fillingDisk(3) })
    const trouble = vi.fn()
    store.onTrouble(trouble)
    await store.begin(call)
    const written = []
    for (const n of [0, 1, 2, 3]) written.push(await store.append(callId, chunk(n)))
    expect(written.map((r) => (r.ok ? 'ok' : r.code))).toEqual([
      'ok',
      'ok',
      'RECORDING_DISK_FULL',
      'RECORDING_DISK_FULL',
    ])
    expect(trouble).toHaveBeenCalledTimes(1)
    expect(trouble).toHaveBeenCalledWith({ code: 'RECORDING_DISK_FULL', callId, detail: 'ENOSPC' })
    expect(await store.finish(callId)).toMatchObject({ cutShort: true })
    const read = readFrames(await fs.readFile(store.path(recordingId)))
    expect([read.state, read.frames.length]).toEqual(['whole', 2])
  })

  test('on a disk that is full from the start it does not begin and leaves nothing', async () => {
    const store = createRecordingStore({ folder, hubPublicKey, fs: fillingDisk(0) })
    expect(await store.begin(call)).toMatchObject({ ok: false, code: 'RECORDING_DISK_FULL' })
    expect(await fs.readdir(folder)).toEqual([])
  })

  test('after a crash the recording is found, its torn end dropped, and marked as cut short', async () => {
    const before = createRecordingStore({ folder, hubPublicKey })
    await before.begin(call)
    await before.append(callId, chunk(0))
    await before.append(callId, chunk(1))
    const path = before.path(recordingId)
    await fs.truncate(path, (await fs.readFile(path)).length - 5)
    const after = createRecordingStore({ folder, hubPublicKey })
    const [recording, ...others] = await after.recover()
    expect(others).toEqual([])
    expect(recording).toEqual({ ...call, state: 'finished', cutShort: true })
    const read = readFrames(await fs.readFile(path))
    expect([read.state, read.frames.length]).toEqual(['whole', 1])
    expect(await after.recover()).toEqual([])
    await after.remove(recordingId)
    expect(await fs.readdir(folder)).toEqual([])
    // The first one never crashed for real: its file is still open.
    await before.finish(callId)
  })

  test('one that is damaged from its first byte is told and kept', async () => {
    const before = createRecordingStore({ folder, hubPublicKey })
    await before.begin(call)
    await before.append(callId, chunk(0))
    const path = before.path(recordingId)
    await fs.writeFile(path, Buffer.alloc(5000, 7))
    const after = createRecordingStore({ folder, hubPublicKey })
    const trouble = vi.fn()
    after.onTrouble(trouble)
    expect(await after.recover()).toEqual([])
    expect(trouble).toHaveBeenCalledWith({ code: 'RECORDING_BROKEN', detail: recordingId, callId })
    expect((await fs.stat(path)).size).toBe(5000)
    await before.finish(callId)
  })

  test('a description that cannot be read is told and left alone', async () => {
    await fs.writeFile(join(folder, 'x.json'), '{')
    const store = createRecordingStore({ folder, hubPublicKey })
    const trouble = vi.fn()
    store.onTrouble(trouble)
    expect(await store.recover()).toEqual([])
    expect(trouble).toHaveBeenCalledWith({ code: 'RECORDING_BROKEN', detail: 'x.json' })
    expect(await fs.readdir(folder)).toEqual(['x.json'])
  })

  test.skipIf(!canMount)('a disk that is really full ends the recording with what fits', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
    try {
      const store = createRecordingStore({ folder, hubPublicKey })
      await store.begin(call)
      const results = []
      for (let n = 0; n < 12; n++)
        results.push(await store.append(callId, { ...chunk(n), data: randomBytes(6000) }))
      expect(results.at(-1)).toMatchObject({ ok: false, code: 'RECORDING_DISK_FULL' })
      const written = results.filter((r) => r.ok).length
      expect(written).toBeGreaterThan(4)
      expect(await store.finish(callId)).toMatchObject({ cutShort: true })
      const read = readFrames(await fs.readFile(store.path(recordingId)))
      expect([read.state, read.frames.length]).toEqual(['whole', written])
    } finally {
      execFileSync('umount', [folder])
    }
  })
})
