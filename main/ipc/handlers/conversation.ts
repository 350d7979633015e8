import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { CommandId, newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import type { Outbox } from '../../hub/outbox.ts'

export const conversationHandlers = (
  hub: HubClient,
  outbox: Outbox,
): AreaHandlers<Contract['conversation']> => ({
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
  /** HUB_OFFLINE and HUB_TIMEOUT here mean: it is kept and goes out by itself; its fact then comes with the card's. */
  async send(input) {
    const id = CommandId.parse(input.messageId)
    const answer = await outbox.send('message.send', input.conversationId, { ...input, id })
    return answer.ok ? ok({ at: answer.value.at }) : answer
  },
})
