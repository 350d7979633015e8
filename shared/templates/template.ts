import { ChannelKind } from '../domain/channel.ts'
import { Attachment } from '../domain/event.ts'
import { OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

/**
 * Words that are sent often. In its body `{{contact.addressAs}}` (or its name in the operator's language, `{имя}`) is
 * filled in by the program, `[[date]]` is a blank that the operator fills.
 */
export const Template = z.object({
  templateId: z.string().check(z.regex(/^[\w.:-]{1,64}$/)),
  title: z.string().check(z.minLength(1), z.maxLength(120)),
  /** What follows the slash; empty for none. */
  shortcut: z.string().check(z.maxLength(32), z.regex(/^[^\s/]*$/)),
  body: z.string().check(z.minLength(1), z.maxLength(8000)),
  language: z.enum(['ru', 'pl', 'en']),
  /** Whose own it is; without it everybody's. */
  ownerId: z.optional(OperatorId),
  /** The brand's words: only the blanks may be changed. */
  locked: z.boolean(),
  /** The channel's provider has approved it: it may leave after the window has closed. */
  approved: z.boolean(),
  /** Only on these channels; empty: on all. */
  channels: z.array(ChannelKind),
  attachments: z.array(Attachment).check(z.maxLength(10)),
  /** Raised by the hub with each change. */
  version: z.number(),
})
export type Template = z.infer<typeof Template>

/** How often this operator, and everybody, has sent a template. */
export const TemplateUse = z.object({ templateId: z.string(), mine: z.number(), all: z.number() })
export type TemplateUse = z.infer<typeof TemplateUse>

/** What a body is made of. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: Variable; written: string }
  | { kind: 'blank'; name: string }

/** Every variable with its name in each language, as it may stand in a body. */
export const variables = {
  'contact.addressAs': { ru: 'имя', pl: 'imię', en: 'name' },
  'contact.displayName': { ru: 'полное имя', pl: 'pełne imię', en: 'full name' },
  'contact.phone': { ru: 'телефон', pl: 'telefon', en: 'phone' },
  'contact.city': { ru: 'город', pl: 'miasto', en: 'city' },
  'operator.firstName': { ru: 'оператор', pl: 'operator', en: 'operator' },
  'operator.name': { ru: 'оператор полностью', pl: 'operator w całości', en: 'operator full name' },
  'order.id': { ru: 'заказ', pl: 'zamówienie', en: 'order' },
  'order.total': { ru: 'сумма заказа', pl: 'kwota zamówienia', en: 'order total' },
  'order.state': { ru: 'состояние заказа', pl: 'stan zamówienia', en: 'order state' },
  'company.name': { ru: 'компания', pl: 'firma', en: 'company' },
  today: { ru: 'сегодня', pl: 'dziś', en: 'today' },
} as const
export type Variable = keyof typeof variables | (string & { readonly other?: never })

const byName = new Map<string, keyof typeof variables>(
  Object.entries(variables).flatMap(([path, names]) => [
    [path.toLowerCase(), path as keyof typeof variables] as const,
    ...Object.values(names).map((name) => [name.toLowerCase(), path as keyof typeof variables] as const),
  ]),
)

const marks = /\{\{\s*([^{}]{1,60}?)\s*\}\}|\{([^{}\n]{1,60})\}|\[\[([^[\]\n]{1,60})\]\]/g

/** Reads a body. A name in single braces that is no variable is plain text; in double ones it is one we cannot fill. */
export function parseBody(body: string): Part[] {
  const parts: Part[] = []
  let at = 0
  const text = (upTo: number) => {
    if (upTo > at) parts.push({ kind: 'text', text: body.slice(at, upTo) })
  }
  for (const found of body.matchAll(marks)) {
    const [written, path, alias, blank] = found
    const named = (path ?? alias ?? '').trim()
    const known = byName.get(named.toLowerCase())
    if (alias !== undefined && !known) continue
    text(found.index)
    if (blank !== undefined) parts.push({ kind: 'blank', name: blank.trim() })
    else parts.push({ kind: 'variable', name: known ?? named, written })
    at = found.index + written.length
  }
  text(body.length)
  return parts
}

/** What a blank looks like in the field: rare brackets, so that no customer's words are taken for one. */
export const blankMark = (name: string): string => `⟦${name}⟧`
const blanks = /⟦([^⟦⟧]*)⟧/g

export type Blank = { name: string; start: number; end: number }

/** The blanks that are still open in a text, in order. */
export const openBlanks = (text: string): Blank[] =>
  [...text.matchAll(blanks)].map((m) => ({
    name: m[1] ?? '',
    start: m.index,
    end: m.index + m[0].length,
  }))

/** The blank that Tab goes to from a place in the text; round again after the last. `back`: the one before. */
export function nextBlank(text: string, from: number, back = false): Blank | undefined {
  const open = openBlanks(text)
  if (back) return open.findLast((b) => b.end <= from && b.start < from) ?? open.at(-1)
  return open.find((b) => b.start >= from) ?? open[0]
}

/** A template as it comes into the field: variables filled, what has no value becomes a blank with its name. */
export function fillTemplate(body: string, values: Readonly<Record<string, string | undefined>>): string {
  return parseBody(body)
    .map((part) => {
      if (part.kind === 'text') return part.text
      if (part.kind === 'blank') return blankMark(part.name)
      const value = values[part.name]?.trim()
      return value || blankMark(part.written.replace(/[{}]/g, '').trim())
    })
    .join('')
}

/** Whether a text is this template with its variables and blanks filled by anything; white space at the ends is free. */
export const isMadeOf = (body: string, text: string): boolean =>
  fits(body, text) || fits(body.trim(), text.trim())

function fits(body: string, given: string): boolean {
  const pieces = parseBody(body)
  let at = 0
  // Greedy from the left would be enough for one fill between texts; several meet only with text between them.
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]
    if (piece?.kind === 'text') {
      const before = pieces[i - 1]
      const last = i === pieces.length - 1
      const found = !before
        ? given.startsWith(piece.text)
          ? 0
          : -1
        : last
          ? given.lastIndexOf(piece.text)
          : given.indexOf(piece.text, at)
      if (found < at) return false
      at = found + piece.text.length
    }
  }
  const last = pieces.at(-1)
  return last?.kind !== 'text' || at === given.length
}

