import { channelRules, fileRefusal } from '../../shared/domain/channel-rules.ts'
import type { ChannelAccount } from '../../shared/domain/company.ts'
import type { Attachment } from '../../shared/domain/event.ts'
import { type MessageId, newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import {
  WIDGET_CHANGE_MS,
  WIDGET_CHUNK,
  type WidgetInput,
  type WidgetOutput,
  type WidgetRequestName,
} from '../../shared/protocol/widget-protocol.ts'
import { redacted } from '../../shared/redaction/redact.ts'
import { numberKey } from '../../shared/softphone/number.ts'
import { received, threadIdOf } from '../channels/inbox.ts'
import type { Files } from '../files/files.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import { type CustomerChange, customerChange } from '../messages/customer-change.ts'
import { switchDomain } from '../operators/lines.ts'
import type { Parts } from '../parts.ts'
import { leftFacts, readLeft } from './left-contact.ts'
import { Limits } from './limits.ts'
import { callsOf, senderName, shownFiles, sipUserOf, threadOf } from './thread.ts'
import { VisitFacts } from './visit-handlers.ts'
import { VisitorUploads } from './visitor-uploads.ts'
import { birthsOf, type Guest, keep, recognise } from './visitors.ts'
import { companyFor } from './welcome.ts'

const ticketMs = 60_000
const longestMessage = 4000

/** A widget's connection, as the handlers of its requests see it. */
export type WidgetCaller = {
  readonly address: string
  /** @throws CodedError AUTH_REQUIRED before hello */
  guest(): Guest
  /** From now on this connection is this visitor's. */
  welcome(guest: Guest): void
  /** To the visitor's other tabs. */
  others(event: 'message' | 'change', payload: unknown): void
}
type Handlers = {
  [K in WidgetRequestName]: (input: WidgetInput<K>, caller: WidgetCaller) => Promise<WidgetOutput<K>>
}

/** What visitors of sites may ask. They are nobody: everything is counted, cut to size and kept as plain text. */
export function widgetHandlers(
  parts: Parts,
  files: Files,
  told: { typing(conversationId: string, on: boolean): void },
): Handlers {
  const { stores, views, book, lines, tokens, now, channels } = parts
  const limits = new Limits(now, parts.options.visitorLimit ?? { messages: 10, perMs: 10_000 })
  const visits = new VisitFacts(parts)
  const uploads = new VisitorUploads(parts.options.dataDir, files)

  const conversationOf = ({ visitor, account }: Guest) =>
    threadIdOf(views, visitor.contactId, 'site', account.accountId)
  const counted = (guest: Guest): Guest => {
    if (!limits.event(guest.visitor.visitorId)) throw new CodedError('RATE_LIMITED')
    return guest
  }

  async function write(
    guest: Guest,
    message: { messageId: MessageId; text: string; marks?: string[]; attachments?: Attachment[] | undefined },
  ): Promise<number> {
    const { visitorId, contactId } = guest.visitor
    await parts.locks.run(`visitor:${visitorId}`, () => keep(parts, guest))
    const ask = {
      actor: `visitor:${visitorId}`,
      id: message.messageId,
      on: `conversation:${conversationOf(guest)}`,
    }
    const done = await command(parts, ask, () => {
      const at = now()
      const { events } = received(parts, guest.account, contactId, { ...message, at })
      return { events: [...birthsOf(parts, guest), ...events], result: { at } }
    })
    return (done.result as { at: number }).at
  }

  async function change(
    caller: WidgetCaller,
    id: string,
    messageId: MessageId,
    what: CustomerChange,
  ): Promise<void> {
    const guest = counted(caller.guest())
    const { visitorId, contactId } = guest.visitor
    await customerChange(parts, { contactId, conversationId: conversationOf(guest), messageId }, what, {
      actor: `visitor:${visitorId}`,
      id,
      allowed: (_, at) => now() - at < WIDGET_CHANGE_MS,
    })
  }

  return {
    async hello(input, caller) {
      if (!limits.hello(caller.address)) throw new CodedError('RATE_LIMITED')
      const account = siteAccount(parts, input.accountId)
      const known = await recognise(parts, input, account)
      const guest: Guest = {
        ...known,
        account,
        language: clean(input.language),
        visitId: input.consent ? clean(input.visitId) || undefined : undefined,
      }
      await visits.began(guest, input)
      caller.welcome(guest)
      const { contactId, visitorId } = guest.visitor
      const conversation = views.conversation(conversationOf(guest))
      const messages = conversation
        ? await threadOf(parts, files, contactId, conversation.conversationId)
        : []
      const name = conversation?.status === 'open' ? senderName(parts, conversation.operatorId) : undefined
      if (conversation)
        for (const m of messages)
          if (m.from !== 'visitor' && m.receipt === 'sent')
            void channels.delivered({
              contactId,
              conversationId: conversation.conversationId,
              messageId: m.messageId,
              receipt: 'delivered',
            })
      return {
        visitorId,
        secret: guest.secret,
        ...(conversation ? { conversationId: conversation.conversationId } : {}),
        messages,
        calls: await callsOf(parts, contactId, visitorId),
        ...(name === undefined ? {} : { operator: { name } }),
        company: companyFor(parts, account, input.language),
        now: now(),
      }
    },

    async page(input, caller) {
      await visits.page(counted(caller.guest()), input)
      return {}
    },
    async product(input, caller) {
      await visits.product(counted(caller.guest()), input)
      return {}
    },
    async cart(input, caller) {
      await visits.cart(counted(caller.guest()), input)
      return {}
    },
    async search(input, caller) {
      await visits.search(counted(caller.guest()), input)
      return {}
    },
    async click(input, caller) {
      await visits.click(counted(caller.guest()), input)
      return {}
    },

    async 'file-begin'({ fileId, name, bytes }, caller) {
      const { visitorId } = caller.guest().visitor
      const refused = fileRefusal(channelRules.site, { fileName: name, kilobytes: 0, bytes })
      if (refused) throw new CodedError(refused.code)
      if (!limits.file(visitorId)) throw new CodedError('VISITOR_TOO_FAST')
      return { offset: await uploads.begin(visitorId, { fileId, name, bytes }) }
    },
    async 'file-chunk'({ fileId, offset, data }, caller) {
      const { visitorId } = caller.guest().visitor
      const bytes = Buffer.from(data, 'base64')
      if (bytes.byteLength > WIDGET_CHUNK) throw new CodedError('TOO_LARGE')
      if (!limits.chunk(visitorId)) throw new CodedError('RATE_LIMITED')
      return { offset: await uploads.put(visitorId, fileId, offset, bytes) }
    },

    async message({ messageId, text, files: ids }, caller) {
      const guest = caller.guest()
      if (!limits.message(guest.visitor.visitorId)) throw new CodedError('VISITOR_TOO_FAST')
      if (text.length > longestMessage) throw new CodedError('TOO_LARGE')
      const by = `visitor:${guest.visitor.visitorId}`
      const attachments = await files.attachments(ids, (owner) => owner === by)
      if (!clean(text).trim() && !attachments) throw new CodedError('MESSAGE_EMPTY')
      const at = await write(guest, { messageId, text, attachments })
      const shown = shownFiles(files, attachments)
      const message = {
        messageId,
        from: 'visitor',
        text: redacted(clean(text)),
        at,
        receipt: 'delivered',
        ...shown,
      }
      caller.others('message', message)
      return { at, ...shown }
    },

    async edit({ id, messageId, text }, caller) {
      if (text.length > longestMessage) throw new CodedError('TOO_LARGE')
      await change(caller, id, messageId, { edited: text })
      caller.others('change', { messageId, text: redacted(clean(text).trim()) })
      return {}
    },
    async delete({ id, messageId }, caller) {
      await change(caller, id, messageId, { deleted: true })
      caller.others('change', { messageId, deleted: true })
      return {}
    },
    async react({ id, messageId, emoji }, caller) {
      await change(caller, id, messageId, { reaction: emoji })
      caller.others('change', { messageId, own: emoji ?? '' })
      return {}
    },

    async typing({ on }, caller) {
      const conversation = views.conversation(conversationOf(counted(caller.guest())))
      if (conversation) told.typing(conversation.conversationId, on)
      return {}
    },

    async seen({ messageId }, caller) {
      const guest = counted(caller.guest())
      const { contactId } = guest.visitor
      const conversationId = conversationOf(guest)
      const thread = await threadOf(parts, files, contactId, conversationId)
      const upTo = thread.findIndex((m) => m.messageId === messageId)
      for (const m of thread.slice(0, upTo + 1))
        if (m.from !== 'visitor' && m.receipt !== 'read' && m.receipt !== 'failed')
          await channels.delivered({ contactId, conversationId, messageId: m.messageId, receipt: 'read' })
      return {}
    },

    async call({ noticed }, caller) {
      const guest = caller.guest()
      const company = book.get()
      if (company.settings.widgetCall !== 'demo-switch' || !lines.address)
        throw new CodedError('CALL_UNAVAILABLE')
      if (!limits.call(guest.visitor.visitorId)) throw new CodedError('RATE_LIMITED')
      if (company.settings.recording && !noticed)
        throw new CodedError('INVALID_INPUT', 'not told of the recording')
      const { visitorId, contactId } = guest.visitor
      await parts.locks.run(`visitor:${visitorId}`, async () => {
        await keep(parts, guest)
        const births = birthsOf(parts, guest)
        if (births.length) await stores.events.append({ actor: `visitor:${visitorId}`, events: births })
      })
      const { name, named } = views.nameOf(contactId)
      const user = sipUserOf(visitorId)
      const expiresAt = now() + ticketMs
      return {
        server: lines.address.url,
        domain: switchDomain,
        user,
        target: guest.account.queueId,
        token: await tokens.sign(
          { typ: 'call', sub: user, contactId, visitorId, ...(named ? { name } : {}) },
          expiresAt,
        ),
        expiresAt,
        recorded: company.settings.recording,
      }
    },

    async 'leave-contact'(input, caller) {
      const guest = caller.guest()
      const { visitorId } = guest.visitor
      if (!limits.message(visitorId)) throw new CodedError('VISITOR_TOO_FAST')
      const left = readLeft(input)
      await parts.locks.run(`visitor:${visitorId}`, () => keep(parts, guest))
      const ask = { actor: `visitor:${visitorId}`, id: input.id, on: `conversation:${conversationOf(guest)}` }
      const done = await command(parts, ask, () => {
        const at = now()
        const events = leftFacts(parts, guest, { ...left, id: input.id, at })
        return { events: [...birthsOf(parts, guest), ...events], result: { at } }
      })
      const { at } = done.result as { at: number }
      const shown = { messageId: input.id as unknown as MessageId, from: 'visitor', at, receipt: 'delivered' }
      if (!done.repeated) caller.others('message', { ...shown, text: redacted(left.text || left.name) })
      return { at }
    },

    async 'call-back'({ id, number }, caller) {
      const guest = caller.guest()
      if (!limits.message(guest.visitor.visitorId)) throw new CodedError('VISITOR_TOO_FAST')
      const value = numberKey(clean(number))
      if (!value) throw new CodedError('DIAL_INVALID')
      // Weak: anybody can type anybody's number.
      const identity = {
        identityId: newId<never>(),
        kind: 'phone' as const,
        value,
        strong: false,
        verifiedVia: 'typed',
      }
      await write(guest, { messageId: id as unknown as MessageId, text: value, marks: ['call-back'] })
      await stores.events.append({
        actor: `visitor:${guest.visitor.visitorId}`,
        commandId: `number:${id}`,
        events: [fact('identity.observed', guest.visitor.contactId, now(), { identity })],
      })
      return {}
    },
  }
}

/** The site that a widget stands on; without a name, the first one. */
function siteAccount({ book }: Pick<Parts, 'book'>, accountId: string | undefined): ChannelAccount {
  const sites = book.get().accounts.filter((a) => a.kind === 'site')
  const found = accountId === undefined ? sites[0] : sites.find((a) => a.accountId === accountId)
  if (!found) throw new CodedError('NOT_FOUND')
  return found
}
