import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import type { HubClient } from '../../hub/hub-client.ts'

export const conversationHandlers = (hub: HubClient): AreaHandlers<Contract['conversation']> => ({
  accept: (input) => hub.request('conversation.accept', { ...input, id: newId() }),
  close: ({ conversationId, dispositionId, note }) =>
    hub.request('conversation.close', {
      id: newId(),
      conversationId,
      ...(dispositionId ? { dispositionId } : {}),
      ...(note ? { note } : {}),
    }),
  reopen: (input) => hub.request('conversation.reopen', { ...input, id: newId() }),
  seen: (input) => hub.request('conversation.seen', { ...input, id: newId() }),
  typing: (input) => hub.request('conversation.typing', input),
})
