import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainPolicy, type RecordingPolicy } from '../../shared/domain/recording-rules.ts'
import type { CallId, ContactId, LinkId, QueueId, RecordingId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'
import { recordingKey } from './recording-handlers.ts'
import { Retention } from './retention.ts'

const day = 86_400_000
let hub: TestHub
let admin: TestConsole
let auditor: TestConsole
let now: number
let retention: Retention

beforeEach(async () => {
  now = Date.now()
  hub = await startTestHub({ now: () => now })
  admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin', 'operator'] })).token)
  auditor = await hub.connectConsole((await hub.addOperator('Olga', { roles: ['auditor'] })).token)
  retention = new Retention(hub.parts)
})
afterEach(() => hub.stop())

const setRules = (recordingRules: RecordingPolicy) =>
  admin.ask('admin.set-settings', { id: commandId(), recordingRules })
const keep = (keepDays: number, rules: RecordingPolicy['rules'] = []): RecordingPolicy => {
  const plain = plainPolicy(true)
  return { ...plain, rules, otherwise: { ...plain.otherwise, keepDays } }
}
/** A call with a recording that began `daysAgo`. */
async function recorded(id: string, daysAgo: number, remote = '+79000000001', queueId = 'q-main') {
  const at = now - daysAgo * day
  const callId = `call-${id}` as CallId
  const { contactId, interactionId } = await admin.ask('call.report', {
    id: commandId(),
    callId,
    what: 'offered',
    at,
    direction: 'in',
    remote,
    queueId: queueId as QueueId,
  })
  const recordingId = `rec-${id}` as RecordingId
  await hub.parts.objects.put(recordingKey(recordingId), Buffer.from(id))
  const available = { interactionId, callId, recordingId, seconds: 5, startedAt: at }
  await hub.stores.events.append({
    actor: 'test',
    events: [fact('recording.available', contactId, at, available)],
  })
  return contactId as ContactId
}
const there = async (id: string) => (await hub.parts.objects.get(recordingKey(`rec-${id}`))) !== undefined
const removals = async () =>
  (await hub.stores.events.since(0, 500)).flatMap((e) =>
    e.type === 'recording.removed' ? [`${e.recordingId} ${e.reason}`] : [],
  )
const hold = (desk: TestConsole, holdId: string, contactId: ContactId, callId?: string) =>
  desk.request('hold.place', {
    id: commandId(),
    holdId,
    contactId,
    why: 'claim 12',
    ...(callId ? { callId: callId as CallId } : {}),
  })

describe('retention', () => {
  it('removes what its rule does not keep, sound and all, once, and says so on the timeline', async () => {
    await recorded('old', 40)
    await recorded('new', 20)
    const keptLong = {
      ruleId: 'vip',
      queueId: 'q-vip' as QueueId,
      record: true,
      announcement: { kind: 'none' as const },
      keepDays: 365,
    }
    await recorded('vip', 40, '+79000000002', 'q-vip')
    await setRules(keep(30, [keptLong]))
    expect(await auditor.ask('recording.due', {})).toMatchObject({ due: 1, held: 0 })
    expect(await auditor.ask('recording.due', { rules: keep(10) })).toMatchObject({ due: 3, held: 0 })
    expect(await there('old')).toBe(true)
    expect(await retention.run()).toEqual({ removed: 1, held: 0, more: false })
    expect([await there('old'), await there('new'), await there('vip')]).toEqual([false, true, true])
    expect(await removals()).toEqual(['rec-old retention'])
    expect(await retention.run()).toEqual({ removed: 0, held: 0, more: false })
  })

  it('removes nothing where the rules name no time', async () => {
    await recorded('old', 4000)
    expect(await retention.run()).toEqual({ removed: 0, held: 0, more: false })
    expect(await there('old')).toBe(true)
  })

  it('goes on after a stop between the sound and its fact', async () => {
    await recorded('old', 40)
    await setRules(keep(30))
    await hub.parts.objects.delete(recordingKey('rec-old'))
    expect(await retention.run()).toMatchObject({ removed: 1 })
    expect(await removals()).toEqual(['rec-old retention'])
  })

  it('leaves what is on hold, by call or by person, on whichever of their cards, until it is lifted', async () => {
    const anna = await recorded('a1', 40, '+79000000001')
    const work = await recorded('a2', 40, '+79000000002')
    const boris = await recorded('b1', 40, '+79000000003')
    await recorded('b2', 41, '+79000000003')
    await admin.ask('card.link', {
      id: commandId(),
      linkId: 'l1' as LinkId,
      contactId: anna,
      withContactId: work,
      why: 'the same voice',
    })
    await setRules(keep(30))
    expect(await hold(auditor, 'h1', anna)).toMatchObject({ ok: true })
    expect(await hold(admin, 'h2', boris, 'call-b1')).toMatchObject({ ok: true })
    expect(await auditor.ask('recording.due', {})).toMatchObject({ due: 1, held: 3 })
    const { holds } = await auditor.ask('hold.list', {})
    expect(holds.map(({ holdId, contactId, call, why }) => [holdId, contactId, call?.callId, why])).toEqual(
      expect.arrayContaining([
        ['h1', anna, undefined, 'claim 12'],
        ['h2', boris, 'call-b1', 'claim 12'],
      ]),
    )
    expect(holds.map(({ name, operatorId }) => [name.replace(/\s/g, ''), operatorId !== ''])).toEqual(
      expect.arrayContaining([['+79000000003', true]]),
    )
    expect(await retention.run()).toEqual({ removed: 1, held: 3, more: false })
    expect(await removals()).toEqual(['rec-b2 retention'])
    const lift = { id: commandId(), holdId: 'h1', contactId: anna, why: 'settled' }
    await auditor.ask('hold.lift', lift)
    expect(await auditor.request('hold.lift', { ...lift, id: commandId() })).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await retention.run()).toMatchObject({ removed: 2, held: 1 })
    const noted = (await hub.stores.audit.list({ area: 'hold', limit: 10 })).map((e) => e.action)
    expect(noted).toEqual(['hold.lifted', 'hold.placed', 'hold.placed'])
  })

  it('and holds are for those who answer for them', async () => {
    const anna = await recorded('a1', 40)
    const lena = await hub.connectConsole(
      (await hub.addOperator('Lena', { roles: ['operator', 'supervisor'] })).token,
    )
    expect(await hold(lena, 'h1', anna)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await lena.request('hold.list', {})).toMatchObject({ code: 'FORBIDDEN' })
    expect(await hold(auditor, 'h1', 'c-nobody' as ContactId)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await hold(auditor, 'h1', anna, 'call-none')).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('runs once a day by itself', async () => {
    await expect.poll(() => retention.lastRunAt(), { timeout: 10_000 }).toBe(now)
    await recorded('old', 40)
    await setRules(keep(30))
    const early = new Retention(hub.parts)
    early.start()
    await early.stop()
    expect(await there('old')).toBe(true)
    now += day
    retention.start()
    await expect.poll(removals, { timeout: 10_000 }).toEqual(['rec-old retention'])
    await expect.poll(() => retention.lastRunAt(), { timeout: 10_000 }).toBe(now)
    await retention.stop()
  })
})

describe('the rules', () => {
  it('reach every console, say for older ones whether anything is recorded, and a plain yes or no still works', async () => {
    await setRules({
      ...plainPolicy(false),
      rules: [{ ruleId: 'r', record: true, announcement: { kind: 'tone' } }],
    })
    const { settings } = await admin.ask('company.get', {})
    expect(settings).toMatchObject({ recording: true, recordingRules: { rules: [{ ruleId: 'r' }] } })
    const after = await admin.ask('admin.set-settings', { id: commandId(), recording: true })
    expect(after.recordingRules).toMatchObject({ rules: [{ ruleId: 'r' }], otherwise: { record: true } })
  })

  it('announce sounds that were uploaded, which are kept while a rule needs them', async () => {
    const { toneWav } = await import('./testing/wav.ts')
    const add = (bytes: Uint8Array) =>
      admin.request('admin.add-sound', {
        id: commandId(),
        name: 'Notice',
        data: Buffer.from(bytes).toString('base64'),
      })
    const wav = toneWav(2)
    const added = await add(wav)
    await add(wav)
    const { announcementSounds } = (await admin.ask('company.get', {})).settings
    expect(announcementSounds).toMatchObject([{ name: 'Notice', seconds: 2 }])
    const soundId = announcementSounds?.[0]?.soundId ?? ''
    expect(added.ok).toBe(true)
    const { data } = await auditor.ask('recording.sound', { soundId })
    expect(Buffer.from(data, 'base64').equals(Buffer.from(wav))).toBe(true)
    expect(await add(toneWav(31))).toMatchObject({ code: 'SOUND_UNREADABLE' })
    expect(await add(Buffer.from('not a sound'))).toMatchObject({ code: 'SOUND_UNREADABLE' })
    const plain = plainPolicy(true)
    await setRules({ ...plain, otherwise: { ...plain.otherwise, announcement: { kind: 'sound', soundId } } })
    const remove = () => admin.request('admin.remove-sound', { id: commandId(), soundId })
    expect(await remove()).toMatchObject({ code: 'SOUND_IN_USE' })
    await setRules(plain)
    expect(await remove()).toMatchObject({ ok: true, value: { announcementSounds: [] } })
    expect(await admin.request('recording.sound', { soundId })).toMatchObject({ code: 'NOT_FOUND' })
  })
})
