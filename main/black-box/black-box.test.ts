import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { CallId, newId } from '../../shared/lib/ids.ts'
import { BlackBox } from '../../shared/softphone/black-box.ts'
import { incomingCall } from '../../shared/softphone/call.ts'
import { sample, seconds } from '../../shared/testing/samples.ts'
import { createBoxStore } from './box-store.ts'
import { deviceKind } from './device-kind.ts'
import { createBlackBoxRecorder } from './recorder.ts'
import { stripSip } from './strip-sip.ts'
import { createTags } from './tags.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'black-box-'))
  folders.push(made)
  return made
}
const program = { version: '1', runtime: 'test', platform: 'linux' }
const callId = '0197a7c2-3f00-7abc-8def-0123456789ab'

/** Whatever must never be found in a file: each is planted where it can really stand. */
const secrets = {
  number: '79031234567',
  shortNumber: '88005553535',
  called: '74957654321',
  name: 'Voroncov',
  digest: '6629fae49393a05397450978507c4ef1',
  nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c0',
  token: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjLTEifQ.c2lnbmF0dXJl',
  icePassword: 'asd88fgpdd777uzjYhagZgWd',
  iceUser: 'iceUser9b3c',
  fingerprint: '4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B',
  srtpKey: 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  dtmf: '4276380012345678',
  message: 'my card ends with 4242',
  realm: 'pbx-of-klinika-zdorovje',
  label: 'Elena Sidorova',
  account: 'operator-lena',
  sessionName: 'VoroncovSession',
}
const crlf = (...lines: string[]) => lines.join('\r\n')
const sdp = crlf(
  'v=0',
  `o=${secrets.account} 3724394400 3724394405 IN IP4 192.168.7.3`,
  `s=${secrets.sessionName}`,
  `i=${secrets.name}`,
  `e=${secrets.name}@mail.example`,
  `p=+${secrets.number}`,
  'c=IN IP4 192.168.7.3',
  't=0 0',
  'm=audio 40002 UDP/TLS/RTP/SAVPF 111 8 101',
  `k=clear:${secrets.srtpKey}`,
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  `a=ice-ufrag:${secrets.iceUser}`,
  `a=ice-pwd:${secrets.icePassword}`,
  `a=fingerprint:sha-256 ${secrets.fingerprint}`,
  `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${secrets.srtpKey}`,
  'a=candidate:1467250027 1 udp 2122260223 192.168.7.3 40002 typ host generation 0',
  `a=candidate:2 1 udp 2122260222 ${secrets.iceUser}.local 40003 typ host`,
  `a=x-${secrets.name}: ${secrets.number}`,
  `a=ssrc:314159 cname:${secrets.name}`,
  `a=fmtp:101 ${secrets.srtpKey}`,
  'a=sendrecv',
  '',
)
const messages = [
  crlf(
    `INVITE sip:+${secrets.called}@pbx.example;user=phone;secret=${secrets.token} SIP/2.0`,
    'Via: SIP/2.0/WSS 192.168.7.3:5061;branch=z9hG4bK776asdhds;rport',
    `v: SIP/2.0/UDP ${secrets.name}.example;branch=z9hG4bK${secrets.number}`,
    `From: "${secrets.name}, Pyotr" <sip:+${secrets.number}@pbx.example>;tag=${secrets.number}`,
    `t: <sip:+${secrets.called}@pbx.example;isup-oli=${secrets.shortNumber}>`,
    `Contact: "${secrets.name}" <sip:${secrets.account}@192.168.7.3;transport=ws?X-Key=${secrets.token}>;expires=60`,
    `P-Asserted-Identity: "${secrets.name}" <tel:+${secrets.number}>`,
    `Diversion: <sip:${secrets.shortNumber}@pbx.example>;reason=${secrets.name}`,
    `Remote-Party-ID: ${secrets.name} <sip:${secrets.number}@pbx>;party=calling`,
    `Call-ID: ${secrets.number}-1@${secrets.name}.example`,
    'CSeq: 1 INVITE',
    `X-Kommutator-Token: ${secrets.token}`,
    `X-Caller-${secrets.number}: yes`,
    `Subject: ${secrets.message}`,
    `Identity: ${secrets.token}`,
    `Alert-Info: <http://${secrets.name}.example/${secrets.number}>`,
    `Some-Header`,
    ` folded ${secrets.message}`,
    `User-Agent: Phone of ${secrets.name} ${secrets.number}`,
    `Server: ${secrets.account}@home`,
    'Content-Type: application/sdp',
    '',
    sdp,
  ),
  crlf(
    'REGISTER sip:pbx.example SIP/2.0',
    `Authorization: Digest username="${secrets.account}", realm="${secrets.realm}", nonce="${secrets.nonce}", response="${secrets.digest}"`,
    `Proxy-Authorization: Digest username="${secrets.account}", nonce="${secrets.nonce}",`,
    ` response="${secrets.digest}"`,
    `From: ${secrets.name} <sip:${secrets.account}@pbx.example>`,
    '',
    '',
  ),
  crlf(
    `SIP/2.0 401 Unauthorized ${secrets.name}`,
    `WWW-Authenticate: Digest realm="${secrets.realm}", nonce="${secrets.nonce}", algorithm=MD5`,
    `Warning: 399 pbx "user ${secrets.number} of ${secrets.name}"`,
    `Reason: Q.850;cause=16;text="${secrets.name} ${secrets.number}"`,
    '',
    '',
  ),
  crlf(
    `INFO sip:${secrets.called}@pbx.example SIP/2.0`,
    'Content-Type: application/dtmf-relay',
    '',
    ...[...secrets.dtmf].map((key) => `Signal=${key}`),
    `Signals=${secrets.dtmf}`,
  ),
  crlf(`MESSAGE sip:${secrets.account}@pbx SIP/2.0`, 'Content-Type: text/plain', '', secrets.message),
  crlf(
    `REFER sip:x@pbx SIP/2.0`,
    `Refer-To: <sip:${secrets.called}@pbx?Replaces=${secrets.number}%3Bto-tag%3D1>`,
    'Content-Type: message/sipfrag',
    '',
    `SIP/2.0 486 ${secrets.name} is busy`,
  ),
  `not a SIP message of ${secrets.name} ${secrets.number}`,
  `${secrets.name}\r\n${secrets.token}\r\n\r\n${secrets.message}`,
]

