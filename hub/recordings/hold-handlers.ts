import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { holdsLock } from './retention.ts'

/** Legal holds: who forbade that something is removed, and why. Both are facts of the person and in the audit. */
export function holdHandlers(parts: Parts): Handlers<'hold.place' | 'hold.lift' | 'hold.list'> {
  const { stores, views, now } = parts
  const note = (actor: string, action: string, subject: string, detail: Record<string, unknown>) =>
    stores.audit.append({ at: now(), actor, action, subject, detail })

  return {
    'hold.place': async ({ id, holdId, contactId, callId, why }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: holdsLock }, async () => {
        if (!views.contact(contactId)) throw new CodedError('NOT_FOUND')
        const call = callId && (await stores.people.call(callId))
        if (callId && call?.contactId !== contactId) throw new CodedError('NOT_FOUND')
        await note(operatorId, 'hold.placed', contactId, { holdId, why, ...(callId ? { callId } : {}) })
        const words = clean(why)
        return {
          events: [fact('legal-hold.placed', contactId, now(), { holdId, callId, why: words, operatorId })],
        }
      })
      return {}
    },

    'hold.lift': async ({ id, holdId, contactId, why }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: holdsLock }, async () => {
        const hold = (await stores.recordings.holds()).find((one) => one.holdId === holdId)
        if (hold?.contactId !== contactId) throw new CodedError('NOT_FOUND')
        const { callId } = hold
        await note(operatorId, 'hold.lifted', contactId, { holdId, why, ...(callId ? { callId } : {}) })
        const words = clean(why)
        return {
          events: [fact('legal-hold.lifted', contactId, now(), { holdId, callId, why: words, operatorId })],
        }
      })
      return {}
    },

    'hold.list': async () => {
      const standing = await stores.recordings.holds()
      const cards = [...new Set(standing.map((hold) => hold.contactId))]
      const facts = await stores.events.cardFacts(cards)
      const placed = facts.filter((event) => event.type === 'legal-hold.placed')
      const shown = await Promise.all(
        standing.map(async ({ holdId, contactId, callId }) => {
          const { why, operatorId, occurredAt } = placed.find((event) => event.holdId === holdId) ?? {}
          const call = callId && (await stores.people.call(callId))
          if (!operatorId || why === undefined || occurredAt === undefined) return []
          return {
            ...{ holdId, contactId, why, operatorId, at: occurredAt, name: views.nameOf(contactId).name },
            ...(call ? { call: { callId: call.callId, at: call.offeredAt } } : {}),
          }
        }),
      )
      return { holds: shown.flat().sort((a, b) => b.at - a.at) }
    },
  }
}
