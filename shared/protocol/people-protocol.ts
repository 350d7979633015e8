import { ContactRow } from '../domain/contact-csv.ts'
import { ContactId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

const admins = ['admin'] as const

/** What becomes, or would become, of one row of a table of people. */
export const ImportOutcome = z.object({
  line: z.number(),
  what: z.enum(['new', 'changed', 'same', 'refused']),
  /** Whose card it is; of a conflict: all of them. */
  people: z.array(z.object({ contactId: ContactId, name: z.string() })),
  /** Of a change: the names of the fields, `phone`, `email`, `loyalty`, `tag` and `name` among them. */
  changes: z.array(z.string()),
  /** Of a refusal. */
  code: z.optional(z.string()),
})
export type ImportOutcome = z.infer<typeof ImportOutcome>

/** So many rows at once. */
export const mostImportRows = 200
export const ImportInput = z.object({
  /** The same for the same file: a row that was taken once is not taken again, whoever goes on with it. */
  importId: z.string().check(z.regex(/^[\w-]{8,80}$/)),
  /** Says what would become of the rows, and changes nothing. */
  dry: z.boolean(),
  rows: z.array(ContactRow).check(z.minLength(1), z.maxLength(mostImportRows)),
})
export const ImportAnswer = z.object({ outcomes: z.array(ImportOutcome) })

export const ExportInput = z.object({
  /** Where the page before ended. */
  after: z.optional(z.string().check(z.maxLength(80))),
})
export const ExportAnswer = z.object({
  rows: z.array(z.omit(ContactRow, { line: true })),
  /** Asks for the next page; absent on the last. */
  after: z.optional(z.string()),
  total: z.number(),
})

/** Many people at once, as a part of `hubProtocol`. */
export const peopleRequests = {
  'people.import': { kind: 'request', who: admins, input: ImportInput, output: ImportAnswer },
  'people.export': { kind: 'request', who: admins, input: ExportInput, output: ExportAnswer },
} as const
