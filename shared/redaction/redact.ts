import { isCardNumber } from '../lib/card-number.ts'
import { isIssued, isPesel, isSnils } from './checks.ts'

export type SensitiveKind = 'card' | 'cvv' | 'passport' | 'snils' | 'pesel'
export type Redacted = {
  text: string
  /** What was masked, in the order of the text; `mask` is the number of its mask among all masks of the text. */
  found: { kind: SensitiveKind; value: string; mask: number }[]
}

/** A mask as it stands in a text: of a card, with its last four digits. */
export const maskPattern = /•{3,}(?: \d{4}(?!\d))?/g

type Span = { kind: SensitiveKind; start: number; end: number }

/** How far a word that says what a number is may stand before it, characters. */
const near = 40
const last = (text: string, at: number): string => text.slice(Math.max(0, at - near), at).toLowerCase()

const cardWords = /карт|мир\b|visa|виза|mastercard|card|kart[aąęyo]|maestro|amex|номер для перевода|przelew/
const otherWords =
  /заказ|накладн|трек|отправлен|посылк|штрих|артикул|договор|сч[её]т|счет|инн|огрн|заявк|билет|zam[oó]wien|przesyłk|paczk|faktur|konto|rachun|iban|list przewozowy|nip|regon|order|tracking|parcel|invoice|ean|barcode|sku|ticket|account|imei|№\s*$|no\.?\s*$|nr\.?\s*$|#\s*$/
const phoneWords = /тел|звон|номер\s*$|phone|call|mobile|tel\b|telefon|dzwo|whatsapp|viber/

/**
 * Masks what must not be kept (M04): card numbers by Luhn, issuer and context, security codes and passports by what
 * stands before them, СНИЛС and PESEL by their check digits. Pure, and the same again on what it has masked.
 */
export function redact(text: string): Redacted {
  if (!/\d{3}/.test(text)) return { text, found: [] }
  const spans = apart([...cards(text), ...codes(text), ...numbers(text), ...passports(text)])
  if (spans.length === 0) return { text, found: [] }
  let masked = ''
  let at = 0
  const starts: { start: number; span: Span }[] = []
  for (const span of spans) {
    masked += text.slice(at, span.start)
    starts.push({ start: masked.length, span })
    masked += maskOf(span.kind, text.slice(span.start, span.end))
    at = span.end
  }
  masked += text.slice(at)
  const masks = [...masked.matchAll(maskPattern)].map((m) => m.index)
  return {
    text: masked,
    found: starts.map(({ start, span }) => ({
      kind: span.kind,
      value: text.slice(span.start, span.end),
      mask: masks.indexOf(start),
    })),
  }
}

/** The masked text alone. */
export const redacted = (text: string): string => redact(text).text

function maskOf(kind: SensitiveKind, value: string): string {
  if (kind === 'card') return `•••• ${value.replace(/\D/g, '').slice(-4)}`
  return kind === 'cvv' ? '•••' : '••••••'
}

type Run = { digits: string; written: string; start: number; end: number }

/** What a pattern finds, when it is no part of a longer run of digits or of a word. */
function* standing(text: string, shape: RegExp): Generator<Run> {
  for (const match of text.matchAll(shape)) {
    const start = match.index
    const end = start + match[0].length
    if (/[\p{L}\d+•]/u.test(text[start - 1] ?? ' ') || /[\p{L}\d]/u.test(text[end] ?? ' ')) continue
    yield { digits: match[0].replace(/\D/g, ''), written: match[0], start, end }
  }
}

const inGroups =
  /^(?:\d{4}([ \u00a0-])\d{4}\1\d{4}\1\d{1,7}|3\d{3}[ -]\d{6}[ -]\d{5}|\d{3}-\d{3}-\d{3}[ -]\d\d)$/

/**
 * Every number of so many digits, in the groups that people write long numbers in. Where several numbers stand one after
 * another, a group alone, or groups as they are printed on a card or a certificate.
 */
