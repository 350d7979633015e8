import type { Identity } from '../../shared/domain/identity.ts'
import { identityKey } from '../../shared/domain/identity.ts'
import { numberKey } from '../../shared/softphone/number.ts'

/** Letters as people search for them: no case, no accents, ё as е. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ё', 'е').replaceAll('ł', 'l')

const digitsOf = (text: string): string => text.replace(/\D/g, '')
/** Written like a telephone number: digits and what people put between them. */
const isNumberLike = (text: string): boolean =>
  /^\+?[\d\s().\-/\u00a0\u2010-\u2015]+$/.test(text.trim()) && digitsOf(text).length >= 2

/** One line of the search index per address: as written, and a number's digits. */
export function addressText(kind: string, value: string): string {
  if (kind === 'phone') return digitsOf(numberKey(value) ?? value)
  return folded(value)
}

/**
 * The words that a card must contain, each with its alternatives. A number may be typed in any form, also from its
 * middle: 8 and 00 stand for the international prefix.
 */
export function searchWords(text: string): string[][] {
  const query = text.trim()
  if (!query) return []
  if (isNumberLike(query)) return [numberForms(query)]
  return folded(query)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => (isNumberLike(word) ? [...new Set([word, ...numberForms(word)])] : [word]))
}

function numberForms(written: string): string[] {
  const digits = digitsOf(written)
  const forms = [digits]
  if (digits.startsWith('8') && digits.length > 4) forms.push(`7${digits.slice(1)}`)
  if (digits.startsWith('00') && digits.length > 5) forms.push(digits.slice(2))
  return forms
}

/** An identity's key in the index: numbers by their international form. */
export function indexKey(identity: Pick<Identity, 'kind' | 'value'>): string {
  const value = identity.kind === 'phone' ? (numberKey(identity.value) ?? identity.value) : identity.value
  return identityKey({ kind: identity.kind, value })
}
