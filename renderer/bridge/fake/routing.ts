import type { Presence } from '../../../shared/domain/company.ts'
import { routingOf } from '../../../shared/domain/routing-settings.ts'
import type { Contract, SessionState } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../../shared/ipc/derive.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { Callback } from '../../../shared/protocol/routing-protocol.ts'
import type { FakeWorld } from './world.ts'

type Around = {
  world: FakeWorld
  publish: Publish
  setSession: (next: Partial<SessionState>) => void
  presence: () => Presence
}
const hour = 3_600_000

/** The hub's router as a window sees it: whoever is available is asked for everything that comes into the queue. */
export function fakeRouting(around: Around): AreaHandlers<Contract['routing']> {
  const { world, publish, setSession, presence } = around
  const me = world.me.operatorId
  const callbacks = new Map<string, Callback>()
  world.onAppended((event) => {
    if (event.type === 'callback.scheduled') {
      const name = world.rowsOf(world.personOf(event.contactId))[0]
      callbacks.set(event.callbackId, { ...event, name: name?.name ?? '', named: name?.named ?? false })
    }
    if (event.type === 'callback.settled') callbacks.delete(event.callbackId)
    const id = world.conversationOf(event)
    const row = id && world.conversation(id)
    if (event.type !== 'interaction.offered' || row?.status !== 'queued' || presence() !== 'available') return
    const offer = {
      conversationId: row.conversationId,
      at: event.occurredAt,
      why: { kind: 'all' },
      auto: false,
    } as const
    publish('routing', 'offer', { offer })
  })
  const place = (conversationId: Parameters<FakeWorld['conversation']>[0]) => {
    const row = world.conversation(conversationId)
    return row && { contactId: row.contactId, conversationId }
  }
  return {
    offers: async () => ok({ offers: [] }),
    pass: async () => ok({}),
    requeue: async ({ conversationId, queueId }) => {
      const at = place(conversationId)
      if (!at) return fail('NOT_FOUND')
      world.append({
        ...at,
        type: 'interaction.requeued',
        reason: 'hand',
        operatorId: me,
        fromOperatorId: me,
        queueId,
      })
      return ok({})
    },
    snooze: async ({ conversationId, until }) => {
      const at = place(conversationId)
      if (!at) return fail('NOT_FOUND')
      world.append({ ...at, type: 'conversation.snoozed', until, operatorId: me })
      return ok({})
    },
    wake: async ({ conversationId }) => {
      const at = place(conversationId)
      if (!at) return fail('NOT_FOUND')
      world.append({ ...at, type: 'conversation.woken', reason: 'hand', operatorId: me })
      return ok({})
    },
    callbacks: async () => ok({ callbacks: [...callbacks.values()].sort((a, b) => a.dueAt - b.dueAt) }),
    schedule: async ({ mine, contactId, ...input }) => {
      world.append({
        ...input,
        contactId,
        type: 'callback.scheduled',
        operatorId: me,
        ...(mine ? { forOperatorId: me } : {}),
      })
      publish('routing', 'callbacksChanged', { contactId })
      return ok({})
    },
    settle: async ({ callbackId, outcome }) => {
      const owed = callbacks.get(callbackId)
      if (!owed) return ok({})
      const { contactId } = owed
      world.append({ contactId, type: 'callback.settled', callbackId, outcome, operatorId: me })
      publish('routing', 'callbacksChanged', { contactId })
      return ok({})
    },
    myDay: async () => {
      const now = Date.now()
      const at = (hoursAgo: number) => now - hoursAgo * hour
      const stretch = { operatorId: me }
      return ok({
        from: at(8),
        now,
        intervals: [
          { ...stretch, activity: 'available', from: at(5), to: at(4) },
          { ...stretch, activity: 'talking', from: at(4), to: at(3.6) },
          { ...stretch, activity: 'after-call', from: at(3.6), to: at(3.55) },
          { ...stretch, activity: 'available', from: at(3.55), to: at(2.2) },
          { ...stretch, activity: 'break', breakId: 'lunch', from: at(2.2), to: at(1.5) },
          { ...stretch, activity: 'away', auto: 'locked', from: at(1.5), to: at(1.4) },
          { ...stretch, activity: 'available', from: at(1.4) },
        ],
        calls: { answered: 12, made: 3, talkSeconds: 5460 },
        chats: { taken: 9, closed: 7 },
      })
    },
    change: async ({ routing, queues, operatorQueues, accountQueues }) => {
      const { company } = world
      const given = Object.fromEntries(
        Object.entries(routing ?? {}).filter(([, value]) => value !== undefined),
      )
      company.routing = { ...routingOf(company), ...given }
      if (queues) company.queues = queues
      for (const { operatorId, queueIds } of operatorQueues ?? []) {
        const operator = company.operators.find((o) => o.operatorId === operatorId)
        if (operator) operator.queueIds = queueIds
      }
      for (const { accountId, queueId } of accountQueues ?? []) {
        const account = company.accounts.find((a) => a.accountId === accountId)
        if (account) account.queueId = queueId
      }
      setSession({ company: { ...company } })
      return ok({})
    },
  }
}
