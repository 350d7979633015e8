import { mayChange, rulesOf } from '../../shared/domain/channel-rules.ts'
import type { DomainEvent, NewEvent } from '../../shared/domain/event.ts'
import type { MessageItem } from '../../shared/domain/timeline.ts'
import { dangerCode, dangerOf } from '../../shared/files/danger.ts'
import type { ContactId, ConversationId, InteractionId, MessageId, OperatorId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { HubInput } from '../../shared/protocol/hub-protocol.ts'
import { placeOf } from '../conversations/place.ts'
import type { Files } from '../files/files.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import { must } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { TemplateBook } from '../templates/template-book.ts'
import { findMessage } from './find-message.ts'
import { checkOutgoing, usable } from './outgoing.ts'
import type { Scheduler } from './scheduler.ts'

type Names =
  | 'message.send'
  | 'message.schedule'
  | 'message.reschedule'
  | 'message.unschedule'
  | 'message.edit'
  | 'message.delete'
  | 'message.react'
  | 'file.link'
  | 'file.facts'

type Needs = { files: Files; templates: TemplateBook; scheduler: Scheduler }
type Body = Pick<
  HubInput<'message.send'>,
  'conversationId' | 'messageId' | 'text' | 'files' | 'replyTo' | 'templateId'
>

/** Furthest ahead that a message may be scheduled. */
const furthestMs = 366 * 24 * 60 * 60_000
/** What leaves: now, at a moment, and what is changed of it afterwards. Each is checked against its channel's rules. */
export function messageHandlers(parts: Parts, { files, templates, scheduler }: Needs): Handlers<Names> {
  const { stores, views, now } = parts

  const on = (id: ConversationId) => `conversation:${id}`

  /** What is asked of the storage before the decision; a template that went meanwhile is simply none any more. */
  async function gather({ files: ids, templateId }: Body, operatorId: OperatorId) {
    const template = templateId === undefined ? undefined : templates.usable(templateId, operatorId)
    const attachments = await files.attachments(ids, usable(operatorId, template, ids ?? []))
    return { template, attachments }
  }

  /** The message as a fact would hold it, checked. */
  function written(body: Body, operatorId: OperatorId, given: Awaited<ReturnType<typeof gather>>) {
    const conversation = views.conversation(body.conversationId)
    const { contactId, account } = placeOf(parts, body.conversationId, conversation)
    const text = checkOutgoing(parts, account, conversation, {
      text: body.text,
      quotes: body.replyTo !== undefined,
      ...given,
    })
    const fields = {
      interactionId: conversation?.interactionId,
      conversationId: body.conversationId,
      messageId: body.messageId,
      channel: account.kind,
      accountId: account.accountId,
      queueId: conversation?.queueId ?? account.queueId,
      text,
      attachments: given.attachments,
      replyTo: body.replyTo,
      templateId: given.template?.templateId,
      operatorId,
    }
    return { contactId, conversation, fields }
  }

  /** The operator's own message, or the customer's, as it is now. */
  async function messageOf(conversationId: ConversationId, messageId: MessageId): Promise<MessageItem> {
    const contactId = views.conversation(conversationId)?.contactId
    if (!contactId) throw new CodedError('NOT_FOUND')
    return findMessage(parts, contactId, { conversationId, messageId })
  }

  async function mine(
    what: 'edit' | 'remove',
    { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
  ): Promise<MessageItem> {
    const item = await messageOf(conversationId, messageId)
    const rules = rulesOf(item.channel)
    if (item.author !== 'operator' || item.deleted || !rules || !mayChange(rules, what, item.at, now()))
      throw new CodedError('MESSAGE_NOT_CHANGEABLE')
    return item
  }

  return {
    'message.send': async ({ id, open, ...body }, caller) => {
      const { operatorId } = operatorOf(caller)
      const given = await gather(body, operatorId)
      const sent = await command(parts, { actor: operatorId, id, on: on(body.conversationId) }, () => {
        const { contactId, conversation, fields } = written(body, operatorId, given)
        const at = now()
        const events: NewEvent[] = []
        if (conversation && conversation.status !== 'closed')
          must(caller.actor, 'message.send', { conversation })
        else if (!open) throw new CodedError(conversation ? 'CONVERSATION_CLOSED' : 'NOT_FOUND')
        else {
          fields.interactionId = newId<InteractionId>()
          events.push(opened(contactId, at, fields, operatorId))
        }
        events.push(fact('message.sent', contactId, at, { ...fields, author: 'operator', receipt: 'sent' }))
        return { events, result: { at } }
      })
      return { position: sent.position, ...(sent.result as { at: number }) }
    },

    'message.schedule': async ({ id, sendAt, ...body }, caller) => {
      const { operatorId } = operatorOf(caller)
      const given = await gather(body, operatorId)
      const done = await command(parts, { actor: operatorId, id, on: on(body.conversationId) }, () => {
        future(sendAt)
        const { contactId, conversation, fields } = written(body, operatorId, given)
        if (conversation && conversation.status !== 'closed')
          must(caller.actor, 'message.send', { conversation })
        const at = now()
        return { events: [fact('message.scheduled', contactId, at, { ...fields, sendAt })], result: { at } }
      })
      return { position: done.position, ...(done.result as { at: number }) }
    },

    'message.reschedule': async ({ id, messageId, conversationId, text, sendAt }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const waiting = scheduler.waiting(messageId)
        if (waiting?.conversationId !== conversationId) throw new CodedError('MESSAGE_GONE')
        future(sendAt)
        const { contactId, channel } = waiting
        const { account, conversation } = {
          conversation: views.conversation(conversationId),
          ...placeOf(parts, conversationId, views.conversation(conversationId)),
        }
        const checked = checkOutgoing(parts, account, conversation, {
          text,
          attachments: waiting.attachments,
          quotes: waiting.replyTo !== undefined,
          template:
            waiting.templateId === undefined ? undefined : templates.usable(waiting.templateId, operatorId),
        })
        const fields = { conversationId, messageId, channel, text: checked, sendAt, operatorId }
        return { events: [fact('message.rescheduled', contactId, now(), fields)] }
      })
      return {}
    },

    'message.unschedule': async ({ id, messageId, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const waiting = scheduler.waiting(messageId)
        if (waiting?.conversationId !== conversationId) throw new CodedError('MESSAGE_GONE')
        const fields = { conversationId, messageId, channel: waiting.channel, operatorId }
        return { events: [fact('message.unscheduled', waiting.contactId, now(), fields)] }
      })
      return {}
    },

    'message.edit': async ({ id, messageId, conversationId, text }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, async () => {
        const item = await mine('edit', { conversationId, messageId })
        const conversation = views.conversation(conversationId)
        if (conversation) must(caller.actor, 'message.edit', { conversation })
        const cleaned = clean(text).trim()
        if (!cleaned) throw new CodedError('MESSAGE_EMPTY')
        if (cleaned.length > (rulesOf(item.channel)?.text ?? 0)) throw new CodedError('MESSAGE_TOO_LONG')
        if (cleaned === item.text) return { events: [] }
        const fields = { conversationId, messageId, channel: item.channel, text: cleaned, operatorId }
        return { events: [fact('message.edited', item.contactId, now(), { ...fields, by: 'operator' })] }
      })
      return {}
    },

    'message.delete': async ({ id, messageId, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, async () => {
        const { contactId, channel } = await mine('remove', { conversationId, messageId })
        const conversation = views.conversation(conversationId)
        if (conversation) must(caller.actor, 'message.delete', { conversation })
        const fields = { conversationId, messageId, channel, operatorId }
        return { events: [fact('message.deleted', contactId, now(), { ...fields, by: 'operator' })] }
      })
      return {}
    },

    'message.react': async ({ id, messageId, conversationId, emoji }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, async () => {
        const item = await messageOf(conversationId, messageId)
        const conversation = views.conversation(conversationId)
        if (conversation) must(caller.actor, 'message.react', { conversation })
        if (!rulesOf(item.channel)?.react || item.deleted) throw new CodedError('MESSAGE_NOT_CHANGEABLE')
        const fields = { conversationId, messageId, channel: item.channel, emoji, operatorId }
        return { events: [fact('message.reacted', item.contactId, now(), { ...fields, by: 'operator' })] }
      })
      return {}
    },

    'file.link': async ({ fileId }, caller) => {
      const file = await stores.files.get(fileId)
      if (!file) throw new CodedError('FILE_NOT_FOUND')
      const danger = dangerOf(file.attachment.fileName)
      if (danger) throw new CodedError(dangerCode(danger))
      return files.link(fileId, operatorOf(caller).operatorId)
    },

    'file.facts': async ({ fileId }, caller) => {
      const { operatorId } = operatorOf(caller)
      const file = await stores.files.get(fileId)
      if (file?.by !== `operator:${operatorId}`) throw new CodedError('FILE_NOT_FOUND')
      return file.attachment
    },
  }

  function future(sendAt: number): void {
    if (!Number.isSafeInteger(sendAt) || sendAt <= now() || sendAt > now() + furthestMs)
      throw new CodedError('SCHEDULE_PAST')
  }
}

/** A new handling that the operator begins by writing. */
const opened = (
  contactId: ContactId,
  at: number,
  fields: Pick<DomainEvent<'message.sent'>, 'conversationId' | 'channel' | 'accountId'> & {
    interactionId: InteractionId | undefined
    queueId: DomainEvent<'message.sent'>['queueId']
  },
  operatorId: OperatorId,
): NewEvent =>
  fact('interaction.offered', contactId, at, {
    interactionId: fields.interactionId,
    conversationId: fields.conversationId,
    channel: fields.channel,
    accountId: fields.accountId,
    queueId: fields.queueId,
    direction: 'out',
    operatorId,
  })
