import { Inviter, type Session, UserAgent } from 'sip.js'
import { describe, expect, test } from 'vitest'
import { followReferral } from '../widget/client/phone/transfer.ts'
import { getHeader, header, type SipRequest } from './sip-message.ts'
import { cleanup, registered, sign, start } from './testing/setup.ts'

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n'

/** A customer's browser as far as signalling goes: what the page does with a REFER, over the switch as it is. */
async function customer(url: string) {
  const token = await sign({ typ: 'call', sub: 'visitor-1' })
  const agent = new UserAgent({
    uri: UserAgent.makeURI('sip:visitor-1@demo.test'),
    transportOptions: { server: url, traceSip: false },
    logBuiltinEnabled: false,
    gracefulShutdown: false,
    sessionDescriptionHandlerFactory: () => ({
      close: () => {},
      getDescription: async () => ({ body: SDP, contentType: 'application/sdp' }),
      setDescription: async () => {},
      hasDescription: (type) => type === 'application/sdp',
      rollbackDescription: async () => {},
      sendDtmf: () => false,
    }),
  } as ConstructorParameters<typeof UserAgent>[0])
  await agent.start()
  cleanup.push(() => agent.stop())
  const line = { agent, domain: 'demo.test', tokenHeader: async () => `X-Kommutator-Token: ${token}` }
  const steps: string[] = []
  const call = async (user: string) => {
    const uri = UserAgent.makeURI(`sip:${user}@demo.test`)
    if (!uri) throw new Error('no address')
    const inviter = new Inviter(agent, uri, { extraHeaders: [await line.tokenHeader()] })
    const follow = (session: Session) => {
      session.delegate = {
        onRefer: (referral) =>
          void followReferral(session, referral, line, {
            begin: () => true,
            arrived: () => void steps.push('arrived'),
            failed: (_, status) => void steps.push(`failed ${status}`),
          }),
      }
    }
    follow(inviter)
    await inviter.invite()
    return inviter
  }
  return { call, steps }
}

async function talking() {
  const demo = await start()
  const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
  const page = await customer(demo.url)
  await page.call('anna')
  const invite = await anna.request('INVITE')
  anna.respond(invite, 200)
  await anna.request('ACK')
  const refer = (referTo: string) => {
    const request = anna.backward(invite, 'REFER')
    request.headers.push(header('refer-to', referTo), header('contact', `<${anna.contact}>`))
    anna.send(request)
  }
  /** What Anna hears of the transfer next. */
  const heard = async () => {
    const notify: SipRequest = await anna.request('NOTIFY')
    anna.respond(notify, 200)
    return [notify.body.trim(), getHeader(notify, 'subscription-state')?.split(';')[0]]
  }
  return { anna, bob, page, refer, heard }
}

describe('a customer of the demo is transferred', () => {
  test('calls whom the operator names, with their token, and tells each step', async () => {
    const { anna, bob, page, refer, heard } = await talking()
    refer('<sip:bob@demo.test?Replaces=x%40y%3Bto-tag%3D1%3Bfrom-tag%3D2>')
    expect((await anna.final('REFER')).status).toBe(202)
    expect(await heard()).toEqual(['SIP/2.0 100 Trying', 'active'])
    const invite = await bob.request('INVITE')
    expect(getHeader(invite, 'replaces')).toBe('x@y;to-tag=1;from-tag=2')
    expect(getHeader(invite, 'x-kommutator-token')).toBeTruthy()
    bob.respond(invite, 180, 'Ringing')
    expect(await heard()).toEqual(['SIP/2.0 180 Ringing', 'active'])
    bob.respond(invite, 200)
    expect(await heard()).toEqual(['SIP/2.0 200 OK', 'terminated'])
    expect(page.steps).toEqual(['arrived'])
  })

  test('who is busy is told to the operator, and the customer stays', async () => {
    const { bob, page, refer, heard } = await talking()
    refer('<sip:bob@demo.test>')
    await heard()
    bob.respond(await bob.request('INVITE'), 486, 'Busy Here')
    expect(await heard()).toEqual(['SIP/2.0 486 Busy Here', 'terminated'])
    expect(page.steps).toEqual(['failed 486'])
  })

  test.each(['<sip:+19005550000@elsewhere.test>', '<sip:demo.test>', '<sips:bob@demo.test>'])(
    'to %s they do not go',
    async (referTo) => {
      const { anna, refer } = await talking()
      refer(referTo)
      expect((await anna.final('REFER')).status).toBeGreaterThanOrEqual(400)
    },
  )
})
