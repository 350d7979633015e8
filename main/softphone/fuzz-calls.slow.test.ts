import fc from 'fast-check'
import { Core } from 'sip.js'
import { afterAll, afterEach, expect, test } from 'vitest'
import { cannedSdp } from './testing/fake-media.ts'
import { type Answer, answers, mangled, type Step, steps } from './testing/mangle.ts'
import { pause, phone } from './testing/phone.ts'
import { field, invite, respond, scriptedServer, within } from './testing/scripted-server.ts'
import { type SetUp, setUp } from './testing/talking.ts'

// What sip.js does wrong it may do half a minute later, out of a timer: here it comes while the test still looks.
const LATE_MS = 300
for (const name of ['B', 'D', 'F', 'H', 'J', 'L', 'M', 'N'] as const) Core.Timers[`TIMER_${name}`] = LATE_MS
const escaped: unknown[] = []
const onEscape = (error: unknown) => escaped.push(error)
process.on('uncaughtException', onEscape)
process.on('unhandledRejection', onEscape)
afterEach(async () => {
  await pause(2 * LATE_MS)
  expect(escaped.splice(0)).toEqual([])
})
afterAll(() => {
  process.off('uncaughtException', onEscape)
  process.off('unhandledRejection', onEscape)
})

const ENDS = ['cancelled', 'failed', 'ended local', 'ended remote', 'ended network']
const contact = 'Contact: <sip:bob@b.invalid;transport=ws>'

/**
 * However it was treated: a call begins, ends once, and nothing but a late word of a transfer follows. A queue may offer
 * a call again under its Call-ID, once it has ended.
 */
function sane({ alice }: SetUp): void {
  const ids = new Set(alice.events.flatMap((e) => ('callId' in e ? [e.callId] : [])))
  for (const callId of ids) {
    expect(callId).not.toBe('')
    const story = alice.story(callId).filter((e) => e !== 'transfer')
    for (const [i, event] of story.entries()) {
      const after = story[i + 1]
      if (ENDS.includes(event)) expect([undefined, 'incoming']).toContain(after)
      else expect(after).not.toBe('incoming')
    }
  }
}

let n = 0
async function good({ server, alice, register }: SetUp): Promise<void> {
  const callId = `good-${++n}`
  server.send(invite(register, { callId, via: `SIP/2.0/WS p.invalid;branch=z9hG4bK${callId}` }))
  await alice.next('incoming', { callId })
  await alice.reject(callId)
}

/** Whatever rings that is not the call under test is turned away; so would an operator. */
const turnAway = ({ alice }: SetUp) =>
  alice.onEvent((e) => {
    if (e.type === 'incoming' && /^fuzz|^x/.test(e.callId) === false && !e.callId.startsWith('good-'))
      void alice.reject(e.callId, 486).catch(() => {})
  })

const states = [
  'ringing',
  'answering',
  'unacknowledged',
  'talking',
  'holding',
  'transferring',
  'ended',
] as const

async function bring(set: SetUp, state: (typeof states)[number], callId: string) {
  const { server, alice, register } = set
  const request = invite(register, { callId, via: `SIP/2.0/WS p.invalid;branch=z9hG4bK${callId}` })
  server.send(request)
  await alice.next('incoming', { callId })
  let ringing = await server.next(/^SIP\/2.0 180/)
  while (field(ringing, 'Call-ID') !== callId) ringing = await server.next(/^SIP\/2.0 180/)
  const to = field(ringing, 'To')
  if (state === 'ringing') return { request, to }
  const answered = alice.answer(callId).catch(() => {})
  if (state === 'answering') return { request, to }
  await answered
  if (state === 'unacknowledged') return { request, to }
  server.send(within(request, 'ACK', to, 1, `z9hG4bKack${callId}`))
  if (state === 'holding') await alice.hold(callId, true)
  if (state === 'transferring') await alice.transfer(callId, 'bob')
  if (state === 'ended') await alice.hangup(callId)
  if (state === 'holding' || state === 'transferring') await pause(15)
  return { request, to }
}

