import { isPaymentField } from '../../shared/domain/company.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import { linkEventTypes } from '../../shared/domain/identity-fold.ts'
import { maskPayment } from '../../shared/lib/card-number.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Files } from '../files/files.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { hitsOf, mostCards } from './find-people.ts'
import { openCard, pageOf } from './open-card.ts'

type Names =
  | 'card.open'
  | 'card.older'
  | 'card.find'
  | 'card.resolve'
  | 'card.link'
  | 'card.unlink'
  | 'card.links'
  | 'card.set-field'
  | 'card.add-tag'
  | 'note.add'
  | 'promise.make'
  | 'promise.keep'
  | 'promise.mine'

const mentionLength = 200
const usualHits = 20
const mostHits = 50

/** The card: opening it, finding people, linking cards, what operators write on them. */
export function contactHandlers(parts: Parts, files: Files): Handlers<Names> {
  const { stores, views, book, consoles, now } = parts
  const { people } = views

  const known = (contactId: ContactId): ContactId => {
    if (!views.contact(contactId)) throw new CodedError('NOT_FOUND')
    return contactId
  }
  /** Card data is kept masked, whatever the console did with it. */
  const kept = (field: string, value: string): string =>
    isPaymentField(book.find(), field) ? maskPayment(value) : value

  return {
    'card.open': ({ contactId }) => openCard(parts, known(contactId)),

    'card.older': ({ contactId, older, limit }) => {
      known(contactId)
      const [at, position] = older.split('.').map(Number)
      if (!Number.isSafeInteger(at) || !Number.isSafeInteger(position)) throw new CodedError('INVALID_INPUT')
      return pageOf(parts, contactId, { at: Number(at), position: Number(position) }, limit)
    },

    'card.find': async ({ text, limit }) => {
      const { contactIds, read } = await stores.people.find(text, mostCards)
      return { people: hitsOf(views, contactIds, text, Math.min(limit ?? usualHits, mostHits)), read }
    },

    'card.resolve': async ({ kind, value, open: wanted }) => {
      const cards = await stores.people.withIdentity(kind, value, false)
      const hits = hitsOf(views, cards, value, mostHits)
      const [only, ...others] = hits
      return {
        people: hits,
        ...(wanted && only && !others.length ? { card: await openCard(parts, only.personId) } : {}),
      }
    },

    'card.link': async (input, caller) => {
      const { id, linkId, contactId, withContactId, why, survivorId } = input
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: 'links' }, () => {
        known(contactId)
        known(withContactId)
        if (people.personOf(contactId) === people.personOf(withContactId))
          throw new CodedError('LINK_SAME_PERSON')
        if (survivorId && ![contactId, withContactId].some((c) => people.membersOf(c).includes(survivorId)))
          throw new CodedError('INVALID_INPUT', 'the survivor is neither of them')
        if (people.hasSeen(linkId)) throw new CodedError('INVALID_INPUT', 'a link taken back never returns')
        return {
          events: [
            fact('contact.linked', contactId, now(), { linkId, withContactId, why, operatorId, survivorId }),
          ],
        }
      })
      return { personId: people.personOf(contactId) }
    },

    'card.unlink': async ({ id, linkId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: 'links' }, () => {
        const link = people.link(linkId)
        if (!link) throw new CodedError('LINK_NOT_FOUND')
        const fields = { linkId, withContactId: link.b, operatorId }
        return { events: [fact('contact.unlinked', link.a, now(), fields)] }
      })
      return {}
    },

    'card.links': async ({ contactId }) => {
      const cards = people.everLinked(people.membersOf(known(contactId)))
      const facts = await stores.events.cardFacts(cards)
      const mine = new Set(people.membersOf(contactId))
      const touches = (e: (typeof facts)[number]) =>
        mine.has(e.contactId) ||
        ('withContactId' in e && e.withContactId !== undefined && mine.has(e.withContactId))
      const links = facts.filter((e) => (linkEventTypes as readonly string[]).includes(e.type) && touches(e))
      const names = Object.fromEntries(
        cards.map((id) => [id, views.contact(id) ? views.nameOf(id).name : '']),
      )
      return { events: links as EventWire[], names }
    },

    'card.set-field': async ({ id, contactId, field, value }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: contactId }, () => ({
        events: [
          fact('field.set', known(contactId), now(), {
            field,
            value: value === null ? null : kept(field, clean(value)),
            operatorId,
          }),
        ],
      }))
      return {}
    },

    'card.add-tag': async ({ id, contactId, tag }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: contactId }, () => ({
        events: [fact('tag.added', known(contactId), now(), { tag: clean(tag), operatorId })],
      }))
      return {}
    },

    'note.add': async ({ id, noteId, contactId, text, mentions: named, files: ids }, caller) => {
      const { operatorId } = operatorOf(caller)
      const attachments = await files.attachments(ids, (by) => by === `operator:${operatorId}`)
      const words = clean(text)
      if (!words.trim() && !attachments) throw new CodedError('MESSAGE_EMPTY')
      const told = [...new Set(named)].filter((one) => book.operator(one)?.disabled === false)
      const mentions = told.length ? told : undefined
      const added = await command(parts, { actor: operatorId, id, on: contactId }, () => ({
        events: [
          fact('note.added', known(contactId), now(), {
            noteId,
            operatorId,
            text: words,
            mentions,
            attachments,
          }),
        ],
      }))
      if (added.repeated) return {}
      const { name } = views.nameOf(contactId)
      const excerpt = words.slice(0, mentionLength)
      for (const one of told)
        if (one !== operatorId)
          consoles.tell({ operator: one }, 'mentioned', { contactId, by: operatorId, name, text: excerpt })
      return {}
    },

    'promise.make': async ({ id, promiseId, contactId, text, dueAt }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: contactId }, () => ({
        events: [
          fact('promise.made', known(contactId), now(), { promiseId, operatorId, text: clean(text), dueAt }),
        ],
      }))
      return {}
    },

    'promise.mine': async (_, caller) => {
      const open = await stores.people.promisesOf(operatorOf(caller).operatorId)
      return {
        promises: open.map(({ promiseId, contactId, text, dueAt }) => {
          const { name } = views.nameOf(contactId)
          return { promiseId, contactId, name, text, dueAt }
        }),
      }
    },

    'promise.keep': async ({ id, promiseId, contactId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: contactId }, async () => {
        const facts = await stores.events.cardFacts(people.membersOf(known(contactId)))
        const made = facts.find((e) => e.type === 'promise.made' && e.promiseId === promiseId)
        if (!made) throw new CodedError('NOT_FOUND')
        return { events: [fact('promise.kept', made.contactId, now(), { promiseId, operatorId })] }
      })
      return {}
    },
  }
}
