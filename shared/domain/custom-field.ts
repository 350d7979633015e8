import { Localised } from '../lib/language.ts'
import { z } from '../lib/schema.ts'

/** A field that a company has made for itself: on its customers' cards, on their organisations, or on cases. */
export const CustomField = z.object({
  fieldId: z.string().check(z.regex(/^[a-z][a-z0-9_.-]{0,59}$/)),
  of: z.enum(['contact', 'organisation', 'case']),
  label: Localised,
  kind: z.enum(['text', 'number', 'date', 'choice', 'yes-no', 'payment']),
  /** Of a choice: what may be chosen. */
  choices: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(120))).check(z.maxLength(100))),
  /** A case is not closed without it. */
  required: z.boolean(),
})
export type CustomField = z.infer<typeof CustomField>

export const CustomFields = z.array(CustomField).check(z.maxLength(200))

/** Why a value does not fit its field; undefined when it does. An empty value empties the field. */
export function valueFault(field: CustomField, value: string): 'number' | 'date' | 'choice' | undefined {
  if (value === '') return undefined
  if (field.kind === 'number') return Number.isFinite(Number(value.replace(',', '.'))) ? undefined : 'number'
  if (field.kind === 'date') return isDate(value) ? undefined : 'date'
  if (field.kind === 'yes-no') return value === 'yes' || value === 'no' ? undefined : 'choice'
  if (field.kind === 'choice') return field.choices?.includes(value) ? undefined : 'choice'
  return undefined
}

/** `2026-11-18`, a day that there is. */
function isDate(value: string): boolean {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []
  const date = new Date(Number(y), Number(m) - 1, Number(d))
  return date.getFullYear() === Number(y) && date.getMonth() === Number(m) - 1 && date.getDate() === Number(d)
}

/** The required fields of a case that have nothing in them. */
export const missingFields = (
  fields: readonly CustomField[] | undefined,
  values: Readonly<Record<string, string>>,
): CustomField[] => (fields ?? []).filter((f) => f.of === 'case' && f.required && !values[f.fieldId]?.trim())
