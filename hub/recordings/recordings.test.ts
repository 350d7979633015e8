import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallId, RecordingId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'
import { ObjectStore, parseRange } from './object-store.ts'
import { sealWhole } from './testing/seal.ts'

let hub: TestHub
let token: string
let lena: TestConsole
let now: number
let sealed: Buffer
const callId = 'call-1' as CallId
const recordingId = 'rec-1' as RecordingId

beforeEach(async () => {
  now = Date.now()
  hub = await startTestHub({ now: () => now })
  token = (await hub.addOperator('Lena')).token
  lena = await hub.connectConsole(token)
  const webm = await readFile(join(import.meta.dirname, 'fixtures/two-tones.webm'))
  sealed = await sealWhole(webm, hub.parts.keys.recordingPublic)
})
afterEach(() => hub.stop())

const bearer = () => ({ authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' })
const metadata = (more: object = {}) =>
  Object.entries({ recordingId, callId, startedAt: '1', cutShort: 'false', ...more })
    .map(([k, v]) => `${k} ${Buffer.from(String(v)).toString('base64')}`)
    .join(',')
const create = (size: number, more: object = {}) =>
  fetch(`${hub.url}/api/uploads`, {
    method: 'POST',
    headers: { ...bearer(), 'upload-length': String(size), 'upload-metadata': metadata(more) },
  })
const patch = (location: string, offset: number, bytes: Uint8Array) =>
  fetch(new URL(location, hub.url), {
    method: 'PATCH',
    headers: {
      ...bearer(),
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(bytes),
  })
async function upload(bytes: Uint8Array, more: object = {}): Promise<Response> {
  const { headers } = await create(bytes.length, more)
  return patch(headers.get('location') ?? '', 0, bytes)
}
const call = () =>
  lena.ask('call.report', {
    id: commandId(),
    callId,
    what: 'offered',
    at: now,
    direction: 'in',
    remote: '+79000000001',
  })
const available = async () =>
  (await hub.stores.events.since(0, 100)).flatMap((e) => (e.type === 'recording.available' ? [e] : []))

describe('a recording', () => {
  it('lands on its call, plays by a link that expires, and is gone from the uploads', async () => {
    const { contactId } = await call()
    expect((await upload(sealed)).status).toBe(204)
    const [fact, ...more] = await available()
    expect(more).toEqual([])
    expect(fact).toMatchObject({ contactId, callId, recordingId, channels: 2 })
    expect(fact?.seconds).toBeGreaterThan(5)
    expect(fact?.peaks?.operator.length).toBeGreaterThan(50)
    expect(await readdir(join(hub.dataDir, 'uploads'))).toEqual([])

    const { path } = await lena.ask('recording.link', { recordingId })
    const whole = await fetch(`${hub.url}${path}`)
    expect(whole.headers.get('content-type')).toBe('audio/webm')
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect(bytes.length).toBe(Number(whole.headers.get('content-length')))
    const part = await fetch(`${hub.url}${path}`, { headers: { range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20))
    const beyond = await fetch(`${hub.url}${path}`, { headers: { range: `bytes=${bytes.length}-` } })
    expect(beyond.status).toBe(416)

    const plain = path.split('?')[0] ?? ''
    const status = async (url: string, headers = {}) => (await fetch(`${hub.url}${url}`, { headers })).status
    expect(await status(plain)).toBe(401)
    expect(await status(plain, bearer())).toBe(200)
    expect(await status(path.replace('rec-1', 'rec-2'))).toBe(403)
    expect(await status(path.replace(/e=\d+/, `e=${now + 9_999_999}`))).toBe(403)
    now += 11 * 60_000
    expect(await status(path)).toBe(403)
  })

  it('that comes before its call waits for it, also across a restart', async () => {
    expect((await upload(sealed)).status).toBe(204)
    expect(await available()).toEqual([])
    hub = await hub.restart()
    lena = await hub.connectConsole(token)
    await call()
    await expect.poll(async () => (await available()).length).toBe(1)
  })

  it('that comes twice is one', async () => {
    await call()
    await upload(sealed)
    expect((await upload(sealed)).status).toBe(204)
    expect(await available()).toHaveLength(1)
  })

  it('whose upload breaks in the middle goes on from there, after a restart of the hub too', async () => {
    await call()
    const { headers } = await create(sealed.length)
    const location = headers.get('location') ?? ''
    const half = Math.floor(sealed.length / 2)
    await patch(location, 0, sealed.subarray(0, half))
    hub = await hub.restart()
    const head = await fetch(new URL(location, hub.url), { method: 'HEAD', headers: bearer() })
    expect(head.headers.get('upload-offset')).toBe(String(half))
    expect((await patch(location, half, sealed.subarray(half))).status).toBe(204)
    expect(await available()).toHaveLength(1)
  })

  it('that is damaged is refused in words and set aside', async () => {
    await call()
    const broken = Buffer.from(sealed)
    broken.writeUInt8((broken.at(-40) ?? 0) ^ 1, broken.length - 40)
    const answer = await upload(broken)
    expect([answer.status, await answer.text()]).toEqual([422, 'RECORDING_BROKEN'])
    expect(await readdir(join(hub.dataDir, 'broken'))).toEqual(['rec-1.kmrec'])
    expect(await lena.request('recording.link', { recordingId })).toMatchObject({
      code: 'RECORDING_NOT_FOUND',
    })
  })

  it('needs a session and its papers', async () => {
    expect((await create(10, { callId: 'not an id' })).status).toBe(400)
    expect((await create(600 * 1024 * 1024)).status).toBe(413)
    token = 'x'.repeat(43)
    expect((await create(10)).status).toBe(401)
  })
})

describe('the object store', () => {
  it('gives back what was put, in parts too, under any key', async () => {
    const store = new ObjectStore(join(hub.dataDir, 'objects'))
    for (const key of ['a', '../../etc/passwd', `recording/${newId<string>()}`]) {
      await store.put(key, Buffer.from('hello'))
      const object = await store.get(key)
      expect(object?.size).toBe(5)
      const read: Buffer[] = []
      for await (const chunk of object?.stream({ start: 1, end: 3 }) ?? []) read.push(chunk as Buffer)
      expect(Buffer.concat(read).toString()).toBe('ell')
      await store.delete(key)
      expect(await store.get(key)).toBeUndefined()
    }
  })

  it('understands the ranges that players ask for', () => {
    expect(parseRange(undefined, 100)).toBeUndefined()
    expect(parseRange('bytes=0-', 100)).toEqual({ start: 0, end: 99 })
    expect(parseRange('bytes=90-200', 100)).toEqual({ start: 90, end: 99 })
    expect(parseRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 })
    expect(parseRange('bytes=-200', 100)).toEqual({ start: 0, end: 99 })
    expect(parseRange('bytes=100-', 100)).toBe('unsatisfiable')
    expect(parseRange('bytes=5-1', 100)).toBe('unsatisfiable')
    for (const odd of ['bytes=-', 'items=1-2', 'bytes=0-1,5-6', 'bytes=a-b'])
      expect(parseRange(odd, 100)).toBeUndefined()
  })
})
