import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { FileStore } from '@tus/file-store'
import { Server as TusServer } from '@tus/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CallId, RecordingId } from '../../shared/lib/ids.ts'
import { hubPaths, RecordingUpload } from '../../shared/protocol/hub-protocol.ts'
import { createRecordingStore, type RecordingStore } from './recording-store.ts'
import type { UploadTarget } from './tus-sender.ts'
import { createUploader, type Uploader } from './uploader.ts'

type Handler = (...args: Parameters<RequestListener>) => boolean

let folder: string
let store: RecordingStore
let server: Server
let tus: TusServer
let target: UploadTarget | undefined
let kept: { metadata: RecordingUpload; size: number }[]
let finish: () => void
/** May answer a request in the hub's place: then it returns true. */
let meddle: Handler
let uploader: Uploader | undefined
const onUploaded = vi.fn()
const onTrouble = vi.fn()

beforeEach(async () => {
  onUploaded.mockReset()
  onTrouble.mockReset()
  kept = []
  finish = () => undefined
  meddle = () => false
  folder = await mkdtemp(join(tmpdir(), 'uploads-'))
  const suite = new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  })
  const { publicKey } = await suite.kem.generateKeyPair()
  const key = Buffer.from(await suite.kem.serializePublicKey(publicKey)).toString('base64url')
  store = createRecordingStore({ folder: join(folder, 'console'), hubPublicKey: () => key })
  await store.recover()
  tus = new TusServer({
    path: hubPaths.upload,
    relativeLocation: true,
    datastore: new FileStore({ directory: join(folder, 'hub') }),
    async onUploadFinish(_request, upload) {
      finish()
      kept.push({ metadata: RecordingUpload.parse(upload.metadata), size: upload.size ?? 0 })
      return {}
    },
  })
  server = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer session') return void response.writeHead(401).end()
    if (!meddle(request, response)) void tus.handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  target = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'session' }
})

afterEach(async () => {
  await uploader?.dispose()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const start = (backoff = 30): void => {
  uploader = createUploader({ store, hub: () => target, onUploaded, onTrouble, backoff: () => backoff })
}

async function record(name: string, kilobytes = 200): Promise<{ callId: CallId; recordingId: RecordingId }> {
  const callId = CallId.parse(`call-${name}`)
  const recordingId = RecordingId.parse(`rec-${name}`)
  await store.begin({ callId, recordingId, startedAt: `2026-01-01T00:00:0${name.length}.000Z` })
  for (let n = 0; n * 50 < kilobytes; n++) {
    const data = new Uint8Array(50 * 1024).fill(n)
    await store.append(callId, { n, at: n * 1000, ms: 1000, data, operator: [], customer: [] })
  }
  await store.finish(callId)
  return { callId, recordingId }
}

const patience = 30_000
const uploaded = (times: number) =>
  vi.waitFor(() => expect(onUploaded).toHaveBeenCalledTimes(times), patience)
const troubled = () => vi.waitFor(() => expect(onTrouble).toHaveBeenCalled(), patience)

describe('recordings on their way to the hub', () => {
  test('arrive whole, with what they belong to, and are forgotten here', async () => {
    start()
    const ids = await record('a')
    await uploaded(1)
    expect(onUploaded).toHaveBeenCalledWith(ids)
    expect(kept[0]?.metadata).toMatchObject({ ...ids, cutShort: 'false' })
    expect(await store.finished()).toEqual([])
    await expect(readFile(store.path(ids.recordingId))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('an upload that breaks in the middle goes on where it stopped', async () => {
    let broken = 0
    const offsets: number[] = []
    meddle = (request) => {
      if (request.method !== 'PATCH') return false
      offsets.push(Number(request.headers['upload-offset']))
      if (broken++ > 0) return false
      let received = 0
      request.on('data', (bytes: Buffer) => {
        received += bytes.length
        if (received > 2_000_000) request.socket.destroy()
      })
      return false
    }
    start()
    await record('a', 6000)
    await uploaded(1)
    expect(offsets[0]).toBe(0)
    expect(offsets[1]).toBeGreaterThan(0)
    expect(onTrouble).toHaveBeenCalledWith(expect.objectContaining({ code: 'UPLOAD_INTERRUPTED' }))
    expect(kept.length).toBe(1)
  })

  test('go on after a restart of the program, at an address that changed meanwhile', async () => {
    meddle = (request, response) => {
      if (request.method !== 'PATCH') return false
      // Heard to its end: a connection that is left half read would break under the next request.
      request.resume().on('end', () => response.writeHead(503).end())
      return true
    }
    // One try only: another under way at the restart could still reach the hub, and be the whole of it.
    start(60_000)
    await record('a')
    await troubled()
    await uploader?.dispose()
    const methods: string[] = []
    meddle = (request) => {
      methods.push(request.method ?? '')
      return false
    }
    target = { url: `http://localhost:${new URL(target?.url ?? '').port}`, token: 'session' }
    start()
    await uploaded(1)
    expect(methods, 'nothing is begun anew').not.toContain('POST')
    expect(methods.at(-1)).toBe('PATCH')
    expect(kept.length).toBe(1)
  })

  test('wait until somebody is signed in, and through a session that ran out', async () => {
    const before = target
    target = undefined
    start()
    await record('a')
    await record('bb')
    expect(onUploaded).not.toHaveBeenCalled()
    target = { url: before?.url ?? '', token: 'too old' }
    uploader?.kick()
    await troubled()
    target = before
    await uploaded(2)
    expect(kept.map((one) => one.metadata.recordingId)).toEqual(['rec-a', 'rec-bb'])
  })

  test('one that the hub refuses is kept, told, and holds up no other', async () => {
    meddle = (request, response) => {
      const first = String(request.headers['upload-metadata'] ?? '').includes(
        Buffer.from('rec-a').toString('base64'),
      )
      if (request.method !== 'POST' || !first) return false
      response.writeHead(422).end()
      return true
    }
    start()
    const { recordingId } = await record('a')
    await record('bb')
    await uploaded(1)
    expect(onTrouble.mock.calls).toEqual([[{ code: 'RECORDING_BROKEN', recordingId, detail: 'HTTP 422' }]])
    expect((await store.finished()).map((one) => one.recordingId)).toEqual([recordingId])
  })

  test('when the hub failed to keep it after the last byte, it is sent again', async () => {
    let failures = 0
    finish = () => {
      if (failures++ === 0) throw Object.assign(new Error('disk'), { status_code: 500, body: 'disk' })
    }
    start()
    await record('a')
    await uploaded(1)
    expect(failures).toBe(2)
    expect(kept.length).toBe(1)
  })
})