describe('what is kept', () => {
  test('holds nothing of whom or what the calls were about', async () => {
    const recorder = createBlackBoxRecorder()
    for (const message of messages) {
      recorder.sip('in', message)
      recorder.sip('out', message)
    }
    for (const one of seconds(5, { callId: `${secrets.number}-1@${secrets.name}.example`, inNow: 0 }))
      recorder.sample({ ...one, at: Date.now() })
    recorder.devices({
      microphone: 'ready',
      inputs: [{ id: secrets.token, label: `Jabra Evolve2 of ${secrets.label}` }],
      outputs: [{ id: secrets.token, label: `${secrets.label}'s AirPods` }],
      using: { microphone: { id: secrets.token, label: `Headset of ${secrets.label}` } },
    })
    recorder.lines([{ lineId: secrets.account, state: 'refused', code: `user ${secrets.account}` }])
    recorder.calls([
      incomingCall({
        callId: CallId.parse(callId),
        remote: `+${secrets.number}`,
        remoteName: secrets.name,
        line: secrets.account,
        offeredAt: 1,
      }),
    ])
    recorder.event('trouble', { code: `for ${secrets.number}`, callId: `${secrets.number}@x` })
    recorder.computer({ mainLagMs: 1, cpuPercent: 2 })
    const store = createBoxStore(folder())
    const boxId = newId<string>()
    const kept = await store.keep(recorder.box({ boxId, language: 'en', program }))
    expect(kept).toMatchObject({ ok: true, value: { fault: 'line-silent', calls: 1 } })
    const file = readFileSync(store.path(boxId), 'utf8')
    for (const [what, secret] of Object.entries(secrets))
      expect(file.toLowerCase().includes(secret.toLowerCase()), what).toBe(false)
    // And it is of use all the same.
    expect(file).toContain('INVITE sip:~')
    expect(file).toContain('SIP/2.0 401 Unauthorized')
    expect(file).toContain('Q.850;cause=16')
    expect(file).toContain('a=candidate:* 1 udp * 192.168.7.3 40002 typ host')
    expect(file).toContain('a=fmtp:111 minptime=10;useinbandfec=1')
    expect(file).toContain('jabra evolve2')
    expect(JSON.parse(file).verdictInWords).toContain('the PBX sends no sound')
  })

  test('tells the same person apart from others, in one file only', () => {
    const mine = createTags()
    expect(mine.of('+79031234567')).toBe(mine.of('+79031234567'))
    expect(mine.of('+79031234567')).not.toBe(mine.of('+79031234568'))
    expect(mine.of('+79031234567')).not.toBe(createTags().of('+79031234567'))
    expect(mine.callId(callId)).toBe(callId)
    expect(mine.callId(`${callId}@10.0.0.1`)).toBe(callId)
    expect(mine.callId('79031234567-33@pbx')).toMatch(/^~[0-9a-f]{8}$/)
  })

  test('is bounded in size, whatever a server sends', () => {
    const huge = `INVITE sip:a@b SIP/2.0\r\n${'X-Long: y\r\n'.repeat(5000)}\r\n${'a=sendrecv\r\n'.repeat(5000)}`
    expect(stripSip(huge, createTags()).length).toBeLessThanOrEqual(6000)
  })

  test('knows a device by its maker, not by its owner', () => {
    expect(deviceKind('Jabra Evolve2 65 (USB headset) of Anna')).toBe('jabra evolve2 usb headset')
    expect(deviceKind("Anna's phone")).toBe('unknown')
  })
})