/**
 * Templates that fit what follows the slash, the best first: a shortcut or title that begins with it, then a word that
 * does, then the rest; of equals the one that is sent more often.
 */
export function findTemplates(
  templates: readonly Template[],
  query: string,
  uses: ReadonlyMap<string, Pick<TemplateUse, 'mine' | 'all'>>,
  more: { channel?: ChannelKind | undefined; language?: string | undefined; limit?: number } = {},
): Template[] {
  const asked = fold(query)
  const goes = (t: Template) =>
    more.channel === undefined || t.channels.length === 0 || t.channels.includes(more.channel)
  return templates
    .filter(goes)
    .map((template) => ({ template, rank: rankOf(template, asked), use: uses.get(template.templateId) }))
    .filter(({ rank }) => rank > 0)
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        Number(b.template.language === more.language) - Number(a.template.language === more.language) ||
        (b.use?.mine ?? 0) - (a.use?.mine ?? 0) ||
        (b.use?.all ?? 0) - (a.use?.all ?? 0) ||
        (a.template.title < b.template.title ? -1 : 1),
    )
    .slice(0, more.limit ?? 8)
    .map(({ template }) => template)
}

function rankOf(template: Template, asked: string): number {
  if (!asked) return 1
  const shortcut = fold(template.shortcut)
  const title = fold(template.title)
  if (shortcut === asked) return 6
  if (shortcut.startsWith(asked)) return 5
  if (title.startsWith(asked)) return 4
  if (asked.split(' ').every((word) => title.split(' ').some((w) => w.startsWith(word)))) return 3
  if (title.includes(asked)) return 2
  return asked.length >= 3 && fold(template.body).includes(asked) ? 1 : 0
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Why a template may not be used as it stands in a message; undefined when it may. */
export function templateRefusal(
  template: Pick<Template, 'locked' | 'approved' | 'body'>,
  text: string,
  needsApproved: boolean,
): 'TEMPLATE_CHANGED' | 'CHANNEL_WINDOW_CLOSED' | undefined {
  if (needsApproved && !template.approved) return 'CHANNEL_WINDOW_CLOSED'
  if ((template.locked || needsApproved) && !isMadeOf(template.body, text)) return 'TEMPLATE_CHANGED'
  return undefined
}
