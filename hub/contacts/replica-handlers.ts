import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Operator } from '../../shared/domain/company.ts'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import { replicaProof } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { openCard } from './open-card.ts'

type Names = 'replica.cards' | 'replica.keep'

/** An operator's conversations of so long ago are theirs still, milliseconds. */
const theirsFor = 30 * 86_400_000

/** What a console keeps of an operator's work, so that it goes on while the hub is away. */
export function replicaHandlers(parts: Parts): Handlers<Names> {
  const { views, keys, book, now } = parts
  const belongs = (row: InboxRow, { operatorId, queueIds }: Operator): boolean =>
    (row.lastAt > now() - theirsFor &&
      (row.operatorId === operatorId || row.handled?.operatorId === operatorId)) ||
    (row.status === 'queued' && row.queueId !== undefined && queueIds.includes(row.queueId))
  return {
    'replica.cards': async ({ contactIds }, caller) => {
      const operator = operatorOf(caller)
      const persons = new Set(contactIds.map((id) => views.people.personOf(id)))
      const theirs = [...persons].filter((id) => views.rowsOfPerson(id).some((row) => belongs(row, operator)))
      return { cards: await Promise.all(theirs.map((id) => openCard(parts, id))) }
    },

    'replica.keep': ({ operatorId, proof }) => {
      const right = createHmac('sha256', Buffer.from(keys.localKey(operatorId), 'base64url'))
        .update(replicaProof)
        .digest()
      const given = Buffer.from(proof, 'base64url')
      // Whoever cannot show the key learns nothing: neither who works here, nor who does no longer.
      if (given.length !== right.length || !timingSafeEqual(given, right)) return { keep: true }
      return { keep: book.operator(operatorId)?.disabled === false }
    },
  }
}
