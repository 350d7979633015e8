import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { plainPolicy, type RecordingPolicy } from '../../shared/domain/recording-rules.ts'
import type { ContactId, QueueId } from '../../shared/lib/ids.ts'
import { CodedError, fail, ok } from '../../shared/lib/result.ts'
import type { PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { defaultProfile } from '../../shared/softphone/line.ts'
import { until } from '../testing/fake-hub.ts'
import type { LineSetup } from './account.ts'
import { closeDesks, type DeskOptions, demoLine, figures, phoneDesk } from './testing/desk.ts'

let keys: Awaited<ReturnType<typeof generateKeyPair>>
let tokenKey: Record<string, unknown>
beforeAll(async () => {
  keys = await generateKeyPair('EdDSA', { extractable: true })
  tokenKey = { ...(await exportJWK(keys.publicKey)) }
})

const token = (claims: Record<string, unknown>, { key = keys.privateKey, expires = '2m' } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('kommutator-hub')
    .setExpirationTime(expires)
    .sign(key)

const anna: PersonHit = {
  personId: 'c-anna' as ContactId,
  name: 'Anna Kowalska',
  named: true,
  detail: '+48500000001',
  channels: [],
  lastAt: 0,
}

afterEach(closeDesks)
const phone = (o: DeskOptions = {}) => phoneDesk({ tokenKey, ...o })
const taken = (chosen: LineSetup['chosen']): LineSetup[] => [{ profile: defaultProfile(), chosen }]

const announced: RecordingPolicy = {
  ...plainPolicy(false),
  rules: [
    {
      ruleId: 'sales',
      queueId: 'q-sales' as QueueId,
      record: true,
      announcement: { kind: 'tone' },
    },
  ],
}

describe('an incoming call', () => {
  test('rings, is answered, recorded, and waits for an outcome after the hang-up', async () => {
    const { softphone, world, stack, talk, call } = await phone()
    await talk('c1')
    expect(world.sound.slice(0, 3)).toEqual(['call on', 'call off', 'record c1'])
    expect(call('c1')).toMatchObject({ phase: 'connected', line: 'Продажи', queueId: 'q-sales' })
    await until(() => call('c1')?.recording === 'on')
    world.now += 65_000
    stack.emit({ type: 'ended', callId: 'c1', by: 'remote' })
    expect(call('c1')).toMatchObject({ phase: 'ended', cause: 'caller-hangup', after: 'wrap-up' })
    softphone.dispose('c1', { note: 'all good' })
    await until(() => world.reports.length === 4)
    expect(world.reports.map((r) => r.what)).toEqual(['offered', 'answered', 'ended', 'disposed'])
    expect(world.reports[2]).toMatchObject(figures)
    expect(world.reports[2]).toMatchObject({ talkSeconds: 65, cause: 'caller-hangup', at: 1_065_500 })
    expect(world.reports[3]).toMatchObject({ note: 'all good' })
    await until(() => !call('c1'))
  })

  test('is known from its token alone, while the hub is dead', async () => {
    const { world, ring, call } = await phone()
    world.people = undefined
    const jws = await token({ typ: 'call', sub: 'visitor-1', contactId: 'c-visitor', name: 'Guest' })
    ring('c1', { user: 'visitor-1', headers: { 'x-kommutator-token': jws } })
    await until(() => call('c1')?.contactId)
    expect(call('c1')).toMatchObject({ contactId: 'c-visitor', identifiedBy: 'token', remoteName: 'Guest' })
    await until(() => world.reports.length)
    expect(world.reports[0]).toMatchObject({
      what: 'offered',
      token: jws,
      contactId: 'c-visitor',
      line: 'q-sales',
    })
  })

  test.each([
    ['of another caller', async () => token({ typ: 'call', sub: 'somebody-else', contactId: 'c-victim' })],
    [
      'that has run out',
      async () => token({ typ: 'call', sub: 'visitor-1', contactId: 'c-victim' }, { expires: '-1h' }),
    ],
    [
      'of another hub',
      async () =>
        token(
          { typ: 'call', sub: 'visitor-1', contactId: 'c-victim' },
          { key: (await generateKeyPair('EdDSA')).privateKey },
        ),
    ],
    ['that is none', async () => 'eyJhbGciOiJub25lIn0.e30.'],
  ])("with a token %s opens nobody's card", async (_, forge) => {
    const { world, ring, call } = await phone()
    ring('c1', { user: 'visitor-1', headers: { 'x-kommutator-token': await forge() } })
    await until(() => call('c1')?.contactId)
    expect(call('c1')?.contactId).toBe('c-new')
    expect(world.reports[0]?.token).toBeUndefined()
  })

  test("from a customer's phone is known by the number in its token", async () => {
    const { ring, call } = await phone({ people: [anna] })
    const jws = await token({ typ: 'phone', sub: 'phone-7', number: '+48500000001' })
    ring('c1', { user: 'phone-7', headers: { 'x-kommutator-token': jws } })
    await until(() => call('c1')?.contactId === 'c-anna')
    expect(call('c1')).toMatchObject({
      remote: '+48500000001',
      identifiedBy: 'number',
      remoteName: 'Anna Kowalska',
    })
  })

  test('is known by its number while the hub is dead, when it has called before', async () => {
    const { world, stack, ring, call } = await phone({ people: [anna] })
    ring('c1')
    await until(() => call('c1')?.contactId === 'c-anna')
    stack.emit({ type: 'cancelled', callId: 'c1', elsewhere: false })
    world.people = undefined
    ring('c2')
    await until(() => call('c2')?.contactId === 'c-anna')
  })

  test('from a number that several people have is guessed to be nobody', async () => {
    const { ring, call } = await phone({ people: [anna, { ...anna, personId: 'c-jan' as ContactId }] })
    ring('c1')
    await until(() => call('c1')?.contactId)
    expect(call('c1')?.identifiedBy).toBe('new')
  })

  test.each([
    ['busy', 486],
    ['away', 480],
    ['offline', 480],
  ] as const)('does not ring an operator who is %s: its caller hears %i', async (presence, status) => {
    const { world, stack, ring, call } = await phone({ presence })
    ring('c1')
    await until(() => stack.done.length)
    expect(stack.done).toEqual([`reject c1 ${status}`])
    expect(call('c1')).toBeUndefined()
    expect(world.reports).toEqual([])
  })

  test('knocks while another goes on; answering it holds the first', async () => {
    const { softphone, world, stack, ring, talk, call } = await phone()
    await talk('c1')
    ring('c2')
    expect(world.sound.at(-1)).toBe('waiting on')
    softphone.answer('c2')
    expect(stack.done).toEqual(expect.arrayContaining(['hold c1 on', 'answer c2']))
    stack.emit({ type: 'held', callId: 'c1', held: true })
    stack.emit({ type: 'accepted', callId: 'c2', mediaId: 'm2' })
    expect(call('c1')).toMatchObject({ phase: 'connected', held: true })
    expect(call('c2')?.phase).toBe('connected')
  })

  test('tells how long each hold lasted, and counts no hold as talk', async () => {
    const { softphone, world, stack, talk } = await phone()
    await talk('c1')
    for (const [on, seconds] of [
      [true, 7],
      [false, 10],
      [true, 5],
      [false, 1],
    ] as const) {
      softphone.hold('c1', on)
      stack.emit({ type: 'held', callId: 'c1', held: on })
      world.now += seconds * 1000
    }
    stack.emit({ type: 'ended', callId: 'c1', by: 'remote' })
    await until(() => world.reports.some((r) => r.what === 'ended'))
    expect(world.reports.flatMap((r) => (r.what === 'resumed' ? [r.holdSeconds] : []))).toEqual([7, 5])
    expect(world.reports.at(-1)).toMatchObject({ talkSeconds: 11, holdSeconds: 12 })
  })

  test('beyond the third that rings is told that the line is busy', async () => {
    const { stack, ring } = await phone()
    for (const id of ['c1', 'c2', 'c3', 'c4']) ring(id)
    await until(() => stack.done.length)
    expect(stack.done).toEqual(['reject c4 486'])
  })

  test('that cannot be answered for want of a microphone says so', async () => {
    const { softphone, stack, ring, call } = await phone()
    ring('c1')
    stack.failNext = new CodedError('MIC_DENIED')
    softphone.answer('c1')
    await until(() => call('c1')?.phase === 'ended')
    expect(call('c1')).toMatchObject({ cause: 'failed', failure: 'MIC_DENIED' })
  })

  test('that somebody else took is gone after a moment and reported by them alone', async () => {
    const { world, stack, ring, call } = await phone()
    ring('c1')
    await until(() => world.reports.length)
    stack.emit({ type: 'cancelled', callId: 'c1', elsewhere: true })
    expect(call('c1')?.after).toBe('elsewhere')
    await until(() => !call('c1'))
    expect(world.reports.map((r) => r.what)).toEqual(['offered'])
  })
})

describe('a call that goes on', () => {
  test('outlives the line: it is shown as unlinked until it is whole again', async () => {
    const { stack, talk, call } = await phone()
    await talk('c1')
    stack.emit({ type: 'line', line: { state: 'offline', code: 'LINE_UNREACHABLE' } })
    expect(call('c1')).toMatchObject({ phase: 'connected', linked: false })
    stack.emit({ type: 'reconnected', callId: 'c1' })
    expect(call('c1')?.linked).toBe(true)
  })

  test('goes on when it cannot be recorded, and the operator is told', async () => {
    const { softphone, world, stack, ring, call } = await phone()
    world.recorderFails = 'RECORDING_DISK_FULL'
    ring('c1')
    softphone.answer('c1')
    stack.emit({ type: 'accepted', callId: 'c1', mediaId: 'm' })
    await until(() => call('c1')?.recording === 'failed')
    expect(world.troubles).toEqual(['RECORDING_DISK_FULL'])
    expect(call('c1')?.phase).toBe('connected')
  })

  test('tells no trouble when it ended in the moment that its recording was to begin', async () => {
    const { softphone, world, stack, ring, call } = await phone()
    world.recorderFails = 'CALL_NOT_FOUND'
    ring('c1')
    softphone.answer('c1')
    stack.emit({ type: 'accepted', callId: 'c1', mediaId: 'm' })
    await until(() => call('c1')?.recording === 'failed')
    expect(world.troubles).toEqual([])
  })

  test('is announced and recorded as the rules say, once, and what was announced is told', async () => {
    const { world, talk, call, softphone } = await phone({ rules: announced })
    await talk('c1')
    await until(() => world.reports.some((r) => r.what === 'recording-announced'))
    expect(world.sound.slice(-2)).toEqual(['record c1', 'announce tone c1'])
    expect(world.reports.at(-1)).toMatchObject({ what: 'recording-announced', announcement: 'tone' })
    expect(call('c1')).toMatchObject({ recording: 'on', announced: true })
    softphone.soundIsBack()
    await until(() => world.sound.filter((s) => s === 'record c1').length === 2)
    expect(world.sound.filter((s) => s === 'announce tone c1')).toHaveLength(1)
  })

  test('of a queue that is not to be recorded is not, whatever the others are', async () => {
    const rules = [{ ...announced.rules[0], record: false }] as RecordingPolicy['rules']
    const { world, ring, stack, softphone, call } = await phone({ rules: { ...announced, rules } })
    ring('c1')
    softphone.answer('c1')
    stack.emit({ type: 'accepted', callId: 'c1', mediaId: 'm-c1' })
    await until(() => world.reports.some((r) => r.what === 'answered'))
    expect(world.sound.filter((s) => /record|announce/.test(s))).toEqual([])
    expect(call('c1')?.recording).toBe('off')
  })

  test('is paused by the operator, begins paused again with the sound, and keys pressed meanwhile are told nobody', async () => {
    const { world, talk, call, softphone } = await phone()
    await talk('c1')
    await until(() => call('c1')?.recording === 'on')
    softphone.pauseRecording('c1', true)
    await until(() => call('c1')?.recording === 'paused')
    softphone.dtmf('c1', '4111')
    softphone.soundIsBack()
    await until(() => world.sound.includes('record paused c1'))
    expect(call('c1')?.recording).toBe('paused')
    world.now += 9000
    softphone.pauseRecording('c1', false)
    await until(() => call('c1')?.recording === 'on')
    const told = world.reports.filter((r) => r.what.startsWith('recording'))
    expect(told).toMatchObject([
      { what: 'recording-paused', why: 'operator' },
      { what: 'recording-resumed', why: 'operator', pausedSeconds: 9 },
    ])
    expect(JSON.stringify(world.reports)).not.toContain('4111')
  })

  test('is not recorded when the company does not record', async () => {
    const { world, talk, call } = await phone({ recording: false })
    await talk('c1')
    expect(world.sound).not.toContain('record c1')
    expect(call('c1')?.recording).toBe('off')
  })

  test('gets its sound anew when the media window has come back', async () => {
    const { softphone, world, stack, talk } = await phone()
    await talk('c1')
    await new Promise((resolve) => setTimeout(resolve, 5))
    world.sound.length = 0
    softphone.soundIsBack()
    await until(() => world.sound.includes('record c1'))
    expect(stack.done).toContain('renegotiate c1')
  })

  test('is not cut when the line is to be another: the change waits for its end', async () => {
    const { softphone, world, stack, talk } = await phone()
    await talk('c1')
    await softphone.takeLines(taken(ok({ ...demoLine, account: { ...demoLine.account, user: '102' } })))
    expect(world.stacks).toHaveLength(1)
    softphone.hangup('c1')
    await until(() => world.stacks.length === 2)
    expect(stack.stopped).toBe(true)
  })
})

test('a call that cannot be answered for want of a microphone says so, not that nobody was there', async () => {
  const { stack, world, ring, call, softphone } = await phone()
  await ring('c1')
  softphone.answer('c1')
  stack.emit({ type: 'failed', callId: 'c1', status: 480, reason: 'MIC_MISSING', code: 'MIC_MISSING' })
  expect(call('c1')).toMatchObject({ phase: 'ended', cause: 'failed', failure: 'MIC_MISSING' })
  await until(() => world.reports.some((r) => r.what === 'ended'))
})

test('a number is looked up when somebody knocks, and not again when the call comes', async () => {
  const { stack, world, ring, call } = await phone({ people: [anna] })
  stack.emit({ type: 'knock', user: '+48500000001' })
  world.people = []
  ring('c1')
  await until(() => call('c1')?.contactId === 'c-anna')
  ring('c2')
  await until(() => world.reports.length === 2)
  expect(call('c2')?.identifiedBy).not.toBe('number')
})

test('the window is told of a call once, with the name, and of a stranger soon', async () => {
  const { ring, shown } = await phone({ people: [anna] })
  ring('c1')
  expect(shown).toHaveLength(0)
  await until(() => shown.length > 0)
  expect(shown[0]?.[0]).toMatchObject({ callId: 'c1', remoteName: 'Anna Kowalska' })
})

describe('dialling', () => {
  test('names the person whose number it is, and keeps the card that it was dialled from', async () => {
    const { softphone, call } = await phone({ people: [anna] })
    const fromCard = await softphone.dial({ target: '+48500000001', contactId: 'c-anna-mail' as ContactId })
    const callId = fromCard.ok ? fromCard.value.callId : ''
    await until(() => call(callId)?.remoteName !== undefined)
    expect(call(callId)).toMatchObject({
      remoteName: 'Anna Kowalska',
      contactId: 'c-anna-mail',
      identifiedBy: 'dialled',
    })
  })

  test('rings the far side, connects, and carries the person it was dialled from', async () => {
    const { softphone, world, stack, call } = await phone()
    const placed = await softphone.dial({
      target: '8 (900) 000-00-01',
      contactId: 'c-anna' as ContactId,
    })
    if (!placed.ok) throw new Error(placed.code)
    const { callId } = placed.value
    expect(stack.done).toEqual(['dial +79000000001'])
    stack.emit({ type: 'progress', callId, status: 180 })
    expect(world.sound).toEqual(['back on'])
    stack.emit({ type: 'accepted', callId, mediaId: 'm' })
    expect(call(callId)).toMatchObject({ phase: 'connected', contactId: 'c-anna', identifiedBy: 'dialled' })
  })

  test.each([
    ['no number at all', 'call me', 'DIAL_INVALID'],
    ['an address elsewhere, in the demo', 'boss@pbx.example', 'CALL_DEMO_ONLY'],
  ])('%s is refused', async (_, target, code) => {
    const { softphone, stack } = await phone()
    expect(await softphone.dial({ target })).toMatchObject({ ok: false, code })
    expect(stack.done).toEqual([])
  })

  test.each([
    [486, 'busy', 'CALL_BUSY'],
    [480, 'nobody-available', 'CALL_UNAVAILABLE'],
    [404, 'failed', 'CALL_WRONG_NUMBER'],
    [603, 'declined', 'CALL_DECLINED'],
  ])('that is answered %s ends as %s', async (status, cause, failure) => {
    const { softphone, world, stack, call } = await phone()
    const placed = await softphone.dial({ target: '102' })
    if (!placed.ok) throw new Error(placed.code)
    const { callId } = placed.value
    stack.emit({ type: 'failed', callId, status, reason: '' })
    expect(call(callId)).toMatchObject({ phase: 'ended', cause, failure })
    await until(() => world.reports.some((r) => r.what === 'ended'))
  })

  test('without a line says why', async () => {
    const { softphone } = await phone()
    await softphone.takeLines(taken(fail('CALL_DEMO_ONLY')))
    expect(softphone.lines[0]).toMatchObject({ state: 'refused', code: 'CALL_DEMO_ONLY' })
    expect(await softphone.dial({ target: '102' })).toMatchObject({ code: 'CALL_DEMO_ONLY' })
    await softphone.takeLines(taken(fail('LINE_OFF')))
    expect(await softphone.dial({ target: '102' })).toMatchObject({ code: 'LINE_OFF' })
  })
})

test('the outcome of a call reaches the hub although its line is gone by then', async () => {
  const { softphone, world, stack, talk } = await phone()
  await talk('c1')
  stack.emit({ type: 'ended', callId: 'c1', by: 'remote' })
  await softphone.takeLines(taken(fail('LINE_OFF')))
  softphone.dispose('c1', { note: 'later' })
  await until(() => world.reports.some((r) => r.what === 'disposed'))
})

test('a call that is over cannot be answered, held or hung up again', async () => {
  const { softphone, stack, talk } = await phone()
  await talk('c1')
  stack.emit({ type: 'ended', callId: 'c1', by: 'remote' })
  for (const act of [
    () => softphone.answer('c1'),
    () => softphone.hold('c1', true),
    () => softphone.hangup('c1'),
    () => softphone.hangup('c-none'),
  ])
    expect(act()).toMatchObject({ code: 'CALL_NOT_FOUND' })
})
