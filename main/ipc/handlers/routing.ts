import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import { optional } from '../../softphone/optional.ts'

export const routingHandlers = (hub: HubClient): AreaHandlers<Contract['routing']> => ({
  offers: () => hub.request('routing.offers', {}),
  pass: (input) => hub.request('routing.pass', input),
  requeue: ({ conversationId, queueId }) =>
    hub.request('conversation.requeue', { id: newId(), conversationId, ...optional('queueId', queueId) }),
  snooze: (input) => hub.request('conversation.snooze', { ...input, id: newId() }),
  wake: (input) => hub.request('conversation.wake', { ...input, id: newId() }),
  callbacks: () => hub.request('callback.list', {}),
  schedule: ({ number, note, ...input }) =>
    hub.request('callback.schedule', {
      ...input,
      id: newId(),
      ...optional('number', number),
      ...optional('note', note),
    }),
  settle: (input) => hub.request('callback.settle', { ...input, id: newId() }),
  myDay: () => hub.request('presence.my-day', {}),
  async change({ routing, queues, operatorQueues, accountQueues }) {
    const change = {
      ...optional('routing', routing),
      ...optional('queues', queues),
      ...optional('operatorQueues', operatorQueues),
      ...optional('accountQueues', accountQueues),
    }
    const answer = await hub.request('admin.set-routing', { id: newId(), change })
    return answer.ok ? ok({}) : answer
  },
})
