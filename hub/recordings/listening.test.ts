import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallItem, projectAll, timelineItems } from '../../shared/domain/timeline.ts'
import type { CallId, ContactId, OperatorId, RecordingId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'
import { recordingKey } from './recording-handlers.ts'

let hub: TestHub
let lena: TestConsole
let boss: TestConsole
let auditor: TestConsole
let lenaId: OperatorId
let bossId: OperatorId
let now: number
const callId = 'call-1' as CallId
const recordingId = 'rec-1' as RecordingId

beforeEach(async () => {
  now = Date.now()
  hub = await startTestHub({ now: () => now })
  const operator = await hub.addOperator('Lena')
  const supervisor = await hub.addOperator('Boss', { roles: ['supervisor'] })
  lenaId = operator.operatorId
  bossId = supervisor.operatorId
  lena = await hub.connectConsole(operator.token)
  boss = await hub.connectConsole(supervisor.token)
  auditor = await hub.connectConsole((await hub.addOperator('Olga', { roles: ['auditor'] })).token)
  const { contactId, interactionId } = await lena.ask('call.report', {
    id: commandId(),
    callId,
    what: 'offered',
    at: now,
    direction: 'in',
    remote: '+79000000001',
  })
  const webm = await readFile(join(import.meta.dirname, 'fixtures/two-tones.webm'))
  await hub.parts.objects.put(recordingKey(recordingId), webm)
  await hub.stores.events.append({
    actor: 'test',
    events: [
      fact('recording.available', contactId as ContactId, now, {
        interactionId,
        callId,
        recordingId,
        seconds: 6,
      }),
    ],
  })
})
afterEach(() => hub.stop())

const fetchPath = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${hub.url}${path}`, { headers })
const audit = async (subject: string = recordingId) =>
  (await hub.stores.audit.list({ subject, limit: 50 })).reverse()
const call = async () =>
  timelineItems(projectAll(await hub.stores.events.since(0, 100))).find((i) => i.kind === 'call') as CallItem

describe('listening to a recording', () => {
  it('is in the audit once a play, with who, from where and which stretches, before the sound goes out', async () => {
    const { path } = await lena.ask('recording.link', { recordingId })
    expect(await audit()).toEqual([])
    for (const range of ['bytes=0-', 'bytes=100-200', 'bytes=200-300'])
      expect((await fetchPath(path, { range })).status).toBe(206)
    await lena.ask('recording.heard', {
      recordingId,
      stretches: [
        { from: 0, to: 2.04 },
        { from: 4, to: 6 },
      ],
    })
    expect((await fetchPath((await boss.ask('recording.link', { recordingId })).path)).status).toBe(200)
    expect(await audit()).toMatchObject([
      {
        actor: lenaId,
        action: 'recording.played',
        detail: { callId, address: expect.stringContaining('127.0.0.1') },
      },
      {
        actor: lenaId,
        action: 'recording.heard',
        detail: {
          stretches: [
            { from: 0, to: 2 },
            { from: 4, to: 6 },
          ],
        },
      },
      { actor: bossId, action: 'recording.played' },
    ])
  })

  it('is not possible when it cannot be written down', async () => {
    const { path } = await lena.ask('recording.link', { recordingId })
    const { append } = hub.stores.audit
    hub.stores.audit.append = () => Promise.reject(new Error('no room'))
    expect((await fetchPath(path)).status).toBe(500)
    hub.stores.audit.append = append
    expect((await fetchPath(path)).status).toBe(200)
    expect(await audit()).toHaveLength(1)
  })

  it('by link is the operator’s own: changed, it is no link, and it ends with the operator’s rights', async () => {
    const { path } = await lena.ask('recording.link', { recordingId })
    expect((await fetchPath(path.replace(lenaId, bossId))).status).toBe(403)
    expect((await fetchPath(`${path}&d=1`)).status).toBe(403)
    const operator = hub.parts.book.operator(lenaId)
    if (operator) await hub.parts.book.update({ ...operator, disabled: true })
    expect((await fetchPath(path)).status).toBe(403)
    expect(await audit()).toEqual([])
  })

  it('as a file is a right of its own, and audited as such', async () => {
    expect(await lena.request('recording.download', { recordingId })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await auditor.request('recording.download', { recordingId })).toMatchObject({ code: 'FORBIDDEN' })
    const { path, fileName } = await boss.ask('recording.download', { recordingId })
    expect(fileName).toMatch(/^\d{4}-\d\d-\d\d \d\d-\d\d rec-1\.webm$/)
    const answer = await fetchPath(path)
    expect(answer.headers.get('content-disposition')).toBe('attachment')
    expect((await audit()).map((e) => e.action)).toEqual(['recording.downloaded'])
  })

  it('that is removed, or on no call yet, is refused in words', async () => {
    const { contactId } = await call()
    await hub.parts.objects.put(recordingKey('rec-loose'), Buffer.from('x'))
    const loose = { recordingId: 'rec-loose' as RecordingId }
    expect(await lena.request('recording.link', loose)).toMatchObject({ code: 'RECORDING_NOT_FOUND' })
    expect(await boss.request('recording.link', loose)).toMatchObject({ ok: true })
    await hub.stores.events.append({
      actor: 'test',
      events: [fact('recording.removed', contactId, now, { callId, recordingId, reason: 'retention' })],
    })
    expect(await boss.request('recording.link', { recordingId })).toMatchObject({ code: 'RECORDING_REMOVED' })
  })

  it('and its audit can be read by auditors, which is itself in the audit', async () => {
    await fetchPath((await lena.ask('recording.link', { recordingId })).path)
    expect(await boss.request('audit.list', {})).toMatchObject({ code: 'FORBIDDEN' })
    const { entries } = await auditor.ask('audit.list', { subject: recordingId })
    expect(entries.map((e) => e.action)).toEqual(['audit.read', 'recording.played'])
  })
})

describe('a comment on a recording', () => {
  const comment = (desk: TestConsole, commentId: string, more: object = {}) =>
    desk.request('recording.comment', {
      id: commandId(),
      callId,
      recordingId,
      commentId,
      second: 2.5,
      text: 'Here they agree',
      ...more,
    })
  const uncomment = (desk: TestConsole, commentId: string) =>
    desk.request('recording.uncomment', { id: commandId(), callId, commentId })

  it('is pinned to its second, and goes by whoever wrote it or a supervisor', async () => {
    await comment(lena, 'm1')
    await comment(lena, 'm2', { second: 1, text: '  Greeting\u0000 ' })
    expect((await call()).comments).toMatchObject([
      { commentId: 'm2', second: 1, text: 'Greeting', operatorId: lenaId },
      { commentId: 'm1', second: 2.5 },
    ])
    const other = await hub.connectConsole((await hub.addOperator('Other')).token)
    expect(await uncomment(other, 'm1')).toMatchObject({ code: 'FORBIDDEN' })
    expect(await uncomment(lena, 'm1')).toMatchObject({ ok: true })
    expect(await uncomment(boss, 'm2')).toMatchObject({ ok: true })
    expect(await uncomment(boss, 'm2')).toMatchObject({ code: 'NOT_FOUND' })
    expect((await call()).comments).toEqual([])
  })

  it('is refused on a recording of another call, and when it says nothing', async () => {
    expect(await comment(lena, 'm1', { recordingId: 'rec-2' })).toMatchObject({ code: 'RECORDING_NOT_FOUND' })
    expect(await comment(lena, 'm1', { callId: 'call-2' })).toMatchObject({ code: 'RECORDING_NOT_FOUND' })
    expect(await comment(lena, 'm1', { text: ' ' })).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await comment(auditor, 'm1')).toMatchObject({ code: 'FORBIDDEN' })
  })
})
