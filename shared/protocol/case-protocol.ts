import { CustomFields } from '../domain/custom-field.ts'
import { ContactId, ConversationId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

const caseId = z.string().check(z.minLength(1), z.maxLength(80))
const title = z.string().check(z.minLength(1), z.maxLength(200))
const value = z.string().check(z.maxLength(2000))

/** What an operator asks of a person's cases; the console's and the hub's requests both carry these. */
export const CaseInputs = {
  open: z.object({ caseId, contactId: ContactId, title, conversationId: z.optional(ConversationId) }),
  change: z.object({
    caseId,
    contactId: ContactId,
    title: z.optional(title),
    step: z.optional(z.nullable(z.object({ text: title, dueAt: z.optional(z.number()) }))),
    fields: z.optional(z.record(z.string().check(z.maxLength(80)), z.nullable(value))),
  }),
  /** Refused while a required field of the case is empty. */
  close: z.object({ caseId, contactId: ContactId }),
  reopen: z.object({ caseId, contactId: ContactId }),
  /** Into a case, or out of all of them; the item is named as the timeline names it. */
  place: z.object({
    contactId: ContactId,
    itemId: z.string().check(z.minLength(1), z.maxLength(200)),
    caseId: z.nullable(caseId),
  }),
} as const

export const TagInput = z.object({
  contactId: ContactId,
  tag: z.string().check(z.minLength(1), z.maxLength(60)),
})
export const FieldsInput = z.object({ fields: CustomFields })
