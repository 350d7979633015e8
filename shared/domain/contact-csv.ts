import type { ErrorCode } from '../lib/errors.ts'
import { languages } from '../lib/language.ts'
import { z } from '../lib/schema.ts'
import { numberKey } from '../softphone/number.ts'
import type { Company } from './company.ts'
import { type CustomField, valueFault } from './custom-field.ts'
import type { RowFault } from './queue-csv.ts'
import { parseCsv, plain, toCsv } from './routing-csv.ts'

const word = z.string().check(z.maxLength(320))
/** A person as a row of a table tells of them. */
export const ContactRow = z.object({
  /** In the file; the heading is line 1. */
  line: z.number().check(z.int(), z.gte(2)),
  name: z.optional(z.string().check(z.maxLength(200))),
  /** As `numberKey` has them. */
  phones: z.array(word).check(z.maxLength(20)),
  emails: z.array(word).check(z.maxLength(20)),
  loyalty: z.array(word).check(z.maxLength(20)),
  city: z.optional(z.string().check(z.maxLength(120))),
  language: z.optional(z.enum(languages as unknown as readonly ['ru', 'pl', 'en'])),
  tags: z.array(z.string().check(z.minLength(1), z.maxLength(60))).check(z.maxLength(50)),
  /** The company's own fields, by their ids. */
  fields: z.record(z.string(), z.string().check(z.maxLength(2000))),
})
export type ContactRow = z.infer<typeof ContactRow>

export type ContactsRead = {
  rows: ContactRow[]
  faults: RowFault[]
  /** Columns that mean nothing here, as they are written. */
  unknown: string[]
}

const plainColumns = ['name', 'phones', 'emails', 'loyalty', 'city', 'language', 'tags'] as const
type PlainColumn = (typeof plainColumns)[number]

/** What people write above these columns, in any of the languages. */
const headings: Record<PlainColumn, readonly string[]> = {
  name: ['name', 'full name', 'имя', 'фио', 'клиент', 'imię', 'imię i nazwisko', 'nazwisko', 'klient'],
  phones: ['phones', 'phone', 'telephone', 'телефон', 'телефоны', 'номер', 'telefon', 'telefony', 'numer'],
  emails: ['emails', 'email', 'e-mail', 'mail', 'почта', 'эл. почта', 'электронная почта', 'poczta'],
  loyalty: ['loyalty', 'loyalty card', 'карта', 'карта лояльности', 'karta', 'karta lojalnościowa'],
  city: ['city', 'town', 'город', 'miasto'],
  language: ['language', 'язык', 'język'],
  tags: ['tags', 'tag', 'labels', 'метки', 'теги', 'etykiety', 'tagi'],
}

/** A table of people read; nothing is looked up and nothing changed. Undefined when no column is a key to a person. */
export function readContacts(
  text: string,
  company: Pick<Company, 'customFields' | 'fieldLabels'>,
): ContactsRead | undefined {
  const [head, ...lines] = parseCsv(text)
  if (!head) return undefined
  const own = (company.customFields ?? []).filter((f) => f.of === 'contact')
  const columns = head.map((written) => columnOf(written, own, company.fieldLabels))
  if (!columns.some((c) => c === 'phones' || c === 'emails' || c === 'loyalty')) return undefined
  const read: ContactsRead = {
    rows: [],
    faults: [],
    unknown: head.filter((written, i) => written && columns[i] === undefined),
  }
  const taken = new Map<string, number>()
  lines.forEach((cells, i) => {
    const line = i + 2
    const row = rowOf(line, cells, columns, own)
    const keys = 'code' in row ? [] : keysOf(row)
    const before = keys.map((key) => taken.get(key)).find((n) => n !== undefined)
    if ('code' in row) read.faults.push({ line, ...row })
    else if (keys.length === 0) read.faults.push({ line, code: 'IMPORT_ROW_NO_KEY', what: row.name ?? '' })
    else if (before !== undefined) read.faults.push({ line, code: 'IMPORT_ROW_TWICE', what: String(before) })
    else {
      for (const key of keys) taken.set(key, line)
      read.rows.push(row)
    }
  })
  return read
}

