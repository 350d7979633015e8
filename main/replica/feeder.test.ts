import { expect, it } from 'vitest'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { ContactId, OperatorId, QueueId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { OpenedCard } from '../../shared/protocol/hub-protocol.ts'
import { silentLogger } from '../log/logger.ts'
import { createFeeder } from './feeder.ts'

const now = 100 * 86_400_000
const row = (contactId: string, more: object): InboxRow =>
  ({
    contactId,
    conversationId: `cv-${contactId}`,
    status: 'open',
    lastAt: now,
    ...more,
  }) as unknown as InboxRow

function feederOn(answers: { away?: boolean; keeps?: string[] } = {}) {
  const held = new Set<string>()
  const asked: string[][] = []
  const feeder = createFeeder({
    replica: {
      isOpen: true,
      holds: (id) => held.has(id),
      keep: (card) => void held.add(card.personId),
    },
    async ask(contactIds) {
      asked.push(contactIds)
      if (answers.away) return fail('HUB_OFFLINE')
      return ok(
        contactIds
          .filter((id) => answers.keeps?.includes(id) !== true)
          .map((id) => ({ personId: id, contactIds: [id] }) as unknown as OpenedCard),
      )
    },
    me: () => ({ operatorId: 'anna' as OperatorId, queueIds: ['q1' as QueueId] }),
    now: () => now,
    log: silentLogger,
    pauseMs: 1,
  })
  return { feeder, held, asked, answers }
}

it('asks for what is this operator’s and for what waits in their queues, the newest first, and for nothing else', async () => {
  const { feeder, held, asked } = feederOn()
  feeder.see([
    row('mine', { operatorId: 'anna', lastAt: now - 5 }),
    row('was-mine', { status: 'closed', handled: { operatorId: 'anna', at: 1 }, lastAt: now - 4 }),
    row('waits', { status: 'queued', queueId: 'q1', lastAt: now - 3 }),
    row('waits-elsewhere', { status: 'queued', queueId: 'q2' }),
    row('theirs', { operatorId: 'boris' }),
    row('long-ago', { operatorId: 'anna', lastAt: now - 31 * 86_400_000 }),
    row('newest', { operatorId: 'anna', lastAt: now }),
  ])
  await expect.poll(() => held.size).toBe(4)
  expect(asked.flat()).toEqual(['newest', 'waits', 'was-mine', 'mine'])
})

it('asks once for what the hub keeps for itself, and again for what it could not be asked', async () => {
  const { feeder, held, asked, answers } = feederOn({ keeps: ['secret'] })
  const rows = [row('secret', { operatorId: 'anna' })]
  feeder.see(rows)
  await expect.poll(() => asked.length).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 10))
  feeder.see(rows)
  expect(asked.length).toBe(1)
  answers.away = true
  feeder.see([row('later', { operatorId: 'anna' })])
  await expect.poll(() => asked.length).toBe(2)
  answers.away = false
  await new Promise((resolve) => setTimeout(resolve, 10))
  feeder.see([row('later', { operatorId: 'anna' })])
  await expect.poll(() => [...held]).toEqual(['later'])
})

it('asks anew for who is grouped otherwise, also when they lie here', async () => {
  const { feeder, held, asked } = feederOn()
  held.add('c1')
  feeder.see([row('c1', { operatorId: 'anna' })])
  expect(asked).toEqual([])
  feeder.renew(['c1' as ContactId])
  await expect.poll(() => asked).toEqual([['c1']])
})
