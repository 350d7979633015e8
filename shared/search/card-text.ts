import type { DomainEvent } from '../domain/event.ts'
import type { Identity } from '../domain/identity.ts'
import { identityKey } from '../domain/identity.ts'
import { numberKey } from '../softphone/number.ts'
import { folded } from './fold.ts'
import { textTerms } from './words.ts'

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** A number is looked for by its digits from this many on; with fewer it is a word like any other. */
export const fewestDigits = 3

/** Written like a telephone number: digits and what people put between them. */
export const isNumberLike = (text: string): boolean =>
  /^\+?[\d\s().\-/\u00a0\u2010-\u2015]+$/.test(text.trim()) && digitsOf(text).length >= fewestDigits

/** One line of what a card is found by per address: as written, and a number's digits. */
export function addressText(kind: string, value: string): string {
  if (kind === 'phone') return digitsOf(numberKey(value) ?? value)
  return folded(value)
}

/** A line of what a card is found by: a name or a field, in words; or an address. */
export type CardLine = { text: string; words: boolean }

/** What a fact adds to what its card is found by: names, addresses, fields, orders. */
export function cardLines(event: DomainEvent): CardLine[] {
  const words = (text: string | null | undefined): CardLine[] =>
    text ? [{ text: folded(text).replaceAll('\n', ' '), words: true }] : []
  const address = ({ kind, value }: Pick<Identity, 'kind' | 'value'>): CardLine[] =>
    kind === 'visitor' ? [] : [{ text: addressText(kind, value), words: false }]
  switch (event.type) {
    case 'contact.created': {
      const { displayName, city, customFields, attributes, identities } = event.profile ?? {}
      return [
        ...words(displayName),
        ...words(city),
        ...Object.values({ ...attributes, ...customFields }).flatMap(words),
        ...(identities ?? []).flatMap(address),
      ]
    }
    case 'identity.observed':
      return address(event.identity)
    case 'field.set':
      return words(event.value)
    case 'order.created':
      return [{ text: folded(event.order.orderId), words: false }]
    default:
      return []
  }
}

/**
 * The terms of a card's line: its words, whole and by their stems, and of every number four digits at a time, so that
 * it is found from its middle and its end.
 */
export function lineTerms(line: string): string[] {
  const terms = new Set(textTerms(line))
  for (const [word] of line.matchAll(/[\p{L}\p{N}]+/gu)) terms.add(word.slice(0, 40))
  for (const [digits] of line.matchAll(/\d{3,}/g)) {
    for (let i = 0; i + 4 <= digits.length; i++) terms.add(`#${digits.slice(i, i + 4)}`)
    terms.add(`#${digits.slice(-3)}`)
  }
  return [...terms]
}

/** The forms that a number may be kept in when it is typed so: 8 and 00 stand for the international prefix. */
export function numberForms(written: string): string[] {
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
