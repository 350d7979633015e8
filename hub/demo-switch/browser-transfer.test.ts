import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { header } from './sip-message.ts'
import { cleanup, registered, sign, start } from './testing/setup.ts'

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n'
const PHONE = new URL('../widget/client/phone/browser-phone.ts', import.meta.url).href

type State = { line: string; call?: { phase: string; peer: string; callId?: string; outcome?: string } }
type BrowserPhone = {
  state: State
  call(target: string): Promise<void>
  hangUp(): void
  dispose(): Promise<void>
}

/** As much of a browser as a telephone needs; `open` counts the peer connections that are not closed. */
let open = 0
class PeerConnection {
  signalingState = 'stable'
  iceGatheringState = 'complete'
  localDescription: { sdp: string } | undefined
  constructor() {
    open++
  }
  addTrack() {
    return {}
  }
  async createOffer() {
    return { type: 'offer', sdp: SDP }
  }
  async createAnswer() {
    return { type: 'answer', sdp: SDP }
  }
  async setLocalDescription({ type, sdp = SDP }: { type: string; sdp?: string }) {
    this.localDescription = { sdp }
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable'
  }
  async setRemoteDescription({ type }: { type: string }) {
    this.signalingState = type === 'offer' ? 'have-remote-offer' : 'stable'
  }
  restartIce() {}
  close() {
    open--
  }
}
class Stream {
  getAudioTracks() {
    return [{ enabled: true }]
  }
}

beforeAll(() => {
  vi.stubGlobal('RTCPeerConnection', PeerConnection)
  vi.stubGlobal('MediaStream', Stream)
  vi.stubGlobal('Audio', class {})
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
})
beforeEach(() => {
  open = 0
})

async function talking() {
  const demo = await start()
  const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
  const token = await sign({ typ: 'call', sub: 'visitor-1' })
  const ticket = {
    server: demo.url,
    domain: 'demo.test',
    user: 'visitor-1',
    token,
    expiresAt: Date.now() + 600_000,
  }
  const { createBrowserPhone } = (await import(PHONE)) as {
    createBrowserPhone(options: object): BrowserPhone
  }
  const phone = createBrowserPhone({
    ticket: async () => ticket,
    stream: async () => new Stream(),
    onState: () => {},
  })
  cleanup.push(() => phone.dispose())
  void phone.call('anna')
  const invite = await anna.request('INVITE')
  anna.respond(invite, 200)
  await anna.request('ACK')
  await expect.poll(() => phone.state.call?.phase).toBe('talking')
  const refer = anna.backward(invite, 'REFER')
  refer.headers.push(header('refer-to', '<sip:bob@demo.test>'), header('contact', `<${anna.contact}>`))
  anna.send(refer)
  expect((await anna.final('REFER')).status).toBe(202)
  return { anna, bob, phone, invite, toBob: await bob.request('INVITE') }
}

test('transferred, a customer talks on with the next operator: the old call is hung up, its sound closed', async () => {
  const { anna, bob, phone, toBob } = await talking()
  expect(phone.state.call).toMatchObject({ phase: 'talking', peer: 'anna' })
  bob.respond(toBob, 200)
  await bob.request('ACK')
  await anna.request('BYE')
  await expect.poll(() => phone.state.call?.peer).toBe('bob')
  expect(phone.state.call?.phase).toBe('talking')
  await expect.poll(() => open).toBe(1)
  phone.hangUp()
  await bob.request('BYE')
  expect(open).toBe(0)
})

test('the next operator is busy: the customer is still with the first one', async () => {
  const { bob, phone, toBob } = await talking()
  bob.respond(toBob, 486)
  await expect.poll(() => open).toBe(1)
  expect(phone.state.call).toMatchObject({ phase: 'talking', peer: 'anna' })
})

test('the first operator hangs up before the next one answers: the customer waits for them', async () => {
  const { anna, bob, phone, invite, toBob } = await talking()
  const bye = anna.backward(invite, 'BYE')
  for (const h of bye.headers) if (h.key === 'cseq') h.value = '78 BYE'
  anna.send(bye)
  expect((await anna.final('BYE')).status).toBe(200)
  expect(phone.state.call?.phase).toBe('talking')
  bob.respond(toBob, 200)
  await bob.request('ACK')
  await expect.poll(() => phone.state.call?.peer).toBe('bob')
  await expect.poll(() => open).toBe(1)
})

test('a customer who hangs up on the way leaves nobody ringing', async () => {
  const { anna, bob, phone, toBob } = await talking()
  bob.respond(toBob, 180)
  await expect.poll(() => anna.received.filter((m) => m.body.includes('180'))).toHaveLength(1)
  phone.hangUp()
  await anna.request('BYE')
  await bob.request('CANCEL')
  expect(phone.state.call).toMatchObject({ phase: 'ended', outcome: 'hung-up' })
  expect(open).toBe(0)
})
