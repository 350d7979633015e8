import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { pause, registeredPhone } from './testing/phone.ts'
import { invite, scriptedServer, within } from './testing/scripted-server.ts'

const escaped: unknown[] = []
const onEscape = (error: unknown) => escaped.push(error)
process.on('uncaughtException', onEscape)
process.on('unhandledRejection', onEscape)
afterAll(() => {
  process.off('uncaughtException', onEscape)
  process.off('unhandledRejection', onEscape)
})

async function setUp() {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account)
  const register = await server.next(/^REGISTER/)
  const good = async (callId: string) => {
    server.send(invite(register, { callId, via: `SIP/2.0/WS p.invalid;branch=z9hG4bK${callId}` }))
    await alice.next('incoming', { callId })
    await alice.reject(callId).catch(() => {})
  }
  return { server, alice, register, good }
}

test('an INVITE cut off at any byte never rings, and the next one does', async () => {
  const { server, alice, register, good } = await setUp()
  const whole = invite(register, { callId: 'cut' })
  for (let at = 0; at < whole.length; at++) server.send(whole.slice(0, at))
  await good('next')
  expect(alice.events.filter((e) => e.type === 'incoming').map((e) => e.callId)).toEqual(['next'])
  expect(escaped).toEqual([])
})

test('messages with anything put in or left out anywhere throw nothing, and every call that rings can be ended', async () => {
  const { server, alice, register, good } = await setUp()
  alice.onEvent((e) => {
    if (e.type === 'incoming') void alice.reject(e.callId, 486).catch(() => {})
  })
  const request = invite(register, { callId: 'fuzz' })
  const seeds = [
    request,
    within(request, 'BYE', '<sip:sales@demo.test>;tag=x', 2, 'z9hG4bKb'),
    within(request, 'NOTIFY', '<sip:sales@demo.test>', 2, 'z9hG4bKn'),
    within(request, 'SUBSCRIBE', '<sip:sales@demo.test>', 2, 'z9hG4bKs'),
    within(request, 'MESSAGE', '<sip:sales@demo.test>', 2, 'z9hG4bKm'),
    within(request, 'PRACK', '<sip:sales@demo.test>;tag=x', 2, 'z9hG4bKp'),
    within(request, 'OPTIONS', '<sip:sales@demo.test>', 2, 'z9hG4bKo'),
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x.invalid;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n',
  ]
  const bits = [
    '',
    '\r\n',
    '\r\n\r\n',
    ':',
    ',',
    '"',
    '<',
    '>',
    ';',
    '=',
    '@',
    '%',
    '\u0000',
    '\u00e9',
    'sip:',
    '-1',
    '9'.repeat(30),
  ]
  const edit = fc.record({
    at: fc.nat(1200),
    cut: fc.nat(40),
    put: fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 8 })),
  })
  let n = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      async (seed, edits) => {
        let text = seed.replaceAll('z9hG4bK', `z9hG4bK${++n}x`).replace('Call-ID: fuzz', `Call-ID: fuzz${n}`)
        for (const { at, cut, put } of edits)
          text = text.slice(0, at % text.length) + put + text.slice((at % text.length) + cut)
        server.send(text)
        if (n % 50 === 0) await pause(1)
      },
    ),
    { numRuns: 4000 },
  )
  await good('after')
  await pause(50)
  for (const e of alice.events) {
    if (e.type !== 'incoming') continue
    expect(e.callId).not.toBe('')
    expect(alice.story(e.callId)).toHaveLength(2)
  }
  expect(escaped).toEqual([])
})
