import type { ConversationId, OperatorId } from '../../shared/lib/ids.ts'
import type { Attending, Doing } from '../../shared/protocol/messages-protocol.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'

/** The room of the consoles that are in a conversation. */
export const roomOfConversation = (conversationId: ConversationId): string => `conversation:${conversationId}`

type Place = { operatorId: OperatorId; conversationId: ConversationId; doing: Doing; since: number }

/** Of what one operator does on several consoles in one conversation, the most telling counts. */
const rank: Record<Doing, number> = { viewing: 0, draft: 1, typing: 2 }

/**
 * Who is in which conversation now: kept in memory only, by console, so that one which goes takes its mark with it. A
 * conversation is told anew when it looks different.
 */
export function attendingHandlers({
  consoles,
  views,
  now,
}: Pick<Parts, 'consoles' | 'views' | 'now'>): Handlers<'conversation.attend' | 'conversation.attending'> {
  const places = new Map<string, Place>()

  const of = (conversationId: ConversationId): Attending => {
    const operators = new Map<OperatorId, Attending['operators'][number]>()
    for (const place of places.values()) {
      if (place.conversationId !== conversationId) continue
      const { operatorId, doing, since } = place
      const known = operators.get(operatorId)
      if (!known || rank[doing] > rank[known.doing]) operators.set(operatorId, { operatorId, doing, since })
    }
    return { conversationId, operators: [...operators.values()].sort((a, b) => a.since - b.since) }
  }
  const move = (console: string, place: Place | undefined) => {
    const was = places.get(console)
    if (place) places.set(console, place)
    else places.delete(console)
    const touched = new Set([was?.conversationId, place?.conversationId])
    for (const id of touched) if (id) consoles.push('attending', of(id))
  }
  consoles.onLeft((console) => move(console, undefined))

  return {
    'conversation.attend': ({ conversationId, doing = 'viewing' }, caller) => {
      const { operatorId } = operatorOf(caller)
      const was = places.get(caller.console)
      if (was?.conversationId === conversationId && was?.doing === doing) return {}
      // A thread that nobody has begun is nobody's to meet in.
      const known = conversationId !== undefined && views.conversation(conversationId) !== undefined
      const since = was?.conversationId === conversationId ? (was?.since ?? now()) : now()
      if (was && was.conversationId !== conversationId)
        caller.attend(roomOfConversation(was.conversationId), false)
      if (known) caller.attend(roomOfConversation(conversationId), true)
      move(caller.console, known ? { operatorId, conversationId, doing, since } : undefined)
      return {}
    },
    'conversation.attending': () => ({
      list: [...new Set([...places.values()].map((p) => p.conversationId))].map(of),
    }),
  }
}
