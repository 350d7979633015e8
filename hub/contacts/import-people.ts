import { type Card, projectCard } from '../../shared/domain/card.ts'
import { isPaymentField } from '../../shared/domain/company.ts'
import type { ContactRow } from '../../shared/domain/contact-csv.ts'
import type { NewEvent } from '../../shared/domain/event.ts'
import { type Identity, type IdentityKind, identityKey } from '../../shared/domain/identity.ts'
import { maskPayment } from '../../shared/lib/card-number.ts'
import { type ContactId, type IdentityId, newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { ImportOutcome } from '../../shared/protocol/people-protocol.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'

const exportPage = 300
type Address = { kind: IdentityKind; value: string }
type Row = Omit<ContactRow, 'line'>
type Plan = { outcome: ImportOutcome; events: NewEvent[] }

/**
 * People in and out as rows of a table. A row is whose its numbers, addresses and cards say: nobody's makes a card, one
 * person's adds to theirs, several people's is refused and shown, since a guess would put one life on another's card.
 */
export function importHandlers(parts: Parts): Handlers<'people.import' | 'people.export'> {
  const { stores, views, book, now } = parts

  const addressesOf = ({ phones, emails, loyalty }: Row): Address[] => [
    ...phones.map((value) => ({ kind: 'phone' as const, value })),
    ...emails.map((value) => ({ kind: 'email' as const, value })),
    ...loyalty.map((value) => ({ kind: 'loyalty' as const, value })),
  ]
  const cardOf = async (contactId: ContactId): Promise<Card> => {
    const members = views.people.membersOf(contactId)
    return projectCard(members, await stores.events.cardFacts(members))
  }
  const kept = (field: string, value: string): string =>
    isPaymentField(book.find(), field) ? maskPayment(value) : value

  async function plan(row: ContactRow, by: { importId: string; operatorId: string }): Promise<Plan> {
    const { line } = row
    const addresses = addressesOf(row)
    const cards = await Promise.all(
      addresses.map(({ kind, value }) => stores.people.withIdentity(kind, value, false)),
    )
    const persons = [...new Set(cards.flat().map((id) => views.people.personOf(id)))]
    const people = persons.map((contactId) => ({ contactId, name: views.nameOf(contactId).name }))
    const outcome = { line, people, changes: [] as string[] }
    const [only, ...others] = persons
    if (addresses.length === 0)
      return { outcome: { ...outcome, what: 'refused', code: 'IMPORT_ROW_NO_KEY' }, events: [] }
    if (others.length)
      return { outcome: { ...outcome, what: 'refused', code: 'IMPORT_ROW_SEVERAL' }, events: [] }
    const at = now()
    const fields = Object.entries(row.fields).map(([id, value]): [string, string] => [
      id,
      kept(id, clean(value)),
    ])
    const tags = row.tags.map(clean)
    const identity = (address: Address): Identity => ({
      ...address,
      identityId: newId<IdentityId>(),
      strong: true,
      verifiedVia: 'import',
    })
    if (!only) {
      const contactId = newId<ContactId>()
      const profile = {
        ...(row.name ? { displayName: clean(row.name) } : {}),
        ...(row.language ? { language: row.language } : {}),
        ...(row.city ? { city: clean(row.city) } : {}),
        ...(tags.length ? { tags } : {}),
        ...(fields.length ? { customFields: Object.fromEntries(fields) } : {}),
        identities: addresses.map(identity),
      }
      const events = [fact('contact.created', contactId, at, { via: 'card-import', profile })]
      return { outcome: { ...outcome, what: 'new' }, events }
    }
    const card = await cardOf(only)
    const known = new Set(card.identities.filter((i) => i.strong).map(identityKey))
    const operatorId = by.operatorId as never
    const events: NewEvent[] = []
    const note = (change: string, event: NewEvent) => {
      outcome.changes.push(change)
      events.push(event)
    }
    for (const address of addresses)
      if (!known.has(identityKey({ ...address, scope: undefined })))
        note(address.kind, fact('identity.observed', only, at, { identity: identity(address) }))
    // A name that somebody is known by is not written over by a table.
    if (row.name && !card.displayName)
      note('name', fact('field.set', only, at, { field: 'displayName', value: clean(row.name), operatorId }))
    for (const [field, value] of fields)
      if (card.fields.find((f) => f.field === field)?.value !== value)
        note(field, fact('field.set', only, at, { field, value, operatorId }))
    for (const tag of tags)
      if (!card.tags.includes(tag)) note('tag', fact('tag.added', only, at, { tag, operatorId }))
    return { outcome: { ...outcome, what: events.length ? 'changed' : 'same' }, events }
  }

  return {
    'people.import': async ({ importId, dry, rows }, caller) => {
      const { operatorId } = operatorOf(caller)
      const outcomes: ImportOutcome[] = []
      for (const row of rows) {
        const by = { importId, operatorId }
        if (dry) {
          outcomes.push((await plan(row, by)).outcome)
          continue
        }
        const [first] = addressesOf(row)
        const ask = {
          actor: `import:${importId}`,
          id: String(row.line),
          on: first ? `address:${first.kind}:${first.value}` : 'import',
        }
        const done = await command(parts, ask, async () => {
          const { outcome, events } = await plan(row, by)
          // A refusal is not remembered: once the people are told apart, the row may come again.
          if (outcome.what === 'refused') throw new Refused(outcome)
          return { events, result: outcome }
        }).catch((error: unknown) => {
          if (error instanceof Refused) return { result: error.outcome }
          throw error
        })
        outcomes.push(done.result as ImportOutcome)
      }
      if (!dry) {
        const count = (what: ImportOutcome['what']) => outcomes.filter((o) => o.what === what).length
        await stores.audit.append({
          at: now(),
          actor: operatorId,
          action: 'people.imported',
          subject: importId,
          detail: {
            lines: [rows[0]?.line, rows.at(-1)?.line],
            new: count('new'),
            changed: count('changed'),
            refused: count('refused'),
          },
        })
      }
      return { outcomes }
    },

    'people.export': async ({ after }, caller) => {
      const persons = views.persons()
      const from = after === undefined ? 0 : persons.findIndex((id) => id > after)
      const page = from < 0 ? [] : persons.slice(from, from + exportPage)
      const rows = await Promise.all(page.map(async (id) => exported(await cardOf(id))))
      if (after === undefined)
        await stores.audit.append({
          at: now(),
          actor: operatorOf(caller).operatorId,
          action: 'people.exported',
          subject: 'all',
          detail: { people: persons.length },
        })
      const last = page.at(-1)
      const more = from >= 0 && from + exportPage < persons.length
      return { rows, total: persons.length, ...(more && last ? { after: last } : {}) }
    },
  }
}

class Refused extends CodedError {
  readonly outcome: ImportOutcome
  constructor(outcome: ImportOutcome) {
    super('IMPORT_ROW_SEVERAL')
    this.outcome = outcome
  }
}

/** A card as a row. Fields that a bot or a payment filled in stay here: they are no table's business. */
function exported(card: Card): Row {
  const of = (kind: IdentityKind) => [
    ...new Set(card.identities.filter((i) => i.kind === kind && i.strong).map((i) => i.value)),
  ]
  const language = (['ru', 'pl', 'en'] as const).find((l) => l === card.language)
  return {
    ...(card.displayName ? { name: card.displayName } : {}),
    ...(card.city ? { city: card.city } : {}),
    ...(language ? { language } : {}),
    phones: of('phone'),
    emails: of('email'),
    loyalty: of('loyalty'),
    tags: card.tags,
    fields: Object.fromEntries(
      card.fields.filter((f) => !f.field.startsWith('bot.')).map((f) => [f.field, f.value]),
    ),
  }
}
