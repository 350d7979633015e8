import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Lab, startLab } from '../../tools/telephony-lab/lab.ts'
import type { SipAccount } from './sip-stack-types.ts'
import { follower } from './testing/follower.ts'
import { cleanup, pause, registeredPhone } from './testing/phone.ts'

let dir: string
let lab: Lab
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lab-'))
  lab = await startLab(dir, { nonceExpireSeconds: 1 })
})
afterAll(async () => {
  await lab?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const account = (user: string, more: Partial<SipAccount> = {}): SipAccount => ({
  server: lab.ws,
  user,
  password: lab.users[user] ?? '',
  domain: lab.domain,
  ...more,
})

/** A customer's telephone, on the way through Kamailio, talks to 1001. */
async function customerTalks(more: Partial<SipAccount> = {}) {
  const operator = await registeredPhone(account('1001', more))
  const customer = await follower(account('1003'))
  cleanup.push(() => customer.stop())
  const callId = await customer.call('1001')
  await operator.next('incoming', { callId })
  await operator.answer(callId)
  await operator.next('accepted', { callId })
  return { operator, callId }
}

test('blind: the customer’s phone rings a colleague, who answers; each step is told', async () => {
  const { operator, callId } = await customerTalks()
  const colleague = await registeredPhone(account('1002'))
  await operator.transfer(callId, '1002')
  const second = await colleague.next('incoming')
  await operator.next('transfer', { callId, state: 'ringing' })
  await colleague.answer(second.callId)
  await operator.next('transfer', { callId, state: 'done' })
  await operator.next('ended', { callId })
  await colleague.next('accepted', { callId: second.callId })
})

test('blind: a colleague who declines leaves the customer with the operator', async () => {
  const { operator, callId } = await customerTalks()
  const colleague = await registeredPhone(account('1002'))
  await operator.transfer(callId, '1002')
  await colleague.reject((await colleague.next('incoming')).callId)
  await operator.next('transfer', { callId, state: 'failed', status: 603 })
  await operator.hold(callId, true)
  await operator.next('held', { callId, held: true })
})

test.each(['contact', 'aor'] as const)(
  'attended, by %s: the customer takes the operator’s place in the call with the colleague',
  async (referTo) => {
    const { operator, callId } = await customerTalks({ referTo })
    const colleague = await registeredPhone(account('1002'))
    await operator.hold(callId, true)
    await operator.next('held', { callId, held: true })
    const asking = await operator.dial('1002')
    await colleague.next('incoming', { callId: asking })
    await colleague.answer(asking)
    await operator.next('accepted', { callId: asking })
    await pause(400)
    await operator.transferTo(callId, asking)
    const taken = await colleague.next('incoming', { replaces: asking })
    expect(taken.from.user).toBe('1003')
    await colleague.next('replaced', { callId: asking, by: taken.callId })
    await operator.next('transfer', { callId, state: 'done' })
    await expect.poll(() => operator.story(asking).at(-1)).toBe('ended remote')
    await expect.poll(() => operator.story(callId).some((e) => e.startsWith('ended'))).toBe(true)
    expect(colleague.story(taken.callId)).toEqual(['incoming', 'accepted'])
    await colleague.hangup(taken.callId)
  },
)

test('baresip, a telephone that others have made, follows a blind transfer and takes keys by INFO', async (context) => {
  const baresip = await lab.phone('1003')
  if (!baresip) return context.skip('baresip-core is not installed')
  cleanup.push(() => baresip.stop())
  const operator = await registeredPhone(account('1001', { dtmf: 'info' }))
  const colleague = await registeredPhone(account('1002'))
  let callId = ''
  await expect
    .poll(async () => {
      callId = await operator.dial('1003')
      await expect.poll(() => operator.story(callId).at(-1)).toMatch(/accepted|failed/)
      return operator.story(callId).at(-1)
    })
    .toBe('accepted')
  await operator.dtmf(callId, '12#')
  await operator.hold(callId, true)
  await operator.next('held', { callId, held: true })
  await operator.transfer(callId, '1002')
  const second = await colleague.next('incoming')
  expect(second.from.user).toBe('1003')
  await colleague.answer(second.callId)
  await operator.next('transfer', { callId, state: 'done' })
  await operator.next('ended', { callId })
  await colleague.hangup(second.callId)
})

test('a nonce that is good for a second only: registration is renewed again and again, and calls get through', async () => {
  const operator = await registeredPhone(account('1001', { expiresSeconds: 5 }))
  const colleague = await registeredPhone(account('1002'))
  await pause(10_000)
  expect(
    operator.events
      .filter((e) => e.type === 'line' && e.line.state !== 'registered')
      .map((e) => e.type === 'line' && e.line.state),
  ).toEqual(['connecting', 'registering'])
  const callId = await operator.dial('1002')
  await colleague.next('incoming', { callId })
  await operator.hangup(callId)
})

test('a proxy that stands still with its sockets open is noticed, and the call is whole when it moves again', async () => {
  const operator = await registeredPhone(account('1001'), { pingMs: 300, pongMs: 1500, connectMs: 3000 })
  const over = lab.call('1001', 8, 'survivor-hangs-up')
  const { callId } = await operator.next('incoming')
  await operator.answer(callId)
  await operator.next('accepted', { callId })
  await lab.freeze()
  try {
    expect(await operator.line('offline')).toMatchObject({ code: 'LINE_TIMEOUT' })
  } finally {
    await lab.thaw()
  }
  await operator.next('reconnected', { callId })
  await operator.next('ended', { callId, by: 'remote' })
  expect(await over).toBe(true)
})

test('503 with a time to wait: told for a call, kept to for the registration', async () => {
  const operator = await registeredPhone(account('1001', { expiresSeconds: 5 }))
  await operator.next('failed', { callId: await operator.dial('answer-503'), status: 503, retryAfter: 2 })
  await lab.fault('reject', '503')
  expect(await operator.line('refused')).toMatchObject({ code: 'LINE_REFUSED', retryInMs: 3000 })
  await lab.fault('reject', '0')
  await operator.line('registered')
})
