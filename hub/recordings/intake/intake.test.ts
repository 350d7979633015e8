import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallId } from '../../../shared/lib/ids.ts'
import type { IntakeSettings } from '../../../shared/protocol/recordings-protocol.ts'
import { makeLog } from '../../log.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../../testing.ts'
import { toneWav } from '../testing/wav.ts'
import { nameFacts, sidecarFacts } from './file-facts.ts'
import { WatchedFolder } from './folder.ts'
import { Intake } from './intake.ts'
import { mayFetchFrom, pull } from './pull.ts'
import { signatureOf } from './signed-post.ts'

let hub: TestHub
let admin: TestConsole
let lena: TestConsole
let folder: string
let intake: Intake
let now: number

beforeEach(async () => {
  now = Date.now()
  hub = await startTestHub({ now: () => now })
  admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
  lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
  folder = await mkdtemp(join(tmpdir(), 'kommutator-pbx-'))
  intake = new Intake(hub.parts)
})
afterEach(async () => {
  intake.dispose()
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A call of `seconds` that ended just now. */
async function call(id: string, remote: string, seconds = 3, endedAgo = 0): Promise<number> {
  const answeredAt = now - (endedAgo + seconds) * 1000
  const report = (what: 'offered' | 'answered' | 'ended', at: number) =>
    lena.ask('call.report', {
      id: commandId(),
      callId: id as CallId,
      what,
      at,
      direction: 'in',
      remote,
      ...(what === 'ended' ? { cause: 'caller-hangup' as const, talkSeconds: seconds } : {}),
    })
  await report('offered', answeredAt - 2000)
  await report('answered', answeredAt)
  await report('ended', answeredAt + seconds * 1000)
  return answeredAt
}
const onCalls = async () =>
  (await hub.stores.events.since(0, 500)).flatMap((e) =>
    e.type === 'recording.available' ? [`${e.callId} ${e.matchedBy}`] : [],
  )
const settings = (more: Partial<IntakeSettings> = {}): IntakeSettings => ({
  folder: '',
  webhook: true,
  hosts: [],
  internal: false,
  ...more,
})
const set = (more: Partial<IntakeSettings> = {}, newSecret = false) =>
  admin.ask('admin.set-intake', { id: commandId(), settings: settings(more), newSecret })

describe('a recording of the PBX', () => {
  it('lands on the call that it names, with its length, channels and waveform, and once', async () => {
    await call('call-1', '+79000000001')
    const bytes = toneWav(3, [0.6, 0.1])
    const incoming = { source: 'folder' as const, name: 'a.wav', bytes, facts: { callId: 'call-1' } }
    expect(await intake.take(incoming)).toMatchObject({ state: 'placed', callId: 'call-1' })
    expect(await intake.take(incoming)).toMatchObject({ state: 'placed' })
    const events = await hub.stores.events.since(0, 100)
    const [fact, ...more] = events.flatMap((e) => (e.type === 'recording.available' ? [e] : []))
    expect(more).toEqual([])
    expect(fact).toMatchObject({ source: 'pbx', matchedBy: 'id', seconds: 3, channels: 2 })
    expect(Math.max(...(fact?.peaks?.operator ?? []))).toBeGreaterThan(70)
    expect(Math.max(...(fact?.peaks?.customer ?? []))).toBeLessThan(40)
    const { path } = await lena.ask('recording.link', { recordingId: fact?.recordingId as never })
    const played = await fetch(`${hub.url}${path}`)
    expect(played.headers.get('content-type')).toBe('audio/wav')
    expect(Buffer.from(await played.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
  })

  it('is not guessed: two calls that fit are shown with reasons, and a supervisor says which', async () => {
    const first = await call('call-1', '+79000000001', 3, 20)
    await call('call-2', '+79000000001', 3, 0)
    const facts = { from: '89000000001', startedAt: first + 9000 }
    const { intakeId } = await intake.take({ source: 'webhook', name: 'b', bytes: toneWav(3), facts })
    expect(await onCalls()).toEqual([])
    expect(await lena.request('intake.list', {})).toMatchObject({ code: 'FORBIDDEN' })
    const { doubts } = await admin.ask('intake.list', {})
    expect(doubts[0]?.candidates.map((c) => c.callId).sort()).toEqual(['call-1', 'call-2'])
    expect(doubts[0]?.candidates[0]).toMatchObject({
      direction: 'in',
      reasons: expect.arrayContaining(['number']),
    })
    const place = (callId: string) =>
      admin.request('intake.place', { id: commandId(), intakeId, callId: callId as CallId })
    expect(await place('call-9')).toMatchObject({ code: 'RECORDING_NOT_ON_CALL' })
    expect(await place('call-2')).toMatchObject({ ok: true })
    expect(await place('call-1')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await onCalls()).toEqual(['call-2 hand'])
    expect((await admin.ask('intake.list', {})).doubts).toEqual([])
    expect((await hub.stores.audit.list({ area: 'recording', limit: 5 })).map((e) => e.action)).toEqual([
      'recording.placed',
    ])
  })

  it('that comes before its call is placed once the call is over', async () => {
    const answeredAt = now - 3000
    const facts = { from: '+79000000001', startedAt: answeredAt }
    await intake.take({ source: 'folder', name: 'c.wav', bytes: toneWav(3), facts })
    expect((await admin.ask('intake.list', {})).doubts).toHaveLength(1)
    await call('call-1', '+79000000001')
    await expect.poll(onCalls, { timeout: 15_000 }).toEqual(['call-1 numbers'])
  })

  it('that is no sound is set aside with a sentence, and can be dismissed; one of no call is thrown away', async () => {
    const junk = new Uint8Array(Buffer.from('RIFF____WAVEjunk'))
    const broken = await intake.take({ source: 'folder', name: 'd.wav', bytes: junk, facts: {} })
    expect(broken).toMatchObject({ state: 'broken', code: 'RECORDING_BROKEN' })
    expect(await readdir(join(hub.dataDir, 'broken'))).toEqual([broken.recordingId])
    const loose = await intake.take({ source: 'folder', name: 'e.wav', bytes: toneWav(1), facts: {} })
    for (const { intakeId } of [broken, loose])
      await admin.ask('intake.discard', { id: commandId(), intakeId, why: 'a test call' })
    expect(await admin.ask('intake.list', {})).toEqual({ doubts: [], aside: [] })
    expect(await admin.request('recording.link', { recordingId: loose.recordingId })).toMatchObject({
      code: 'RECORDING_NOT_FOUND',
    })
  })
})

describe('a folder that the PBX writes into', () => {
  const watch = () => {
    const watched = new WatchedFolder(intake, makeLog('silent'))
    watched.watch(folder)
    return watched
  }

  it('gives what is finished: a file that still grows waits, and its name and papers are read', async () => {
    await call('call-1', '+79000000001')
    const wav = toneWav(3)
    const path = join(folder, 'in-84950000001-89000000001.wav')
    await writeFile(path, wav.subarray(0, 1000))
    await writeFile(
      path.replace('.wav', '.json'),
      JSON.stringify({ callId: 'call-1', startedAt: 'nonsense' }),
    )
    const watched = watch()
    await watched.look()
    await writeFile(path, wav)
    await watched.look()
    expect(await onCalls()).toEqual([])
    await watched.look()
    expect(await onCalls()).toEqual(['call-1 id'])
    expect(await readdir(folder)).toEqual(['taken'])
    await watched.dispose()
  })

  it('is set in the settings by a whole path, and its broken files go aside', async () => {
    await mkdir(join(folder, 'deep'))
    await writeFile(join(folder, 'deep', 'ignored.wav'), toneWav(1))
    await writeFile(join(folder, 'readme.txt'), 'x')
    await writeFile(join(folder, 'bad.mp3'), 'not a sound at all')
    expect(
      await admin.request('admin.set-intake', {
        id: commandId(),
        settings: settings({ folder: 'relative' }),
        newSecret: false,
      }),
    ).toMatchObject({ code: 'INVALID_INPUT' })
    const watched = watch()
    for (let i = 0; i < 3; i++) await watched.look()
    await watched.dispose()
    expect((await readdir(folder)).sort()).toEqual(['deep', 'readme.txt', 'set-aside'])
    expect((await admin.ask('intake.list', {})).aside[0]).toMatchObject({
      name: 'bad.mp3',
      code: 'RECORDING_BROKEN',
    })
  })

  it('that is gone is no fault of the hub', async () => {
    await rm(folder, { recursive: true })
    const watched = watch()
    await watched.look()
    await watched.dispose()
  })

  it('names its files in many ways', () => {
    const at = new Date(2026, 0, 20, 14, 30, 5).getTime()
    expect(nameFacts('out-84951234567-101-20260120-143005-1768919405.42.wav')).toEqual({
      from: '84951234567',
      to: '101',
      direction: 'out',
      startedAt: at,
      callId: '1768919405.42',
    })
    expect(nameFacts('2026-01-20_14-30-05_+79001234567.mp3')).toMatchObject({
      startedAt: at,
      from: '+79001234567',
    })
    expect(nameFacts('hello.wav')).toEqual({})
    expect(sidecarFacts('{"from":"+7900","startedAt":"2026-01-20T14:30:05Z","evil":1,"to":5}')).toEqual({
      from: '+7900',
      startedAt: Date.UTC(2026, 0, 20, 14, 30, 5),
    })
    expect(sidecarFacts('[')).toEqual({})
  })
})

describe('a post of the PBX', () => {
  const post = async (
    body: Uint8Array | string,
    secret: string,
    o: { facts?: object; time?: number; type?: string; signedBody?: Uint8Array } = {},
  ) => {
    const bytes = Buffer.from(body as Uint8Array)
    const time = String(o.time ?? Math.floor(now / 1000))
    const facts = o.facts ? Buffer.from(JSON.stringify(o.facts)).toString('base64url') : ''
    const sha256 = createHash('sha256')
      .update(o.signedBody ?? bytes)
      .digest('hex')
    const answer = await fetch(`${hub.url}/api/pbx/recordings`, {
      method: 'POST',
      headers: {
        'content-type': o.type ?? 'audio/wav',
        'x-kommutator-time': time,
        'x-kommutator-sha256': sha256,
        'x-kommutator-signature': signatureOf(secret, { time, facts, sha256 }),
        ...(facts ? { 'x-kommutator-facts': facts } : {}),
      },
      body: new Uint8Array(bytes),
    })
    return { status: answer.status, body: await answer.text() }
  }

  it('is taken when it is signed, of now, and of this very body', async () => {
    await call('call-1', '+79000000001')
    const wav = toneWav(3)
    expect((await post(wav, 'x'.repeat(43), { facts: { callId: 'call-1' } })).status).toBe(401)
    const { secret = '' } = await set()
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect((await admin.ask('admin.intake', {})).webhook).toBe(true)
    expect((await post(wav, 'wrong', {})).status).toBe(401)
    expect((await post(wav, secret, { time: now / 1000 - 400 })).status).toBe(401)
    expect((await post(wav, secret, { signedBody: toneWav(2) })).status).toBe(403)
    expect((await post('no sound', secret)).status).toBe(422)
    const taken = await post(wav, secret, { facts: { callId: 'call-1' } })
    expect([taken.status, JSON.parse(taken.body).value.state]).toEqual([202, 'placed'])
    expect((await post(wav, secret, { facts: { callId: 'call-1' } })).status).toBe(202)
    expect(await onCalls()).toEqual(['call-1 id'])
    const { secret: second = '' } = await set({}, true)
    expect((await post(wav, secret)).status).toBe(401)
    expect((await post(wav, second)).status).toBe(202)
    await set({ webhook: false })
    expect((await post(wav, second)).status).toBe(401)
  })

  describe('with an address', () => {
    let server: Server
    let host: string
    beforeEach(async () => {
      const wav = toneWav(3)
      server = createServer((request, response) => {
        if (request.url === '/moved') response.writeHead(302, { location: '/a.wav' }).end()
        else if (request.url === '/a.wav') response.end(Buffer.from(wav))
        else response.writeHead(404).end()
      })
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    afterEach(() => new Promise((done) => server.close(done)))

    it('is fetched from the hosts that were named, and from nowhere else', async () => {
      await call('call-1', '+79000000001')
      const { secret = '' } = await set({ hosts: [host], internal: true })
      const json = (url: string) =>
        post(JSON.stringify({ url, callId: 'call-1' }), secret, { type: 'application/json' })
      expect((await json(`http://${host}/a.wav`)).status).toBe(202)
      expect(await onCalls()).toEqual(['call-1 id'])
      expect((await json(`http://${host}/none`)).status).toBe(404)
      expect((await json('http://169.254.169.254/latest')).status).toBe(403)
      expect((await json('file:///etc/passwd')).status).toBe(403)
      expect((await json('nonsense')).status).toBe(403)
      expect((await post('{', secret, { type: 'application/json' })).status).toBe(400)
    })

    it('is not followed elsewhere, nor into the inside unless that is allowed', async () => {
      const code = (url: string, more: object) =>
        pull(url, { hosts: [host, 'localhost'], internal: true, ...more }).then(
          () => 'ok',
          (error: { code: string }) => error.code,
        )
      expect(await code(`http://${host}/moved`, {})).toBe('RECORDING_NOT_FOUND')
      expect(await code(`http://${host}/a.wav`, { internal: false })).toBe('FORBIDDEN')
      expect(await code(`http://user:pass@${host}/a.wav`, {})).toBe('FORBIDDEN')
      expect(await code('http://localhost:1/a.wav', { internal: false })).toBe('FORBIDDEN')
      for (const address of ['10.1.2.3', '192.168.1.1', '127.0.0.1', '::1', 'fd00::1', '::ffff:10.0.0.1'])
        expect([address, mayFetchFrom(address, false), mayFetchFrom(address, true)]).toEqual([
          address,
          false,
          true,
        ])
      for (const address of ['169.254.169.254', '::ffff:169.254.1.1', 'fe80::1', '0.0.0.0', '224.0.0.1', 'x'])
        expect([address, mayFetchFrom(address, true)]).toEqual([address, false])
      expect(mayFetchFrom('93.184.216.34', false)).toBe(true)
    })
  })
})

describe('the sounds that PBXs write', () => {
  it('are understood as they come from MediaRecorder, too', async () => {
    const bytes = new Uint8Array(await readFile(join(import.meta.dirname, '../fixtures/two-tones.webm')))
    const { probe } = await import('./probe.ts')
    expect(await probe(bytes)).toMatchObject({ channels: 2, peaks: undefined })
  })
})
