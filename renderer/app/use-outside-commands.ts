import { useEffect, useRef } from 'react'
import type { ConversationId } from '../../shared/lib/ids.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { useCalls } from '../bridge/mirrors.ts'
import { useTellFailure } from '../features/conversation/index.ts'
import { inboxOf } from '../features/inbox/index.ts'
import { personOf } from '../features/person/index.ts'
import { useKeys } from '../keys/keys.tsx'

/**
 * Commands from outside the page: global keys by their own names, a clicked notification (`conversation.show`,
 * `call.show`), and `dial` with a number from a `tel:` link.
 */
export function useOutsideCommands(onDesk: () => void): void {
  const bridge = useBridge()
  const { registry } = useKeys()
  const tell = useTellFailure()
  const calls = useCalls((list) => list)
  const latest = useRef({ onDesk, tell, calls })
  useEffect(() => {
    latest.current = { onDesk, tell, calls }
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
        } else if (name === 'dial' && argument) {
          void bridge.softphone.dial({ target: argument }).then((answer) => now.tell(answer))
        } else {
          registry.run(name)
        }
      }),
    [bridge, registry],
  )
}
