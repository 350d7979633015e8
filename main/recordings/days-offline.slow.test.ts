import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../../hub/testing.ts'
import { type CallId, newId, type RecordingId } from '../../shared/lib/ids.ts'
import { createRecordingStore, type RecordingStore } from './recording-store.ts'
import { createUploader, type Uploader } from './uploader.ts'

// A console that was away from its hub for days comes back with a folder full of recordings: a real hub takes them, falls
// in the middle, the console is restarted, a call is recorded meanwhile. All arrive, once, and nobody else could read them.

const backlog = 150
let hub: TestHub
let lena: TestConsole
let token: string
let folder: string
let store: RecordingStore
let uploader: Uploader
let reachable: boolean
let webm: Buffer

const open = async () => {
  store = createRecordingStore({ folder, hubPublicKey: () => hub.parts.keys.recordingPublic })
  await store.recover()
  uploader = createUploader({
    store,
    hub: () => (reachable ? { url: hub.url, token } : undefined),
    backoff: () => 50,
  })
}
beforeEach(async () => {
  webm = await readFile(new URL('../../hub/recordings/fixtures/two-tones.webm', import.meta.url))
  hub = await startTestHub()
  token = (await hub.addOperator('Lena')).token
  lena = await hub.connectConsole(token)
  folder = await mkdtemp(join(tmpdir(), 'kommutator-days-'))
  reachable = false
  await open()
})
afterEach(async () => {
  await uploader.dispose()
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A call whose recording lies here; its report reaches the hub with the others once there is a way. */
async function recorded(startedAt: number) {
  const callId = newId<CallId>()
  const recordingId = newId<RecordingId>()
  await store.begin({ callId, recordingId, startedAt: new Date(startedAt).toISOString() })
  const peaks = Array.from({ length: 120 }, () => 50)
  await store.append(callId, { n: 0, at: 0, ms: 6000, data: webm, operator: peaks, customer: peaks })
  await store.finish(callId)
  return { callId, recordingId, at: startedAt }
}
const report = ({ callId, at }: { callId: CallId; at: number }) =>
  lena.ask('call.report', {
    id: commandId(),
    ...{ callId, at, what: 'offered', direction: 'in', remote: '+79000000001' },
  })
const arrived = async (): Promise<RecordingId[]> =>
  (await hub.stores.events.since(0, 5000)).flatMap((e) =>
    e.type === 'recording.available' ? [e.recordingId] : [],
  )
/** No file of the console holds a stretch of the sound as it was said. */
const sealed = async () => {
  const sound = webm.subarray(4000, 4032)
  expect(sound.length).toBe(32)
  for (const file of await readdir(folder)) {
    // One that has left meanwhile is the hub's.
    const bytes = await readFile(join(folder, file)).catch(() => Buffer.alloc(0))
    expect(bytes.includes(sound), file).toBe(false)
  }
}

test('days of recordings reach the hub, oldest first, through its fall and a restart, and were sealed all the while', async () => {
  const began = Date.now() - 3 * 86_400_000
  const calls = []
  for (let n = 0; n < backlog; n++) calls.push(await recorded(began + n * 60_000))
  const last = await recorded(began + backlog * 60_000)
  calls.push(last)
  await uploader.dispose()
  // The program died in the last of them: what lies there is a recording that goes on, and half a frame at its end.
  const description = join(folder, `${last.recordingId}.json`)
  const { state: _finished, ...known } = JSON.parse(await readFile(description, 'utf8'))
  await writeFile(description, JSON.stringify({ ...known, state: 'recording' }))
  await appendFile(store.path(last.recordingId), Buffer.from([0, 0, 1]))
  await open()
  await vi.waitFor(() => expect(uploader.waiting).toBe(backlog + 1))
  await sealed()

  for (const call of calls) await report(call)
  reachable = true
  uploader.kick()
  await vi.waitFor(async () => expect((await arrived()).length).toBeGreaterThan(30), 60_000)
  const now = await recorded(Date.now())
  await report(now)
  await vi.waitFor(async () => expect(await arrived()).toContain(now.recordingId), 10_000)
  const before = (await arrived()).length
  expect(before, 'a call of now does not wait for the backlog').toBeLessThan(backlog)
  await sealed()

  hub = await hub.restart()
  lena = await hub.connectConsole(token)
  await uploader.dispose()
  await open()
  await vi.waitFor(async () => expect((await arrived()).length).toBeGreaterThan(before + 20), 60_000)
  await sealed()

  const all = [...calls, now].map((call) => call.recordingId)
  await vi.waitFor(async () => expect((await arrived()).length).toBe(all.length), 120_000)
  const order = await arrived()
  expect(new Set(order)).toEqual(new Set(all))
  expect(order.filter((id) => id !== now.recordingId)).toEqual(calls.map((call) => call.recordingId))
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), 10_000)
  expect(uploader.waiting).toBe(0)
}, 240_000)
