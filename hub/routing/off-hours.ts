import type { DomainEvent } from '../../shared/domain/event.ts'
import { routingOf, rulesOf, scheduleOf } from '../../shared/domain/routing-settings.ts'
import { isOpen } from '../../shared/domain/working-hours.ts'
import type { MessageId } from '../../shared/lib/ids.ts'
import { localise, pickLanguage } from '../../shared/lib/language.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'stores' | 'views' | 'book' | 'locks' | 'now' | 'log'>

/**
 * Answers in the company's name whoever writes while their queue is closed and nobody has taken them: once in a
 * handling, however much they write, and again in another one.
 */
export function offHoursAnswers(parts: Needs): void {
  const { views, log } = parts
  views.onCommitted(({ events }) => {
    for (const event of events)
      if (event.type === 'message.received')
        answer(parts, event).catch((error: unknown) => {
          if (!(error instanceof CodedError)) log.error({ err: error }, 'no answer outside the hours')
        })
  })
}

async function answer(parts: Needs, event: DomainEvent<'message.received'>): Promise<void> {
  const { book, now, views } = parts
  const { contactId, conversationId, interactionId, accountId, channel, queueId } = event
  const company = book.find()
  const routing = routingOf(company)
  const schedule = scheduleOf(routing, queueId)
  const reply = rulesOf(routing, queueId).offHours?.reply
  if (!reply || !interactionId || isOpen(schedule, now())) return
  const account = company?.accounts.find((a) => a.accountId === accountId)
  const text = localise(reply, pickLanguage(account?.language ? [account.language] : []))
  if (!text) return
  const ask = { actor: 'off-hours', id: interactionId, on: `conversation:${conversationId}` }
  await command(parts, ask, () => {
    const row = views.conversation(conversationId)
    // Somebody may work late.
    if (row?.status !== 'queued' || row.interactionId !== interactionId) return { events: [] }
    const messageId = `off-hours-${interactionId}` as MessageId
    const message = { interactionId, conversationId, messageId, channel, accountId, queueId, text }
    return {
      events: [fact('message.sent', contactId, now(), { ...message, author: 'bot', receipt: 'sent' })],
    }
  })
}
