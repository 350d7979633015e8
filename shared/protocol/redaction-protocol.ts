import type { Role } from '../domain/company.ts'
import { ContactId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

const request = <W extends readonly Role[], I extends z.ZodMiniType, O extends z.ZodMiniType>(
  who: W,
  input: I,
  output: O,
) => ({ kind: 'request', who, input, output }) as const

/** Who may see what was masked: a role of its own, which none of the others includes. */
export const revealers = ['privacy'] as const satisfies readonly Role[]

/** `ref`: the message's id, for anything else its fact's; `mask`: the number of the mask in its text. */
export const RevealInput = z.object({
  contactId: ContactId,
  ref: z.string().check(z.minLength(1), z.maxLength(160)),
  mask: z.number().check(z.int(), z.gte(0), z.lte(1000)),
  why: z.string().check(z.minLength(3), z.maxLength(500)),
})

export const redactionRequests = {
  /** What stands behind a mask; who asked, for whom and why is in the audit before the answer goes out. */
  'redaction.reveal': request(revealers, RevealInput, z.object({ value: z.string(), kind: z.string() })),
} as const
