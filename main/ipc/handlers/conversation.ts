import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import type { KeptWrites } from '../../replica/kept-writes.ts'

export const conversationHandlers = (
  hub: HubClient,
  writes: KeptWrites,
): AreaHandlers<Contract['conversation']> => ({
  accept: (input) => writes.ask('conversation.accept', { ...input, id: newId() }),
  close: ({ conversationId, dispositionId, note }) =>
    writes.write('conversation.close', conversationId, {
      conversationId,
      ...(dispositionId ? { dispositionId } : {}),
      ...(note ? { note } : {}),
    }),
  reopen: (input) => writes.ask('conversation.reopen', { ...input, id: newId() }),
  seen: (input) => hub.request('conversation.seen', { ...input, id: newId() }),
  typing: (input) => hub.request('conversation.typing', input),
})
