import type { CallRow } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { Handlers } from '../realtime/caller.ts'
import type { CallState } from '../storage/ports.ts'

const PAGE = 60
/** Calls of a person that are looked through for one that was made after they were missed. */
const LATER_CALLS = 20

/** The calls of the whole team, a page at a time. */
export function callListHandlers({
  stores,
  views,
  now,
}: Pick<Parts, 'stores' | 'views' | 'now'>): Handlers<'calls.list'> {
  /** The first talk with that person since, else the first try. */
  const calledBack = async (call: CallState): Promise<CallRow['calledBack']> => {
    const cards = views.people.membersOf(call.contactId)
    const calls = (await Promise.all(cards.map((id) => stores.people.callsOf(id, LATER_CALLS)))).flat()
    const later = calls
      .filter((one) => one.offeredAt > call.offeredAt && one.callId !== call.callId)
      .filter((one) => one.direction === 'out' || one.answeredAt !== undefined)
      .sort((a, b) => a.offeredAt - b.offeredAt)
    const best = later.find((one) => one.answeredAt !== undefined) ?? later[0]
    if (!best) return undefined
    const { operatorId, offeredAt, answeredAt } = best
    return { ...(operatorId ? { operatorId } : {}), at: offeredAt, reached: answeredAt !== undefined }
  }

  const rowOf = async (call: CallState): Promise<CallRow> => {
    const { callId, contactId, remote, direction, queueId, operatorId, offeredAt, answeredAt, ended } = call
    const outcome = outcomeOf(call)
    const back = outcome === 'missed' ? await calledBack(call) : undefined
    const waited = ((answeredAt ?? ended?.at ?? now()) - offeredAt) / 1000
    return {
      ...{ callId, contactId, direction, outcome, at: offeredAt },
      ...views.nameOf(contactId),
      ...(remote ? { remote } : {}),
      ...(queueId ? { queueId } : {}),
      ...(operatorId ? { operatorId } : {}),
      waitSeconds: Math.max(0, Math.round(waited)),
      talkSeconds: ended?.talkSeconds ?? 0,
      ...(back ? { calledBack: back } : {}),
    }
  }

  return {
    'calls.list': async ({ missed, before }) => {
      const found = await stores.people.recentCalls(before ?? now() + 1, PAGE + 1, missed)
      return { calls: await Promise.all(found.slice(0, PAGE).map(rowOf)), more: found.length > PAGE }
    },
  }
}

/** A call that a colleague took is nobody's missed call: it was answered. */
function outcomeOf({ answeredAt, ended, direction }: CallState): CallRow['outcome'] {
  if (!ended) return answeredAt === undefined ? 'ringing' : 'talking'
  if (answeredAt !== undefined) return 'answered'
  return direction === 'in' ? 'missed' : 'unanswered'
}
