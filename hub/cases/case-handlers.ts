import { type Case, projectCases } from '../../shared/domain/case.ts'
import { missingFields, valueFault } from '../../shared/domain/custom-field.ts'
import type { EventType } from '../../shared/domain/event.ts'
import { maskPayment } from '../../shared/lib/card-number.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'

type Names =
  | 'case.open'
  | 'case.change'
  | 'case.close'
  | 'case.reopen'
  | 'case.place'
  | 'card.remove-tag'
  | 'admin.set-fields'

/** Cases of a person, tags taken off, and the company's own fields. */
export function caseHandlers(parts: Parts): Handlers<Names> {
  const { stores, views, book, now } = parts

  const casesOf = async (contactId: ContactId): Promise<readonly Case[]> => {
    if (!views.contact(contactId)) throw new CodedError('NOT_FOUND')
    return projectCases(await stores.events.cardFacts(views.people.membersOf(contactId))).list
  }
  const known = async (contactId: ContactId, caseId: string): Promise<Case> => {
    const found = (await casesOf(contactId)).find((one) => one.caseId === caseId)
    if (!found) throw new CodedError('NOT_FOUND')
    return found
  }
  const write = async (
    id: string,
    actor: string,
    caseId: string,
    type: EventType,
    make: () => Promise<{ contactId: ContactId; fields: object }>,
  ) => {
    await command(parts, { actor, id: id as never, on: `case:${caseId}` }, async () => {
      const { contactId, fields } = await make()
      return { events: [fact(type, contactId, now(), fields as never)] }
    })
    return {}
  }

  return {
    'case.open': ({ id, caseId, contactId, title, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      return write(id, operatorId, caseId, 'case.opened', async () => {
        if ((await casesOf(contactId)).some((one) => one.caseId === caseId))
          throw new CodedError('INVALID_INPUT', 'there is such a case')
        return { contactId, fields: { caseId, title: clean(title), conversationId, operatorId } }
      })
    },

    'case.change': ({ id, caseId, contactId, title, step, fields }, caller) => {
      const { operatorId } = operatorOf(caller)
      return write(id, operatorId, caseId, 'case.changed', async () => {
        const one = await known(contactId, caseId)
        const kept: Record<string, string | null> = {}
        for (const [fieldId, value] of Object.entries(fields ?? {})) {
          const field = book.get().customFields?.find((f) => f.of === 'case' && f.fieldId === fieldId)
          if (!field) throw new CodedError('INVALID_INPUT', 'no such field')
          if (value !== null && valueFault(field, value)) throw new CodedError('INVALID_INPUT', fieldId)
          kept[fieldId] = value && clean(field.kind === 'payment' ? maskPayment(value) : value)
        }
        const named = title === undefined ? {} : { title: clean(title) }
        const next = step === undefined ? {} : { step: step && { ...step, text: clean(step.text) } }
        return { contactId: one.contactId, fields: { caseId, ...named, ...next, fields: kept, operatorId } }
      })
    },

    'case.close': ({ id, caseId, contactId }, caller) => {
      const { operatorId } = operatorOf(caller)
      return write(id, operatorId, caseId, 'case.closed', async () => {
        const one = await known(contactId, caseId)
        if (missingFields(book.get().customFields, one.fields).length > 0)
          throw new CodedError('CASE_FIELDS_MISSING')
        return { contactId: one.contactId, fields: { caseId, operatorId } }
      })
    },

    'case.reopen': ({ id, caseId, contactId }, caller) => {
      const { operatorId } = operatorOf(caller)
      return write(id, operatorId, caseId, 'case.reopened', async () => {
        const one = await known(contactId, caseId)
        return { contactId: one.contactId, fields: { caseId, operatorId } }
      })
    },

    'case.place': ({ id, contactId, itemId, caseId }, caller) => {
      const { operatorId } = operatorOf(caller)
      return write(id, operatorId, itemId, 'case.item-placed', async () => {
        if (caseId !== null) await known(contactId, caseId)
        else await casesOf(contactId)
        return { contactId, fields: { itemId, caseId, operatorId } }
      })
    },

    'card.remove-tag': async ({ id, contactId, tag }, caller) => {
      const { operatorId } = operatorOf(caller)
      if (!views.contact(contactId)) throw new CodedError('NOT_FOUND')
      await command(parts, { actor: operatorId, id, on: contactId }, () => ({
        events: [fact('tag.removed', contactId, now(), { tag: clean(tag), operatorId })],
      }))
      return {}
    },

    'admin.set-fields': async ({ fields }, caller) => {
      const names = fields.map((f) => `${f.of}:${f.fieldId}`)
      if (new Set(names).size !== names.length) throw new CodedError('FIELD_TWICE')
      if (fields.some((f) => f.kind === 'choice' && !f.choices?.length))
        throw new CodedError('FIELD_WITHOUT_CHOICES')
      const { operators: _, ...company } = book.get()
      await stores.audit.append({
        at: now(),
        actor: operatorOf(caller).operatorId,
        action: 'admin.set-fields',
        subject: 'company',
        detail: { fields: names },
      })
      await book.set({ ...company, customFields: fields })
      return { fields }
    },
  }
}
