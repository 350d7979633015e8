import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../../hub/testing.ts'
import { type ErrorCode, sentence } from '../../shared/lib/errors.ts'
import { type CallId, newId, type RecordingId } from '../../shared/lib/ids.ts'
import { languages } from '../../shared/lib/language.ts'
import { decodeChannels } from '../../tools/media/tones.ts'
import { createRecordingStore, type RecordingStore } from './recording-store.ts'
import { createUploader, type Uploader } from './uploader.ts'

// A real hub behind a wire that breaks where it is told to: a recording arrives whole all the same, and once.

let hub: TestHub
let lena: TestConsole
let token: string
let folder: string
let wire: Server
let store: RecordingStore
let uploader: Uploader
/** How many more bytes of each connection to come pass before it is cut; nothing left: it holds. */
let cuts: number[] = []
const open = new Set<Socket>()
const troubles: ErrorCode[] = []

beforeEach(async () => {
  cuts = []
  troubles.length = 0
  hub = await startTestHub()
  token = (await hub.addOperator('Lena')).token
  lena = await hub.connectConsole(token)
  wire = createServer((near) => {
    const far = connect(hub.port, '127.0.0.1')
    open.add(near)
    near.on('close', () => open.delete(near))
    let left = cuts.shift() ?? Number.POSITIVE_INFINITY
    near.on('data', (bytes) => {
      far.write(bytes.subarray(0, left))
      left -= bytes.length
      if (left > 0) return
      // What has passed reaches the hub; nobody hears an answer.
      near.resetAndDestroy()
      far.end()
    })
    far.on('data', (bytes) => near.writable && near.write(bytes))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve))
  folder = await mkdtemp(join(tmpdir(), 'kommutator-broken-upload-'))
  store = createRecordingStore({ folder, hubPublicKey: () => hub.parts.keys.recordingPublic })
  uploader = createUploader({
    store,
    hub: () => ({ url: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`, token }),
    onTrouble: ({ code }) => troubles.push(code),
    backoff: () => 50,
  })
})

afterEach(async () => {
  await uploader.dispose()
  await hub.stop()
  wire.close()
  await rm(folder, { recursive: true, force: true })
})

/** A call that the hub knows, and its recording, finished and waiting to leave. */
async function recorded(webm: Uint8Array): Promise<RecordingId> {
  const callId = newId<CallId>()
  const recordingId = newId<RecordingId>()
  const offered = { callId, what: 'offered', direction: 'in', remote: '+79000000001' } as const
  await lena.ask('call.report', { id: commandId(), at: Date.now(), ...offered })
  await store.begin({ callId, recordingId, startedAt: new Date().toISOString() })
  const peaks = Array.from({ length: 120 }, () => 50)
  await store.append(callId, { n: 0, at: 0, ms: 6000, data: webm, operator: peaks, customer: peaks })
  await store.finish(callId)
  return recordingId
}
const available = async (recordingId: RecordingId) =>
  (await hub.stores.events.since(0, 1000)).filter(
    (e) => e.type === 'recording.available' && e.recordingId === recordingId,
  )
const arrives = async (recordingId: RecordingId) => {
  uploader.kick()
  await vi.waitFor(async () => expect(await available(recordingId)).toHaveLength(1), { timeout: 15_000 })
  await vi.waitFor(async () => expect(await store.finished()).toEqual([]))
}
const sound = async (recordingId: RecordingId) => {
  const { path } = await lena.ask('recording.link', { recordingId })
  return decodeChannels(Buffer.from(await (await fetch(`${hub.url}${path}`)).arrayBuffer()))
}

test('a recording whose upload breaks in the middle, again and again, arrives whole and once', async () => {
  const webm = await readFile(new URL('../../hub/recordings/fixtures/two-tones.webm', import.meta.url))
  const smooth = await recorded(webm)
  await arrives(smooth)
  expect(troubles).toEqual([])

  // In the request that begins it, early, in the middle, and after nearly everything.
  for (const socket of open) socket.destroy()
  cuts = [200, webm.length * 0.1, webm.length * 0.4, webm.length * 0.4].map(Math.floor)
  const broken = await recorded(webm)
  await arrives(broken)
  expect(cuts).toEqual([])
  expect(new Set(troubles)).toEqual(new Set(['UPLOAD_INTERRUPTED']))
  for (const language of languages)
    expect(sentence('UPLOAD_INTERRUPTED', language)).toMatch(/by itself|сама|samo/)

  const [one, other] = [await sound(smooth), await sound(broken)]
  expect(other.left.length).toBeGreaterThan(5 * other.rate)
  expect(Buffer.from(other.left.buffer)).toEqual(Buffer.from(one.left.buffer))
  expect(Buffer.from(other.right.buffer)).toEqual(Buffer.from(one.right.buffer))
}, 60_000)

test('one that breaks off while the hub falls goes on when another hub stands on the same data', async () => {
  const webm = await readFile(new URL('../../hub/recordings/fixtures/two-tones.webm', import.meta.url))
  const recordingId = await recorded(webm)
  cuts = [Math.floor(webm.length / 2), 0, 0, 0, 0]
  uploader.kick()
  await vi.waitFor(() => expect(troubles).toContain('UPLOAD_INTERRUPTED'))
  hub = await hub.restart()
  lena = await hub.connectConsole(token)
  cuts = []
  await arrives(recordingId)
  expect((await sound(recordingId)).left.length).toBeGreaterThan(0)
}, 60_000)
