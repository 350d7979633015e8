import type { DomainEvent } from '../../shared/domain/event.ts'
import type { MessageId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { placeOf } from '../conversations/place.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import type { ScheduledMessage } from '../storage/ports.ts'
import type { TemplateBook } from '../templates/template-book.ts'
import { checkOutgoing } from './outgoing.ts'

/** A timer of Node ends at 2^31 ms; further moments are looked at again by then. */
const longestMs = 2_000_000_000
const againMs = 5000

/**
 * Holds what is to be sent at a moment, and sends it then, whoever is signed in. The log is its memory: after a restart
 * it goes on, and what fell due meanwhile leaves at once. A message leaves once: the command's id is the message's own.
 */
export class Scheduler {
  private readonly parts: Parts
  private readonly templates: TemplateBook
  private readonly held = new Map<MessageId, ScheduledMessage>()
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(parts: Parts, templates: TemplateBook) {
    this.parts = parts
    this.templates = templates
    parts.views.onCommitted(({ events }) => {
      for (const event of events) this.take(event)
    })
  }

  async start(): Promise<void> {
    for (const message of await this.parts.stores.people.scheduled())
      this.held.set(message.messageId, message)
    this.wind()
  }

  waiting(messageId: MessageId): ScheduledMessage | undefined {
    return this.held.get(messageId)
  }

  dispose(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private take(event: DomainEvent): void {
    switch (event.type) {
      case 'message.scheduled': {
        const { type: _, eventId: _e, position: _p, seq: _s, occurredAt: _o, ...message } = event
        this.held.set(event.messageId, message)
        return this.wind()
      }
      case 'message.rescheduled': {
        const known = this.held.get(event.messageId)
        if (known) this.held.set(event.messageId, { ...known, text: event.text, sendAt: event.sendAt })
        return this.wind()
      }
      case 'message.sent':
      case 'message.unscheduled':
        if (this.held.delete(event.messageId)) this.wind()
        return
      default:
    }
  }

  private wind(after = 0): void {
    clearTimeout(this.timer)
    if (this.closed || this.held.size === 0) return
    const first = Math.min(...[...this.held.values()].map((m) => m.sendAt))
    const wait = Math.max(after, Math.min(longestMs, first - this.parts.now()))
    this.timer = setTimeout(() => void this.run(), wait)
    this.timer.unref()
  }

  private async run(): Promise<void> {
    const { log, now } = this.parts
    let failed = false
    const due = [...this.held.values()].filter((m) => m.sendAt <= now()).sort((a, b) => a.sendAt - b.sendAt)
    for (const message of due)
      await this.send(message).catch((error: unknown) => {
        failed = true
        log.error({ err: error, messageId: message.messageId }, 'a scheduled message did not go')
      })
    this.wind(failed ? againMs : 0)
  }

  private async send({ messageId, conversationId, operatorId }: ScheduledMessage): Promise<void> {
    const { parts, templates } = this
    const ask = { actor: 'scheduler', id: messageId, on: `conversation:${conversationId}` }
    await command(parts, ask, () => {
      // Changed or called off while it waited for its turn: then its new moment counts.
      const message = this.held.get(messageId)
      if (!message || message.sendAt > parts.now()) return { events: [] }
      const { sendAt: _, contactId, ...fields } = message
      const at = parts.now()
      const conversation = parts.views.conversation(conversationId)
      try {
        const { account } = placeOf(parts, conversationId, conversation)
        const text = checkOutgoing(parts, account, conversation, {
          text: message.text,
          attachments: message.attachments,
          quotes: message.replyTo !== undefined,
          template:
            message.templateId === undefined ? undefined : templates.usable(message.templateId, operatorId),
        })
        const interactionId = conversation?.interactionId ?? message.interactionId
        const sent = { ...fields, text, interactionId, author: 'operator' as const, receipt: 'sent' as const }
        return { events: [fact('message.sent', contactId, at, sent)] }
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        const { channel } = message
        const off = { conversationId, messageId, channel, code: error.code }
        return { events: [fact('message.unscheduled', contactId, at, off)] }
      }
    })
  }
}
