import type { ContactId } from '../../../shared/lib/ids.ts'
import type { HubOutput } from '../../../shared/protocol/hub-protocol.ts'
import type { ShownIntake } from '../../../shared/protocol/recordings-protocol.ts'
import type { FakeWorld } from './world.ts'

const minute = 60_000

/** Recordings of a PBX of which nobody knows for certain whose they are. */
export function fakeIntake(world: FakeWorld): { doubts: ShownIntake[]; aside: ShownIntake[] } {
  const now = Date.now()
  const calls = world.recordedCalls().slice(0, 2)
  const base = { state: 'doubt', source: 'folder', kilobytes: 940, channels: 2 } as const
  const doubt: ShownIntake = {
    ...base,
    intakeId: 'i-1',
    recordingId: 'pbx-1' as never,
    name: 'in-84950000001-79000001234-20261120-151402.wav',
    at: now - 8 * minute,
    facts: { from: '79000001234', to: '84950000001', startedAt: now - 30 * minute, direction: 'in' },
    seconds: 248,
    candidates: calls.map(({ callId, contactId, at }, i) => ({
      callId,
      contactId,
      at,
      score: i === 0 ? 82 : 70,
      reasons:
        i === 0 ? ['number', 'start-near', 'length', 'direction'] : ['number', 'start-far', 'other-length'],
      name: world.nameOf(contactId) ?? '',
      remote: '+79000001234',
      direction: 'in',
      talkSeconds: i === 0 ? 246 : 31,
      operatorId: world.me.operatorId,
    })),
  }
  const lost: ShownIntake = {
    ...base,
    intakeId: 'i-2',
    recordingId: 'pbx-2' as never,
    source: 'webhook',
    name: 'anonymous-101-20261120-120211.mp3',
    at: now - 190 * minute,
    facts: { from: 'anonymous', to: '101' },
    seconds: 44,
    candidates: [],
  }
  const broken: ShownIntake = {
    ...base,
    intakeId: 'i-3',
    recordingId: 'pbx-3' as never,
    state: 'broken',
    name: 'out-84951112233-102.gsm.wav',
    at: now - 400 * minute,
    facts: {},
    candidates: [],
    code: 'RECORDING_BROKEN',
  }
  return { doubts: [doubt, lost], aside: [broken] }
}

/** A few lines of an audit. */
export function fakeAudit(world: FakeWorld, subject: string | undefined): HubOutput<'audit.list'>['entries'] {
  const now = Date.now()
  const [one, other] = world.company.operators
  const contactId = world.recordedCalls()[0]?.contactId as ContactId
  const recordingId = subject ?? 'rec-1'
  const line = (
    ago: number,
    actor: string | undefined,
    action: string,
    detail: Record<string, unknown> = {},
  ) => ({
    at: now - ago * minute,
    actor: actor ?? '',
    action,
    subject: recordingId,
    detail: { address: '10.4.0.17', contactId, ...detail },
  })
  return [
    line(0, world.me.operatorId, 'audit.read'),
    line(6, other?.operatorId, 'recording.downloaded'),
    line(9, one?.operatorId, 'recording.heard', {
      stretches: [
        { from: 0, to: 42 },
        { from: 118, to: 246 },
      ],
    }),
    line(9.2, one?.operatorId, 'recording.played'),
    line(300, other?.operatorId, 'hold.placed', { why: 'claim 12/26' }),
    line(1500, other?.operatorId, 'admin.set-settings'),
  ]
}