function* numbersOf(text: string, fewest: number, most: number): Generator<Run> {
  for (const row of standing(text, /\d+(?:[ \u00a0-]\d+)*/g)) {
    const groups = [...row.written.matchAll(/\d+/g)].map((m) => ({ at: m.index, to: m.index + m[0].length }))
    for (let from = 0; from < groups.length; from++)
      for (let to = groups.length - 1; to >= from; to--) {
        const [first, end] = [groups[from]?.at ?? 0, groups[to]?.to ?? 0]
        const written = row.written.slice(first, end)
        const digits = written.replace(/\D/g, '')
        if (digits.length < fewest || digits.length > most) continue
        if (from !== to && to - from + 1 < groups.length && !inGroups.test(written)) continue
        yield { digits, written, start: row.start + first, end: row.start + end }
      }
  }
}

function cards(text: string): Span[] {
  const spans: Span[] = []
  for (const { digits, written, start, end } of numbersOf(text, 14, 19)) {
    if (!isCardNumber(digits) || /^(\d)\1+$/.test(digits)) continue
    const before = last(text, start)
    const isCard = cardWords.test(before)
    // What is named as something else is that, unless it stands in a card's groups of four.
    if (!isCard && !inGroups.test(written) && otherWords.test(before)) continue
    if (isIssued(digits) || isCard) spans.push({ kind: 'card', start, end })
  }
  return spans
}

const codeWords =
  /(?:\bcvv2?|\bcvc2?|\bcvp2|\bcid|код безопасности|проверочный код|три цифры(?: (?:на обороте|сзади|с обратной стороны))?|код (?:на обороте|с обратной стороны|сзади)|security code|three digits(?: on the back)?|kod (?:cvv2?|cvc2?|zabezpieczający|z tyłu)|trzy cyfry(?: z tyłu)?)[^\d\n•]{0,16}(\d{3,4})(?!\d)/giu

function codes(text: string): Span[] {
  const spans: Span[] = []
  for (const match of text.matchAll(codeWords)) {
    const end = match.index + match[0].length
    spans.push({ kind: 'cvv', start: end - (match[1]?.length ?? 0), end })
  }
  // A card, its date, and three digits more: the way it is dictated. The card may be masked already.
  for (const match of text.matchAll(
    /(?:\d[ \u00a0-]?){12,18}\d[\s,;]+(?:0[1-9]|1[0-2])\s?[/.-]\s?(?:20)?\d\d[\s,;]+(\d{3,4})(?!\d)|• \d{4}[\s,;]+(?:0[1-9]|1[0-2])\s?[/.-]\s?(?:20)?\d\d[\s,;]+(\d{3,4})(?!\d)/g,
  )) {
    const end = match.index + match[0].length
    spans.push({ kind: 'cvv', start: end - (match[1] ?? match[2] ?? '').length, end })
  }
  return spans
}

function numbers(text: string): Span[] {
  const spans: Span[] = []
  for (const { digits, written, start, end } of numbersOf(text, 11, 11)) {
    const before = last(text, start)
    const named = /снилс|страхов\p{L}* (?:номер|свид)|snils/u.test(before)
    if (isSnils(digits) && (named || /^\d{3}-\d{3}-\d{3}[ -]\d{2}$/.test(written)))
      spans.push({ kind: 'snils', start, end })
    else if (isPesel(digits) && /pesel|песел/.test(before)) spans.push({ kind: 'pesel', start, end })
    // Alone it is taken for one by its date and check digit, unless it looks like or is called something else.
    else if (
      isPesel(digits) &&
      /^\d{11}$/.test(written) &&
      !/^[78]9/.test(digits) &&
      !otherWords.test(before) &&
      !phoneWords.test(before)
    )
      spans.push({ kind: 'pesel', start, end })
  }
  return spans
}

const russianPassport = /\d{2} ?\d{2}(?:[ \u00a0,]*(?:№|номер|n|no\.?)?[ \u00a0]*)\d{3}[ -]?\d{3}/giu
const polishPassport = /[a-z]{2}[ ]?\d{7}|[a-z]{3}[ ]?\d{6}/giu

function passports(text: string): Span[] {
  const spans: Span[] = []
  for (const { start, end } of standing(text, russianPassport))
    if (/паспорт|серия|passport|paszport/.test(last(text, start)))
      spans.push({ kind: 'passport', start, end })
  for (const { start, end } of standing(text, polishPassport))
    if (/paszport|passport|паспорт|dow[oó]d|id card|identity card/.test(last(text, start)))
      spans.push({ kind: 'passport', start, end })
  return spans
}

/** In order, and where two meet the one that begins first, then the longer. */
function apart(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end))
    if (span.start >= (result.at(-1)?.end ?? 0)) result.push(span)
  return result
}
