import { describe, expect, test } from 'vitest'
import { addressOf, getAll, getHeader, header } from './sip-message.ts'
import type { DemoSwitch } from './switch.ts'
import { agent, pause, publicKey, registered, sign, start, visitor } from './testing/setup.ts'

describe('registration', () => {
  test('an operator registers with the right password and is told how long it holds', async () => {
    const demo = await start()
    const anna = await agent(demo.url, 'anna')
    const ok = await anna.register(60)
    expect(ok.status).toBe(200)
    expect(getHeader(ok, 'server')).toBe('Kommutator demo switch')
    expect(getAll(ok, 'contact')).toEqual([`<${anna.contact}>;expires=60`])
  })

  test('a wrong password is challenged again and after ten tries the connection is closed', async () => {
    const demo = await start()
    const eve = await agent(demo.url, 'anna', { password: 'guess' })
    for (let i = 0; i < 9; i++) expect((await eve.register()).status).toBe(401)
    await eve.register()
    await eve.closed()
  })

  test('a phone that unregisters or whose connection drops is no longer rung', async () => {
    const demo = await start()
    const bob = await registered(demo.url, 'bob')
    for (const leave of ['unregisters', 'drops'] as const) {
      const anna = await registered(demo.url, 'anna')
      if (leave === 'unregisters') expect((await anna.register(0)).status).toBe(200)
      else anna.close()
      await pause(50)
      await bob.invite('anna')
      expect((await bob.final('INVITE')).status).toBe(480)
    }
  })

  test('a second registration of the same device replaces the first', async () => {
    const demo = await start()
    const anna = await agent(demo.url, 'anna')
    const instance = header('contact', `<sip:new@x.invalid>;+sip.instance="<urn:uuid:1>"`)
    await anna.register(60, [instance])
    const again = await anna.register(60, [
      header('contact', `<sip:newer@x.invalid>;+sip.instance="<urn:uuid:1>"`),
    ])
    const contacts = getAll(again, 'contact').map(addressOf)
    expect(contacts).toContain('sip:newer@x.invalid')
    expect(contacts).not.toContain('sip:new@x.invalid')
  })
})

describe('a call to a group', () => {
  test('rings everybody; the first who answers gets it and the others hear that it was taken elsewhere', async () => {
    const demo = await start()
    const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
    const caller = await visitor(demo.url)
    const call = await caller.invite('sales')
    const [toAnna, toBob] = [await anna.request('INVITE'), await bob.request('INVITE')]
    expect(getHeader(toAnna, 'call-id')).toBe(call.callId)
    expect(getHeader(toAnna, 'x-kommutator-token')).toBeTruthy()
    anna.respond(toAnna, 180)
    bob.respond(toBob, 180)
    await caller.provisional(180)
    anna.respond(toAnna, 200)
    const ok = await caller.final('INVITE')
    expect(ok.status).toBe(200)
    caller.ack(call, ok)
    await anna.request('ACK')
    const cancel = await bob.request('CANCEL')
    expect(getHeader(cancel, 'reason')).toMatch(/cause=200;text="Call completed elsewhere"/)
    bob.respond(cancel, 200)
    bob.respond(toBob, 487)
    await bob.request('ACK')
    caller.send(caller.within(call, 'BYE'))
    anna.respond(await anna.request('BYE'), 200)
    expect((await caller.final('BYE')).status).toBe(200)
  })

  test('goes on ringing the others when one declines, even with 603', async () => {
    const demo = await start()
    const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
    const caller = await visitor(demo.url)
    await caller.invite('sales')
    anna.respond(await anna.request('INVITE'), 603)
    const toBob = await bob.request('INVITE')
    bob.respond(toBob, 180)
    await caller.provisional(180)
    await pause(50)
    expect(bob.received.some((m) => m.kind === 'request' && m.method === 'CANCEL')).toBe(false)
    bob.respond(toBob, 200)
    expect((await caller.final('INVITE')).status).toBe(200)
  })

  test('ends with the best refusal when all have refused', async () => {
    const demo = await start()
    const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
    const caller = await visitor(demo.url)
    await caller.invite('sales')
    anna.respond(await anna.request('INVITE'), 603)
    bob.respond(await bob.request('INVITE'), 486)
    expect((await caller.final('INVITE')).status).toBe(486)
  })

  test('is refused with 480 when nobody is registered', async () => {
    const demo = await start()
    const caller = await visitor(demo.url)
    await caller.invite('sales')
    expect((await caller.final('INVITE')).status).toBe(480)
  })

  test('stops ringing when the caller gives up, or is gone', async () => {
    const demo = await start()
    const anna = await registered(demo.url, 'anna')
    for (const way of ['cancel', 'gone'] as const) {
      const caller = await visitor(demo.url)
      const call = await caller.invite('sales')
      const ringing = await anna.request('INVITE')
      anna.respond(ringing, 180)
      await caller.provisional(180)
      if (way === 'cancel') caller.cancel(call)
      else caller.close()
      const cancel = await anna.request('CANCEL')
      expect(getHeader(cancel, 'reason')).toBeUndefined()
      anna.respond(cancel, 200)
      anna.respond(ringing, 487)
      if (way === 'cancel') expect((await caller.final('INVITE')).status).toBe(487)
    }
  })

  test('a CANCEL before the phone has said anything waits for its first word', async () => {
    const demo = await start()
    const anna = await registered(demo.url, 'anna')
    const caller = await visitor(demo.url)
    caller.cancel(await caller.invite('sales'))
    const ringing = await anna.request('INVITE')
    expect((await caller.final('CANCEL')).status).toBe(200)
    expect(anna.received.some((m) => m.kind === 'request' && m.method === 'CANCEL')).toBe(false)
    anna.respond(ringing, 180)
    anna.respond(await anna.request('CANCEL'), 200)
    anna.respond(ringing, 487)
    expect((await caller.final('INVITE')).status).toBe(487)
  })

  test('ends with 408 when nobody answers in time', async () => {
    const demo = await start({ ringSeconds: 0.3 })
    const anna = await registered(demo.url, 'anna')
    const caller = await visitor(demo.url)
    await caller.invite('sales')
    anna.respond(await anna.request('INVITE'), 180)
    expect((await caller.final('INVITE')).status).toBe(408)
    const { headers } = await anna.request('CANCEL')
    expect(headers.find((h) => h.key === 'reason')?.value).toContain('cause=408')
  })
})

