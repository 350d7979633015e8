import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import type { KeptWrites } from '../../replica/kept-writes.ts'
import { optional } from '../../softphone/optional.ts'

export const routingHandlers = (hub: HubClient, writes: KeptWrites): AreaHandlers<Contract['routing']> => ({
  offers: () => hub.request('routing.offers', {}),
  pass: (input) => hub.request('routing.pass', input),
  requeue: ({ conversationId, queueId }) =>
    writes.ask('conversation.requeue', { id: newId(), conversationId, ...optional('queueId', queueId) }),
  snooze: (input) => writes.write('conversation.snooze', input.conversationId, input),
  wake: (input) => writes.write('conversation.wake', input.conversationId, input),
  callbacks: () => hub.request('callback.list', {}),
  schedule: ({ number, note, ...input }) =>
    writes.ask('callback.schedule', {
      ...input,
      id: newId(),
      ...optional('number', number),
      ...optional('note', note),
    }),
  settle: (input) => writes.ask('callback.settle', { ...input, id: newId() }),
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
