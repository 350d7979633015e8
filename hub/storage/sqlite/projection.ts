import { type Conversation, projectConversation } from '../../../shared/domain/conversation.ts'
import type { DomainEvent } from '../../../shared/domain/event.ts'
import type { Identity } from '../../../shared/domain/identity.ts'
import type { CallId, ContactId } from '../../../shared/lib/ids.ts'
import type { CallState, ContactSummary } from '../ports.ts'
import { type CardLine, cardLines, indexKey } from '../search-text.ts'
import { amendedCall, callOf, callTypes } from './calls.ts'
import { takeCallback } from './routing.ts'
import { SearchIndex } from './search/index.ts'
import { withLines } from './search/rebuild.ts'
import { json, type Statements } from './statements.ts'

type ContactRow = {
  id: number
  seq: number
  summary: ContactSummary
  search: string
  /** Lines of `search` that are not in the index yet. */
  found: CardLine[]
  dirty: boolean
}

/**
 * Keeps the read models in step with the log, within one transaction: facts are taken in one after another, `flush`
 * writes what they changed. Nothing outlives the transaction, so that a rollback leaves no trace here either.
 */
export class Projection {
  private readonly sql: Statements
  private readonly contacts = new Map<ContactId, ContactRow>()
  private readonly conversations = new Map<string, Conversation>()
  private readonly changed = new Set<string>()
  private readonly byInteraction = new Map<string, string>()
  private readonly calls = new Map<CallId, CallState>()
  private readonly index: SearchIndex

  constructor(sql: Statements) {
    this.sql = sql
    this.index = new SearchIndex(sql)
  }

  /** The row of a card and its next number; a card begins with its first fact. */
  nextOf(contactId: ContactId, at: number): { contact: number; seq: number } {
    const row = this.contact(contactId, at)
    row.seq++
    row.dirty = true
    return { contact: row.id, seq: row.seq }
  }

  take(event: DomainEvent): void {
    this.takeContact(event)
    this.takeConversation(event)
    this.takeCall(event)
    this.takeRecording(event)
    this.takeScheduled(event)
    takeCallback(this.sql, event)
    this.takeSaid(event)
  }

  flush(): { conversations: Conversation[]; contacts: ContactSummary[] } {
    const contacts: ContactSummary[] = []
    for (const row of this.contacts.values()) {
      if (!row.dirty) continue
      this.sql.run(
        'UPDATE contacts SET last_seq = ?, summary = ?, search = ? WHERE id = ?',
        row.seq,
        JSON.stringify(row.summary),
        row.search,
        row.id,
      )
      if (row.found.length) this.index.card(row.id, row.search.split('\n'), row.found)
      row.found = []
      contacts.push(row.summary)
    }
    const conversations: Conversation[] = []
    for (const id of this.changed) {
      const conversation = this.conversations.get(id)
      if (!conversation) continue
      conversations.push(conversation)
      this.sql.run(
        `INSERT INTO conversations (conversation_id, interaction_id, body) VALUES (?, ?, ?)
         ON CONFLICT (conversation_id) DO UPDATE SET interaction_id = excluded.interaction_id, body = excluded.body`,
        id,
        conversation.interactionId ?? null,
        JSON.stringify(conversation),
      )
    }
    for (const call of this.calls.values())
      this.sql.run(
        `INSERT INTO calls (call_id, contact_id, offered_at, ringing, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (call_id) DO UPDATE SET ringing = excluded.ringing, body = excluded.body`,
        call.callId,
        call.contactId,
        call.offeredAt,
        call.answeredAt === undefined && !call.ended ? 1 : 0,
        JSON.stringify(call),
      )
    this.index.flush()
    return { conversations, contacts }
  }

  private takeSaid(event: DomainEvent): void {
    const id = 'conversationId' in event ? event.conversationId : undefined
    this.index.take(event, id ? this.conversation(id)?.operatorId : undefined)
  }

