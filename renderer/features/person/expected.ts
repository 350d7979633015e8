import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { OpenedCard } from '../../../shared/protocol/hub-protocol.ts'
import type { Bridge } from '../../bridge/bridge.tsx'

/** So long a card waits here for its person to be opened, milliseconds. */
const waitMs = 5000

/** Cards that main has handed over ahead, since their person calls; kept in step with the stream while they wait. */
export function createExpected(bridge: Bridge) {
  const waiting = new Map<ContactId, { card: OpenedCard; timer: ReturnType<typeof setTimeout> }>()

  const drop = (personId: ContactId) => {
    clearTimeout(waiting.get(personId)?.timer)
    waiting.delete(personId)
  }

  bridge.card.onEvents(({ personId, events }) => {
    const held = waiting.get(personId)
    if (!held) return
    const { card } = held
    held.card = {
      ...card,
      events: [...card.events, ...events],
      cardEvents: [...card.cardEvents, ...events],
    }
  })
  bridge.inbox.onChanged(({ rows }) => {
    for (const held of waiting.values()) held.card = { ...held.card, rows: newest(held.card, rows) }
  })
  bridge.card.onRegrouped(({ contactIds }) => {
    for (const [personId, { card }] of waiting)
      if (card.contactIds.some((id) => contactIds.includes(id))) drop(personId)
  })

  return {
    /** `unwanted` is called when nobody has taken it in time. */
    keep(card: OpenedCard, unwanted: () => void): void {
      const { personId } = card
      drop(personId)
      const timer = setTimeout(() => {
        waiting.delete(personId)
        unwanted()
      }, waitMs)
      waiting.set(personId, { card, timer })
    },

    take(contactId: ContactId): OpenedCard | undefined {
      for (const [personId, { card }] of waiting)
        if (card.contactIds.includes(contactId)) {
          drop(personId)
          return card
        }
      return undefined
    },
  }
}

/** The card's conversations, each as it was told last. */
function newest(card: OpenedCard, told: readonly InboxRow[]): InboxRow[] {
  const rows = new Map(card.rows.map((row) => [row.conversationId, row]))
  for (const row of told)
    if (
      card.contactIds.includes(row.contactId) &&
      row.position >= (rows.get(row.conversationId)?.position ?? 0)
    )
      rows.set(row.conversationId, row)
  return [...rows.values()]
}