function write(step: Step, request: string, to: string, callId: string): string {
  const dialogs = {
    none: '<sip:sales@demo.test>',
    call: to,
    wrong: '<sip:sales@demo.test>;tag=wrong',
    other: to.replace(/tag=/, 'tag=x'),
  }
  const text = within(
    request,
    step.method,
    dialogs[step.dialog],
    step.cseq,
    `z9hG4bK${callId}-${step.branch}`,
  )
  const [head = ''] = text.split(/Contact:/)
  const own = step.dialog === 'none' ? head.replace(callId, `${callId}-${step.branch}`) : head
  const typed = step.body.startsWith('v=0') ? ['Content-Type: application/sdp'] : []
  const lines = [...step.headers, ...typed, 'Contact: <sip:visitor@v.invalid;transport=ws>']
  const whole = `${own}${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(step.body)}\r\n\r\n${step.body}`
  return step.mangle ? mangled(whole, step.mangle) : whole
}

test.each(states)(
  'whatever is sent to a call that is %s: it can be hung up, and the next one rings',
  async (state) => {
    const set = await setUp({}, { settleMs: 5 })
    turnAway(set)
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 6 }), async (script) => {
        const callId = `fuzz-${state}-${++n}`
        const { request, to } = await bring(set, state, callId)
        for (const step of script) set.server.send(write(step, request, to, callId))
        await pause(2)
        await set.alice.hangup(callId).catch(() => {})
        for (const e of set.alice.events)
          if (e.type === 'incoming' && e.callId.startsWith(`${callId}-`))
            await set.alice.reject(e.callId).catch(() => {})
        await good(set)
        expect(set.alice.story(callId).some((e) => ENDS.includes(e))).toBe(true)
      }),
      { numRuns: 120 },
    )
    sane(set)
    await expect.poll(() => set.alice.media.open.size).toBe(0)
  },
)

test('whatever is answered to what we ask, the call can be given up and the next one is dialled', async () => {
  const set = await setUp({ dtmf: 'info' }, { settleMs: 5, firstRetryMs: 20 })
  turnAway(set)
  const answer = (a: Answer, request: string) => {
    const extra = [...a.extra, ...(a.contact ? [contact] : [])]
    const text = respond(request, a.status, extra, a.body).replace('tag=srv', `tag=${a.tag}`)
    return a.mangle ? mangled(text, a.mangle) : text
  }
  const turn = fc.record({
    wish: fc.constantFrom('hold', 'dtmf', 'transfer', 'renegotiate', 'hangup', 'nothing'),
    answers: fc.array(answers, { minLength: 1, maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(turn, { minLength: 1, maxLength: 4 }), async (connect, turns) => {
      const { alice, server } = set
      const callId = await alice.dial('bob', { callId: `x${++n}`, earlyMedia: n % 2 === 0 })
      let request = await server.next(/^INVITE/)
      while (field(request, 'Call-ID') !== callId) request = await server.next(/^INVITE/)
      if (connect) {
        server.send(respond(request, '200 OK', [contact], cannedSdp()))
        await alice.next('accepted', { callId })
      }
      for (const { wish, answers } of turns) {
        const asked = {
          hold: () => alice.hold(callId, true),
          dtmf: () => alice.dtmf(callId, '1'),
          transfer: () => alice.transfer(callId, 'carol'),
          renegotiate: () => alice.renegotiate(callId),
          hangup: () => alice.hangup(callId),
          nothing: async () => {},
        }[wish]()
        asked.catch(() => {})
        await pause(8)
        const last = server.received.findLast((m) => /^[A-Z]+ sip/.test(m) && field(m, 'Call-ID') === callId)
        for (const a of answers) server.send(answer(a, last ?? request))
      }
      await pause(2)
      await alice.hangup(callId).catch(() => {})
      await good(set)
      expect(alice.story(callId).some((e) => ENDS.includes(e))).toBe(true)
    }),
    { numRuns: 250 },
  )
  sane(set)
  await expect.poll(() => set.alice.media.open.size).toBe(0)
})

test('whatever a registrar answers, the line is registered as soon as one is sensible', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 5 }), async (script) => {
      const server = await scriptedServer()
      const rest = [...script]
      server.answers.REGISTER = (text) => {
        const a = rest.shift()
        if (!a) return undefined
        const reply = respond(text, a.status, [...a.extra, ...(a.contact ? [contact] : [])], a.body)
        return a.mangle ? mangled(reply, a.mangle) : reply
      }
      const timing = { firstRetryMs: 5, maxRetryMs: 20, refusedRetryMs: 10, registerMs: 60 }
      const alice = phone(server.account, timing)
      await alice.start()
      while (rest.length > 0) {
        await pause(20)
        alice.reconnect('fuzz')
      }
      alice.reconnect('fuzz')
      await alice.line('registered', 10_000)
      await alice.stop()
    }),
    { numRuns: 60 },
  )
})
