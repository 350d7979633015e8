import type { DialPreview, LineState } from '../../../shared/ipc/contract.ts'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { CallRow, TeamState } from '../../../shared/protocol/hub-protocol.ts'
import type { LineProfile } from '../../../shared/softphone/line.ts'
import { numberKey } from '../../../shared/softphone/number.ts'
import { readTarget } from '../../../shared/softphone/target.ts'
import { phoneText } from '../../ui/phone.ts'
import type { FakeWorld } from './world.ts'

/** A line of the fake, as main would tell of it. */
export const lineState = (profile: LineProfile, state: Partial<LineState>): LineState => {
  const { lineId, name, colour, greeting, queueIds, callerIds } = profile
  return { ...{ lineId, name, colour, greeting, queueIds, callerIds }, state: 'off', demo: false, ...state }
}

/** Enough of main's rules for numbers to try the window with. */
export function previewOf(target: string, lineId: string): Result<DialPreview> {
  const read = readTarget(target)
  if (!read) return fail('DIAL_INVALID')
  if (read.kind === 'address') {
    const text = `${read.user}@${read.host}`
    return ok({ lineId, dials: text, text, kind: 'address' })
  }
  const { digits, extension } = read
  const internal = !digits.startsWith('+') && digits.length <= 5
  const dials = internal ? digits : (numberKey(digits) ?? digits)
  const kind = internal ? 'internal' : 'number'
  return ok({ lineId, dials, text: phoneText(dials), kind, ...(extension ? { extension } : {}) })
}

/** The first colleague is free, the next is on a call, the others are away or not there. */
export function teamOf(world: FakeWorld): TeamState {
  const now = Date.now()
  const presences = ['available', 'available', 'busy', 'away'] as const
  const others = world.company.operators.filter((o) => o.operatorId !== world.me.operatorId)
  return {
    operators: others.map(({ operatorId }, i) => ({
      operatorId,
      presence: presences[i] ?? 'offline',
      since: now - (i + 1) * 40_000,
      ...(i === 1 ? { talkingSince: now - 125_000 } : {}),
    })),
    queues: world.company.queues.map(({ queueId }, i) => ({
      queueId,
      waiting: i === 1 ? 6 : 0,
      ...(i === 1 ? { waitSeconds: 180 } : {}),
    })),
  }
}

/** Calls of the last two days: missed ones, one that was called back, and answered ones. */
export function recentCalls(world: FakeWorld, missed: boolean): CallRow[] {
  const now = Date.now()
  const minutes = (count: number) => now - count * 60_000
  const [first, second, third] = world.rows().map((row) => row.personId)
  const colleague = world.company.operators.find((o) => o.operatorId !== world.me.operatorId)?.operatorId
  const queueId = world.company.queues[0]?.queueId
  if (!first || !second || !third) return []
  const row = (id: string, contactId: typeof first, more: Partial<CallRow>): CallRow => ({
    callId: id as CallRow['callId'],
    contactId,
    name: world.nameOf(contactId) ?? '',
    named: world.nameOf(contactId) !== undefined,
    remote: '+79000001234',
    direction: 'in',
    at: now,
    outcome: 'answered',
    waitSeconds: 6,
    talkSeconds: 0,
    ...(queueId ? { queueId } : {}),
    ...more,
  })
  const by = colleague ? { operatorId: colleague } : {}
  const all = [
    row('k-1', first, { at: minutes(7), outcome: 'missed', waitSeconds: 41 }),
    row('k-2', second, { at: minutes(34), talkSeconds: 252, ...by }),
    row('k-3', third, {
      at: minutes(95),
      outcome: 'missed',
      waitSeconds: 18,
      calledBack: { ...by, at: minutes(80), reached: true },
    }),
    row('k-4', second, { at: minutes(130), direction: 'out', outcome: 'unanswered', waitSeconds: 25 }),
    row('k-5', first, {
      at: minutes(60 * 26),
      outcome: 'missed',
      waitSeconds: 64,
      calledBack: { ...by, at: minutes(60 * 25), reached: false },
    }),
    row('k-6', third, { at: minutes(60 * 27), talkSeconds: 61, direction: 'out', ...by }),
  ]
  return missed ? all.filter((call) => call.outcome === 'missed') : all
}
