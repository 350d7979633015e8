import { useEffect, useRef } from 'react'
import type { ContactId, ConversationId } from '../../shared/lib/ids.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { useCalls } from '../bridge/mirrors.ts'
import { inboxOf } from '../features/inbox/index.ts'
import { personOf } from '../features/person/index.ts'
import { phoneOf } from '../features/softphone/index.ts'

/**
 * Commands from outside the page: a clicked notification (`conversation.show`, `call.show`), what the small call window
 * asks for (`person.show`), and `dial`, which proposes a number from a `tel:` link.
 */
export function useOutsideCommands(onDesk: () => void): void {
  const bridge = useBridge()
  const calls = useCalls((list) => list)
  const latest = useRef({ onDesk, calls })
  useEffect(() => {
    latest.current = { onDesk, calls }
  })
  useEffect(
    () =>
      bridge.app.onCommand(({ name, argument = '' }) => {
        const now = latest.current
        const person = personOf(bridge).getState()
        if (name === 'conversation.show') {
          const row = inboxOf(bridge)
            .getState()
            .rows.get(argument as ConversationId)
          now.onDesk()
          if (row) void person.open(row.contactId, row.conversationId)
        } else if (name === 'call.show') {
          const call = now.calls.find((c) => c.callId === argument)
          now.onDesk()
          if (call?.contactId) void person.open(call.contactId)
        } else if (name === 'person.show' && argument) {
          now.onDesk()
          void person.open(argument as ContactId)
        } else if (name === 'dial' && argument) {
          // A link in a web page may only propose a number: the operator's own Enter dials it.
          phoneOf(bridge).openDial(argument, { link: true })
        }
      }),
    [bridge],
  )
}