test("one person's 603 ends the ringing of that person's other phones", async () => {
  const demo = await start()
  const [desk, mobile] = [await registered(demo.url, 'anna'), await registered(demo.url, 'anna')]
  const bob = await registered(demo.url, 'bob')
  await bob.invite('anna')
  const ringing = await mobile.request('INVITE')
  mobile.respond(ringing, 180)
  await bob.provisional(180)
  desk.respond(await desk.request('INVITE'), 603)
  await mobile.request('CANCEL')
  mobile.respond(ringing, 487)
  expect((await bob.final('INVITE')).status).toBe(603)
})

describe('a customer with a token', () => {
  const refusal = async (demo: DemoSwitch, token: string | undefined, from = 'visitor-1') => {
    const raw = await agent(demo.url, from, { password: undefined, token })
    await raw.invite('sales')
    const { status, reason } = await raw.final('INVITE')
    return `${status} ${reason}`
  }

  test('is refused with the reason when the token is missing, expired, of another user, forged or of another kind', async () => {
    const demo = await start()
    const good = await sign({ typ: 'call', sub: 'visitor-1' })
    expect(await refusal(demo, undefined)).toBe('403 Unknown User And No Token')
    expect(await refusal(demo, await sign({ typ: 'call', sub: 'visitor-1' }, 1))).toBe('403 Token Expired')
    expect(await refusal(demo, await sign({ typ: 'call', sub: 'visitor-2' }))).toBe(
      '403 Token Of Another User',
    )
    expect(await refusal(demo, await sign({ typ: 'session', sub: 'visitor-1' }))).toBe(
      '403 Token Of Another Kind',
    )
    expect(await refusal(demo, 'rubbish')).toBe('403 Malformed Token')
    const [head, body, signature = ''] = good.split('.')
    const flipped = (signature[9] === 'A' ? 'B' : 'A') + signature.slice(10)
    expect(await refusal(demo, `${head}.${body}.${signature.slice(0, 9)}${flipped}`)).toBe(
      '403 Token Signature Refused',
    )
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await refusal(demo, `${none}.${body}.`)).toBe('403 Token Algorithm Refused')
  })

  test('cannot appear as an operator', async () => {
    const demo = await start()
    expect(await refusal(demo, await sign({ typ: 'call', sub: 'anna' }), 'anna').catch(String)).toContain(
      '407',
    )
  })

  test('with a number is rung when an operator dials it, with or without the plus, and no other customer can', async () => {
    const demo = await start()
    const number = '+48600100200'
    const phone = await agent(demo.url, number, { token: await sign({ typ: 'phone', sub: number }) })
    expect((await phone.register()).status).toBe(200)
    const bob = await registered(demo.url, 'bob')
    for (const dialled of [number, '48600100200']) {
      await bob.invite(dialled)
      const ringing = await phone.request('INVITE')
      phone.respond(ringing, 486)
      expect((await bob.final('INVITE')).status).toBe(486)
    }
    await bob.invite('+48999')
    expect((await bob.final('INVITE')).status).toBe(404)
    const stranger = await visitor(demo.url)
    await stranger.invite(number)
    expect((await stranger.final('INVITE')).status).toBe(404)
  })
})