/** By what a row knows its person. */
const keysOf = ({ phones, emails, loyalty }: ContactRow): string[] => [
  ...phones.map((v) => `phone:${v}`),
  ...emails.map((v) => `email:${v}`),
  ...loyalty.map((v) => `loyalty:${v}`),
]

const fieldMark = 'field:'

function columnOf(
  written: string,
  own: readonly CustomField[],
  labels: Company['fieldLabels'],
): PlainColumn | `field:${string}` | undefined {
  const name = written.trim().toLowerCase()
  const plain = plainColumns.find((column) => headings[column].includes(name))
  if (plain) return plain
  const called = (label: object) => Object.values(label).some((l) => l.toLowerCase() === name)
  const field = own.find((f) => f.fieldId.toLowerCase() === name || called(f.label))?.fieldId
  const known =
    field ?? Object.keys(labels).find((id) => id.toLowerCase() === name || called(labels[id] ?? {}))
  return known === undefined ? undefined : `${fieldMark}${known}`
}

type Fault = { code: ErrorCode; what: string }

function rowOf(
  line: number,
  cells: readonly string[],
  columns: readonly (PlainColumn | `field:${string}` | undefined)[],
  own: readonly CustomField[],
): ContactRow | Fault {
  const row: ContactRow = { line, phones: [], emails: [], loyalty: [], tags: [], fields: {} }
  for (const [i, column] of columns.entries()) {
    const cell = plain(cells[i] ?? '').trim()
    if (column === undefined || cell === '') continue
    const fault = take(row, column, cell, own)
    if (fault) return fault
  }
  return ContactRow.safeParse(row).success ? row : { code: 'IMPORT_ROW_VALUE', what: '' }
}

function take(
  row: ContactRow,
  column: PlainColumn | `field:${string}`,
  cell: string,
  own: readonly CustomField[],
): Fault | undefined {
  const wrong = (what: string): Fault => ({ code: 'IMPORT_ROW_VALUE', what })
  const parts = cell
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean)
  switch (column) {
    case 'name':
      row.name = cell
      return
    case 'city':
      row.city = cell
      return
    case 'language': {
      const found = languages.find((l) => l === cell.slice(0, 2).toLowerCase())
      if (!found) return wrong(cell)
      row.language = found
      return
    }
    case 'tags':
      row.tags = [
        ...new Set(
          cell
            .split(/[|,]/)
            .map((t) => t.trim())
            .filter(Boolean),
        ),
      ]
      return
    case 'loyalty':
      row.loyalty = parts
      return
    case 'phones':
      for (const part of parts) {
        const key = numberKey(part)
        if (!key) return wrong(part)
        if (!row.phones.includes(key)) row.phones.push(key)
      }
      return
    case 'emails':
      for (const part of parts) {
        const address = part.toLowerCase()
        if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return wrong(part)
        if (!row.emails.includes(address)) row.emails.push(address)
      }
      return
    default: {
      const id = column.slice(fieldMark.length)
      const field = own.find((f) => f.fieldId === id)
      if (field && valueFault(field, cell)) return wrong(`${id}: ${cell}`)
      row.fields[id] = cell
      return undefined
    }
  }
}

/** People as a table that `readContacts` takes; the company's own fields by their ids. */
export const contactsCsv = (
  rows: readonly Omit<ContactRow, 'line'>[],
  company: Pick<Company, 'customFields'>,
): string => {
  const ids = new Set((company.customFields ?? []).filter((f) => f.of === 'contact').map((f) => f.fieldId))
  for (const row of rows) for (const id of Object.keys(row.fields)) ids.add(id)
  return toCsv([
    [...plainColumns, ...ids],
    ...rows.map((row) => [
      row.name ?? '',
      row.phones.join('|'),
      row.emails.join('|'),
      row.loyalty.join('|'),
      row.city ?? '',
      row.language ?? '',
      row.tags.join('|'),
      ...[...ids].map((id) => row.fields[id] ?? ''),
    ]),
  ])
}