  private takeRecording(event: DomainEvent): void {
    switch (event.type) {
      case 'recording.available':
      case 'voicemail.left': {
        const ofCall = event.type === 'recording.available'
        const at = (ofCall ? event.startedAt : undefined) ?? event.occurredAt
        this.sql.run(
          `INSERT INTO recordings (recording_id, contact_id, call_id, at, removed_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          event.recordingId,
          event.contactId,
          ofCall ? event.callId : null,
          at,
          ofCall && event.kept === false ? at : null,
        )
        return
      }
      case 'recording.removed':
        return this.sql.run(
          'UPDATE recordings SET removed_at = ? WHERE recording_id = ?',
          event.occurredAt,
          event.recordingId,
        )
      case 'legal-hold.placed':
        return this.sql.run(
          'INSERT INTO holds (hold_id, contact_id, call_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          event.holdId,
          event.contactId,
          event.callId ?? null,
          event.occurredAt,
        )
      case 'legal-hold.lifted':
        return this.sql.run('DELETE FROM holds WHERE hold_id = ?', event.holdId)
      default:
    }
  }

  private takeScheduled(event: DomainEvent): void {
    switch (event.type) {
      case 'message.scheduled': {
        const { type: _, eventId: _e, position: _p, seq: _s, occurredAt: _o, ...waiting } = event
        this.sql.run(
          'INSERT INTO scheduled (message_id, body) VALUES (?, ?) ON CONFLICT DO NOTHING',
          event.messageId,
          JSON.stringify(waiting),
        )
        return
      }
      case 'message.rescheduled':
        return this.sql.run(
          `UPDATE scheduled SET body = json_set(body, '$.text', ?, '$.sendAt', ?) WHERE message_id = ?`,
          event.text,
          event.sendAt,
          event.messageId,
        )
      case 'message.sent':
      case 'message.unscheduled':
        return this.sql.run('DELETE FROM scheduled WHERE message_id = ?', event.messageId)
      default:
    }
  }

  private contact(contactId: ContactId, at: number): ContactRow {
    const known = this.contacts.get(contactId)
    if (known) return known
    const sql = 'SELECT id, last_seq, summary, search FROM contacts WHERE contact_id = ?'
    const stored = this.sql.get(sql, contactId)
    const row: ContactRow = stored
      ? {
          id: Number(stored.id),
          seq: Number(stored.last_seq),
          summary: json<ContactSummary>(stored.summary),
          search: String(stored.search),
          found: [],
          dirty: false,
        }
      : this.begin(contactId, at)
    this.contacts.set(contactId, row)
    return row
  }

  private begin(contactId: ContactId, at: number): ContactRow {
    const summary: ContactSummary = {
      contactId,
      bornAt: at,
      lastAt: at,
      profileName: undefined,
      setName: undefined,
      addresses: [],
      channels: [],
    }
    const row = this.sql.get(
      `INSERT INTO contacts (contact_id, last_seq, summary, search) VALUES (?, 0, ?, '') RETURNING id`,
      contactId,
      JSON.stringify(summary),
    )
    return { id: Number(row?.id), seq: 0, summary, search: '', found: [], dirty: true }
  }

  private takeContact(event: DomainEvent): void {
    const row = this.contact(event.contactId, event.occurredAt)
    const { summary } = row
    row.dirty = true
    summary.lastAt = Math.max(summary.lastAt, event.occurredAt)
    this.searchable(row, cardLines(event))
    switch (event.type) {
      case 'contact.created':
        summary.bornAt = Math.min(summary.bornAt, event.occurredAt)
        if (event.profile?.displayName) summary.profileName ??= event.profile.displayName
        for (const identity of event.profile?.identities ?? []) this.takeIdentity(row, identity, event)
        return
      case 'identity.observed':
        return this.takeIdentity(row, event.identity, event)
      case 'field.set':
        if (event.field !== 'displayName' || event.value === null) return
        if (isLater(event, summary.setName))
          summary.setName = { value: event.value, at: event.occurredAt, position: event.position }
        return
      case 'interaction.offered':
        if (!summary.channels.includes(event.channel)) summary.channels.push(event.channel)
        return
      default:
    }
  }

  private takeIdentity(row: ContactRow, identity: Identity, event: DomainEvent): void {
    const { kind, value, strong } = identity
    const key = indexKey(identity)
    if (!row.summary.addresses.some((a) => a.kind === kind && a.value === value))
      row.summary.addresses.push({ kind, value, at: event.occurredAt, position: event.position })
    this.sql.run(
      `INSERT INTO identities (key, contact_id, strong) VALUES (?, ?, ?)
       ON CONFLICT (key, contact_id) DO UPDATE SET strong = max(strong, excluded.strong)`,
      key,
      event.contactId,
      strong ? 1 : 0,
    )
  }

  private searchable(row: ContactRow, lines: readonly CardLine[]): void {
    if (lines.length === 0) return
    const { search, fresh } = withLines(row.search, lines)
    row.search = search
    row.found.push(...fresh)
  }

  private takeConversation(event: DomainEvent): void {
    const id = this.conversationOf(event)
    if (id === undefined) return
    const known = this.conversation(id)
    // What is said of an earlier handling must not change the one that goes on.
    const ofEarlier = event.type === 'interaction.accepted' || event.type === 'interaction.disposed'
    if (ofEarlier && known && event.interactionId && event.interactionId !== known.interactionId) return
    const next = projectConversation(known, event)
    if (!next || next === known) return
    this.conversations.set(id, next)
    this.changed.add(id)
    if (next.interactionId) this.byInteraction.set(next.interactionId, id)
  }

  /** Facts name their conversation, or are found by their interaction (those of a call). */
  private conversationOf(event: DomainEvent): string | undefined {
    if ('conversationId' in event && event.conversationId) return event.conversationId
    const isOfOne =
      event.type.startsWith('interaction.') || event.type === 'call.answered' || event.type === 'call.ended'
    if (!isOfOne || !event.interactionId) return undefined
    const known = this.byInteraction.get(event.interactionId)
    if (known !== undefined)
      return this.conversation(known)?.interactionId === event.interactionId ? known : undefined
    const row = this.sql.get(
      'SELECT conversation_id FROM conversations WHERE interaction_id = ?',
      event.interactionId,
    )
    const id = row && String(row.conversation_id)
    return id !== undefined && this.conversation(id)?.interactionId === event.interactionId ? id : undefined
  }

  private conversation(id: string): Conversation | undefined {
    const known = this.conversations.get(id)
    if (known) return known
    const row = this.sql.get('SELECT body FROM conversations WHERE conversation_id = ?', id)
    if (!row) return undefined
    const conversation = json<Conversation>(row.body)
    this.conversations.set(id, conversation)
    return conversation
  }

  private takeCall(event: DomainEvent): void {
    if (event.type === 'interaction.offered' && event.callId && event.interactionId) {
      if (!this.call(event.callId))
        this.calls.set(event.callId, callOf(event, event.callId, event.interactionId))
      return
    }
    if (!callTypes.has(event.type) || !('callId' in event) || !event.callId) return
    const known = this.call(event.callId)
    if (known) this.calls.set(event.callId, amendedCall(known, event))
  }

  private call(callId: CallId): CallState | undefined {
    const known = this.calls.get(callId)
    if (known) return known
    const row = this.sql.get('SELECT body FROM calls WHERE call_id = ?', callId)
    return row && json<CallState>(row.body)
  }
}

const isLater = (event: DomainEvent, than: { at: number; position: number } | undefined): boolean =>
  !than || event.occurredAt > than.at || (event.occurredAt === than.at && event.position > than.position)
