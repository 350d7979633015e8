import { setTimeout as delay } from 'node:timers/promises'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { ContactId, OperatorId, QueueId } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { OpenedCard } from '../../shared/protocol/hub-protocol.ts'
import type { Logger } from '../log/logger.ts'
import type { Replica } from './replica-types.ts'

export type FeederOptions = {
  replica: Pick<Replica, 'isOpen' | 'holds' | 'keep'>
  ask(contactIds: ContactId[]): Promise<Result<OpenedCard[]>>
  /** Who works here, and whose queues they serve. */
  me(): { operatorId: OperatorId; queueIds: readonly QueueId[] } | undefined
  now(): number
  log: Logger
  pauseMs?: number
}

export type Feeder = {
  /** These rows are as they are now: whose cards belong here and do not lie here is asked for, the newest first. */
  see(rows: readonly InboxRow[]): void
  /** These cards are to be had anew, whatever lies here of them. */
  renew(contactIds: readonly ContactId[]): void
  stop(): void
}

/** A few: they are sealed in one go, since a fact between two of them would be missed, and somebody may be typing. */
const atOnce = 3
/** So many people are kept ahead of being opened; the rest comes as it is opened. */
const most = 400
const theirsFor = 30 * 86_400_000

/** Fetches what an operator will need while the hub is away, in the pauses of what they do. */
export function createFeeder({ replica, ask, me, now, log, pauseMs = 100 }: FeederOptions): Feeder {
  const wanted = new Map<ContactId, number>()
  /** The hub keeps these for itself, or they are on their way: they are not asked for again. */
  const asked = new Set<ContactId>()
  const anew = new Set<ContactId>()
  let running = false
  let stopped = false

  const belongs = (row: InboxRow): boolean => {
    const mine = me()
    if (!mine) return false
    const { operatorId, queueIds } = mine
    return (
      (row.lastAt > now() - theirsFor &&
        (row.operatorId === operatorId || row.handled?.operatorId === operatorId)) ||
      (row.status === 'queued' && row.queueId !== undefined && queueIds.includes(row.queueId))
    )
  }

  const run = async () => {
    if (running) return
    running = true
    try {
      while (!stopped && replica.isOpen && wanted.size) {
        const next = [...wanted].sort((a, b) => b[1] - a[1]).slice(0, atOnce)
        const contactIds = next.map(([id]) => id)
        for (const id of contactIds) {
          wanted.delete(id)
          asked.add(id)
        }
        const answer = await ask(contactIds)
        if (!answer.ok) {
          log.info('cards were not kept ahead', { code: answer.code })
          for (const id of contactIds) asked.delete(id)
          return
        }
        if (stopped) return
        for (const card of answer.value)
          if (!replica.holds(card.personId) || card.contactIds.some((id) => anew.has(id))) {
            for (const id of card.contactIds) anew.delete(id)
            replica.keep(card, false)
          }
        await delay(pauseMs)
      }
    } finally {
      running = false
    }
  }

  return {
    see(rows) {
      stopped = false
      const news = rows
        .filter((row) => belongs(row) && !replica.holds(row.contactId) && !asked.has(row.contactId))
        .sort((a, b) => b.lastAt - a.lastAt)
        .slice(0, most)
      for (const row of news) wanted.set(row.contactId, row.lastAt)
      void run()
    },
    renew(contactIds) {
      for (const id of contactIds) {
        asked.delete(id)
        anew.add(id)
        wanted.set(id, Number.MAX_SAFE_INTEGER)
      }
      void run()
    },
    stop() {
      stopped = true
      wanted.clear()
      asked.clear()
      anew.clear()
    },
  }
}