test('new users and groups are taken over while the switch runs, and a removed user is no longer rung', async () => {
  const demo = await start()
  const anna = await registered(demo.url, 'anna')
  const dora = await agent(demo.url, 'dora', { password: 'pw-dora' })
  expect((await dora.register()).status).toBe(403)
  demo.configure({
    domain: 'demo.test',
    users: [{ user: 'dora', password: 'pw-dora' }],
    groups: { help: ['dora', 'anna'] },
    tokenPublicKey: publicKey,
  })
  expect((await dora.register()).status).toBe(200)
  const caller = await visitor(demo.url)
  await caller.invite('help')
  dora.respond(await dora.request('INVITE'), 486)
  expect((await caller.final('INVITE')).status).toBe(486)
  expect(anna.received.some((m) => m.kind === 'request')).toBe(false)
})

describe('the connection', () => {
  test('a keep-alive is answered and rubbish harms nobody', async () => {
    const demo = await start()
    const anna = await agent(demo.url, 'anna')
    for (const text of ['rubbish', 'INVITE\r\n\r\n', '\u0000'.repeat(100), 'SIP/2.0 200 OK\r\n\r\n'])
      anna.sendText(text)
    anna.sendText('\r\n\r\n')
    expect((await anna.register()).status).toBe(200)
    expect(anna.frames).toEqual(['\r\n'])
  })

  test('a request that cannot be read properly is answered, and the next one too', async () => {
    const demo = await start()
    const anna = await agent(demo.url, 'anna')
    const bad = anna.build('OPTIONS', 'novel:x', anna.newCall('sip:anna@demo.test'))
    anna.send(bad)
    expect((await anna.final('OPTIONS')).status).toBe(416)
    const hops = anna.build('OPTIONS', 'sip:demo.test', anna.newCall('sip:anna@demo.test'))
    const left = hops.headers.find((h) => h.key === 'max-forwards')
    if (left) left.value = '0'
    anna.send(hops)
    expect((await anna.final('OPTIONS')).status).toBe(483)
    anna.send(
      anna.build('OPTIONS', 'sip:demo.test', anna.newCall('sip:demo.test'), [
        header('proxy-require', 'magic'),
      ]),
    )
    expect((await anna.final('OPTIONS')).status).toBe(420)
    anna.send(anna.build('OPTIONS', 'sip:demo.test', anna.newCall('sip:demo.test')))
    expect((await anna.final('OPTIONS')).status).toBe(200)
  })

  test('somebody else cannot take over a flow that is up by naming its Contact', async () => {
    const demo = await start()
    const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
    const eve = await agent(demo.url, 'visitor-1', {
      token: await sign({ typ: 'call', sub: 'visitor-1' }),
      contact: anna.contact,
    })
    await eve.invite('nobody')
    await eve.final('INVITE')
    const call = await bob.invite('anna')
    anna.respond(await anna.request('INVITE'), 200)
    bob.ack(call, await bob.final('INVITE'))
    await anna.request('ACK')
  })
})

describe('what a caller claims', () => {
  const claims = ['P-Asserted-Identity: <sip:boss@demo.test>', 'Remote-Party-ID: <sip:boss@demo.test>']
  const orders = ['Call-Info: <sip:x>;answer-after=0', 'Alert-Info: Auto Answer', 'Answer-Mode: Auto']
  const lines = [...claims, ...orders].map((line) => {
    const [key = '', ...value] = line.split(':')
    return header(key.toLowerCase(), value.join(':').trim())
  })

  test('a customer neither calls in the name of another nor has a phone answer by itself', async () => {
    const demo = await start()
    const anna = await registered(demo.url, 'anna')
    await (await visitor(demo.url)).invite('anna', lines)
    const invite = await anna.request('INVITE')
    expect(lines.filter(({ key }) => getHeader(invite, key) !== undefined)).toEqual([])
  })

  test('a colleague may ask for an answer by itself, but not be somebody else', async () => {
    const demo = await start()
    const [anna, bob] = [await registered(demo.url, 'anna'), await registered(demo.url, 'bob')]
    await bob.invite('anna', lines)
    const invite = await anna.request('INVITE')
    expect(getHeader(invite, 'p-asserted-identity')).toBeUndefined()
    expect(getHeader(invite, 'call-info')).toContain('answer-after=0')
  })
})
