import { ContactId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

/** How long somebody who was put off is left alone, milliseconds. */
export const remindAfterMs = 5 * 60_000

/** Somebody to be called back. Moments are UTC milliseconds of the console's clock. */
export const Reminder = z.object({
  reminderId: z.string(),
  at: z.number(),
  /** As the operator saw it; empty when only the number was known. */
  name: z.string().check(z.maxLength(200)),
  remote: z.string().check(z.minLength(1), z.maxLength(200)),
  contactId: z.optional(ContactId),
  /** The line that they came by. */
  lineId: z.optional(z.string().check(z.maxLength(40))),
})
export type Reminder = z.infer<typeof Reminder>
