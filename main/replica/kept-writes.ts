import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { Waiting } from '../../shared/ipc/offline-contract.ts'
import { type ContactId, type ConversationId, newId, type OperatorId } from '../../shared/lib/ids.ts'
import { type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import type { HubInput } from '../../shared/protocol/hub-protocol.ts'
import type { HubClient } from '../hub/hub-client.ts'
import { hubCannotStore, mayPass, type Outbox, type OutboxName, type Pending } from '../hub/outbox.ts'
import type { Letter } from '../hub/outbox-file.ts'

export type KeptWritesOptions = {
  hub: Pick<HubClient, 'request'>
  outbox(): Outbox
  /** Whether what is kept can be sealed. */
  sealed(): boolean
  me(): OperatorId | undefined
  row(conversationId: string): InboxRow | undefined
  /** This computer's clock to the hub's, milliseconds. */
  clockOffset(): number
  onChange(list: Waiting[]): void
}

/** What an operator does to cards and conversations: at once where there is a hub, kept and done later where there is none. */
export type KeptWrites = {
  /** Done, or kept for certain; a refusal is the hub's own. */
  write<K extends Exclude<OutboxName, 'call.report' | 'message.send'>>(
    name: K,
    lane: string,
    input: Omit<HubInput<K>, 'id'> & { id?: string },
    draft?: Letter['draft'],
  ): Promise<Done>
  /** For what the hub has to decide: without it, that is said in words. */
  ask: HubClient['request']
  list(): Waiting[]
  /** A row of the inbox as it will be once everything has arrived. */
  shown(row: InboxRow): InboxRow
  arrived(letter: Letter): void
  changed(): void
  retry(id: string): Done
  drop(id: string): Done
}

/** The fact of what has arrived is on its way on the same connection; so long it is shown as if it were here, milliseconds. */
const landingMs = 2000

export function createKeptWrites(options: KeptWritesOptions): KeptWrites {
  const landed = new Map<string, Letter>()

  const list = (): Waiting[] => {
    const me = options.me()
    const waiting = options
      .outbox()
      .list()
      .filter((one) => !one.asked)
      .flatMap((one) => waitingOf(one, options, me) ?? [])
    const sent = [...landed.values()].flatMap(
      (letter) => waitingOf({ letter, state: 'sending', asked: false }, options, me) ?? [],
    )
    return [
      ...sent.map((one) => ({ ...one, state: 'sent' as const, facts: placed(one.facts, 0) })),
      ...waiting,
    ].map((one, i) => ({ ...one, facts: placed(one.facts, i) }))
  }
  /** By conversation, what was done to it: rows are shown by the thousand. */
  let done = new Map<string, Waiting[]>()
  const changed = () => {
    const now = list()
    done = Map.groupBy(
      now.filter((one) => one.conversationId !== undefined),
      (one) => one.conversationId ?? '',
    )
    options.onChange(now)
  }

  return {
    async write(name, lane, input, draft) {
      const command = { id: newId<string>(), ...input } as unknown as HubInput<typeof name> & { id: string }
      if (!options.sealed()) {
        const answer = await options.hub.request(name, command)
        return answer.ok ? ok({}) : answer
      }
      const answer = await options.outbox().send(name, lane, command, draft)
      const kept = !answer.ok && mayPass(answer.code) && !hubCannotStore(answer.code)
      return answer.ok || kept ? ok({}) : (answer as Result<never>)
    },
    async ask(name, input) {
      const answer = await options.hub.request(name, input)
      return !answer.ok && answer.code === 'HUB_OFFLINE' ? fail('HUB_NEEDED', name) : answer
    },
    list,
    shown: (row) => (done.get(row.conversationId) ?? []).reduce(rowAfter, row),
    arrived(letter) {
      landed.set(letter.id, letter)
      setTimeout(() => {
        landed.delete(letter.id)
        changed()
      }, landingMs).unref()
    },
    changed,
    retry: (id) => (options.outbox().retry(id) ? ok({}) : fail('NOT_FOUND')),
    drop: (id) => (options.outbox().drop(id) ? ok({}) : fail('NOT_FOUND')),
  }
}

/** What of an outbox letter is this module's, as the window sees it. */
function waitingOf(
  { letter, state, code }: Pending,
  { row, clockOffset }: KeptWritesOptions,
  me: OperatorId | undefined,
): Waiting | undefined {
  const told = said(letter)
  if (!told || !me) return undefined
  const input = letter.input as { contactId?: ContactId; conversationId?: ConversationId }
  const { conversationId } = input
  const contactId = input.contactId ?? (conversationId && row(conversationId)?.contactId)
  const at = letter.at + clockOffset()
  const fact = told.fact &&
    contactId && { ...told.fact, ...envelope(letter.id, contactId, at), operatorId: me }
  return {
    id: letter.id,
    what: told.what,
    ...(contactId ? { contactId } : {}),
    ...(conversationId ? { conversationId } : {}),
    text: told.text,
    at,
    state: state === 'refused' ? 'refused' : state === 'sending' ? 'sending' : 'kept',
    ...(code ? { code } : {}),
    // What was refused is not so.
    facts: fact && state !== 'refused' ? [fact] : [],
  }
}

const envelope = (id: string, contactId: ContactId, at: number) => ({
  eventId: `local-${id}`,
  contactId,
  occurredAt: at,
  position: 0,
  seq: Number.MAX_SAFE_INTEGER,
})

/** After everything that the hub has, in the order in which it was done. */
const placed = (facts: readonly EventWire[], i: number): EventWire[] =>
  facts.map((fact) => ({ ...fact, position: Number.MAX_SAFE_INTEGER - 100_000 + i }))

type SaidOf = { what: Waiting['what']; text: string; fact?: { type: string } & Record<string, unknown> }

function said({ name, input }: Letter): SaidOf | undefined {
  const of = <K extends OutboxName>(_name: K) => input as unknown as HubInput<K>
  switch (name) {
    case 'note.add': {
      const { noteId, text, mentions } = of(name)
      return {
        what: 'note',
        text,
        fact: { type: 'note.added', noteId, text, ...(mentions ? { mentions } : {}) },
      }
    }
    case 'promise.make': {
      const { promiseId, text, dueAt } = of(name)
      return { what: 'promise', text, fact: { type: 'promise.made', promiseId, text, dueAt } }
    }
    case 'promise.keep':
      return { what: 'kept', text: '', fact: { type: 'promise.kept', promiseId: of(name).promiseId } }
    case 'card.set-field': {
      const { field, value } = of(name)
      return { what: 'field', text: value ?? '', fact: { type: 'field.set', field, value } }
    }
    case 'card.add-tag':
      return { what: 'tag', text: of(name).tag, fact: { type: 'tag.added', tag: of(name).tag } }
    case 'card.remove-tag':
      return { what: 'untag', text: of(name).tag, fact: { type: 'tag.removed', tag: of(name).tag } }
    case 'conversation.close':
      return { what: 'close', text: of(name).note ?? '' }
    case 'conversation.snooze':
      return { what: 'snooze', text: String(of(name).until) }
    case 'conversation.wake':
      return { what: 'wake', text: '' }
    case 'call.report': {
      const { what, note } = of(name)
      return what === 'disposed' ? { what: 'outcome', text: note ?? '' } : undefined
    }
    default:
      return undefined
  }
}

function rowAfter(row: InboxRow, { what, conversationId, state, text }: Waiting): InboxRow {
  if (conversationId !== row.conversationId || state === 'refused') return row
  const { waitingSince: _, snoozedUntil: __, wokenAt: ___, ...rest } = row
  if (what === 'close') return { ...rest, status: 'closed', unread: 0 }
  if (what === 'snooze') return { ...row, snoozedUntil: Number(text) }
  return what === 'wake' ? { ...row, snoozedUntil: undefined } : row
}

/** The letters that stay when the hub refuses them: what an operator has done, and must hear of. */
export const isOperatorsOwn = (letter: Letter): boolean => said(letter) !== undefined