describe('the ring', () => {
  test('goes back five minutes and no further', () => {
    let now = 0
    const recorder = createBlackBoxRecorder(() => now)
    for (; now <= 900_000; now += 1000) recorder.sample(sample({ at: now }))
    const box = recorder.box({ boxId: 'b', language: 'ru', program })
    expect(box.keptAt - box.from).toBeGreaterThan(290_000)
    expect(box.keptAt - box.from).toBeLessThanOrEqual(301_000)
  })

  test('does not grow with a flood', () => {
    const recorder = createBlackBoxRecorder(() => 1)
    for (let i = 0; i < 30_000; i++) recorder.event('trouble')
    expect(recorder.box({ boxId: 'b', language: 'ru', program }).entries.length).toBeLessThanOrEqual(8000)
  })

  test('notes a call when something about it changes, and not every time it is told', () => {
    const recorder = createBlackBoxRecorder()
    const call = incomingCall({ callId: CallId.parse(callId), remote: '1', offeredAt: 1 })
    for (let i = 0; i < 3; i++) recorder.calls([call])
    recorder.calls([{ ...call, phase: 'connected' }])
    const { entries } = recorder.box({ boxId: 'b', language: 'en', program })
    expect(entries.map((e) => e.kind === 'call' && e.phase)).toEqual(['offered', 'connected'])
  })
})

describe('the files', () => {
  const box = (boxId: string): BlackBox =>
    createBlackBoxRecorder(() => 5).box({ boxId, language: 'pl', program })

  test('are read back as they were; the newest twenty stay', async () => {
    const at = folder()
    const store = createBoxStore(at)
    const ids = Array.from({ length: 25 }, (_, i) => `${String(i).padStart(2, '0')}-box`)
    for (const id of ids) await store.keep(box(id))
    expect(readdirSync(at)).toHaveLength(20)
    expect((await store.list()).map((head) => head.boxId)).toEqual(ids.slice(5).reverse())
    const read = await store.read('24-box')
    expect(read.ok && BlackBox.parse(read.value)).toEqual(box('24-box'))
  })

  test('that are none of ours are passed over, and what cannot be written is told', async () => {
    const at = folder()
    writeFileSync(join(at, 'black-box-zz.json'), '{"format":"something else"}')
    writeFileSync(join(at, 'notes.txt'), 'mine')
    const store = createBoxStore(at)
    expect(await store.list()).toEqual([])
    expect(await store.read('zz')).toMatchObject({ ok: false, code: 'BLACK_BOX_NOT_FOUND' })
    expect(await store.read('none')).toMatchObject({ ok: false, code: 'BLACK_BOX_NOT_FOUND' })
    writeFileSync(join(at, 'file'), '')
    const nowhere = createBoxStore(join(at, 'file', 'folder'))
    expect(await nowhere.keep(box('a'))).toMatchObject({ ok: false, code: 'BLACK_BOX_NOT_KEPT' })
  })
})
