import { ChannelKind } from '../domain/channel.ts'
import { z } from '../lib/schema.ts'
import { Template } from './template.ts'

/** A template as it travels between companies: without whose it is, its version and its files. */
export const PortableTemplate = z.pick(Template, {
  templateId: true,
  title: true,
  shortcut: true,
  body: true,
  language: true,
  locked: true,
  approved: true,
  channels: true,
})
export type PortableTemplate = z.infer<typeof PortableTemplate>

const columns = [
  'templateId',
  'title',
  'shortcut',
  'language',
  'locked',
  'approved',
  'channels',
  'body',
] as const

const portable = ({ templateId, title, shortcut, body, language, locked, approved, channels }: Template) => ({
  templateId,
  title,
  shortcut,
  language,
  locked,
  approved,
  channels,
  body,
})

export const templatesJson = (templates: readonly Template[]): string =>
  `${JSON.stringify({ kommutator: 'templates', version: 1, templates: templates.map(portable) }, null, 2)}\n`

/** RFC 4180, with a byte-order mark so that spreadsheets read it as UTF-8. */
export function templatesCsv(templates: readonly Template[]): string {
  const cell = (value: string) => (/[",;\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const lines = templates.map((template) => {
    const row: Record<string, unknown> = { ...portable(template), channels: template.channels.join(' ') }
    return columns.map((name) => cell(safe(String(row[name])))).join(',')
  })
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`
}

/** A spreadsheet takes these for a formula; the apostrophe makes them text, and is taken off again here. */
const safe = (value: string): string => (/^[=+\-@\t]/.test(value) ? `'${value}` : value)

/** What could not be read of a file: which line or entry, counted from 1, and the field. */
export type TemplateFault = { line: number; field: string }
export type ReadTemplates = { templates: PortableTemplate[]; faults: TemplateFault[] }

/** Reads either form, whichever it is. Undefined when it is neither. */
export function readTemplates(text: string): ReadTemplates | undefined {
  const plain = text.replace(/^\uFEFF/, '')
  return plain.trimStart().startsWith('{') || plain.trimStart().startsWith('[')
    ? fromJson(plain)
    : fromCsv(plain)
}

function fromJson(text: string): ReadTemplates | undefined {
  try {
    const raw: unknown = JSON.parse(text)
    const list = Array.isArray(raw) ? raw : (raw as { templates?: unknown }).templates
    return Array.isArray(list) ? checked(list, 1) : undefined
  } catch {
    return undefined
  }
}

function fromCsv(text: string): ReadTemplates | undefined {
  const rows = csvRows(text)
  const head = rows[0]?.map((name) => name.trim())
  if (!head || !['title', 'body'].every((name) => head.includes(name))) return undefined
  const entries = rows.slice(1).map((row) => {
    const cells = new Map(head.map((name, i) => [name, (row[i] ?? '').replace(/^'(?=[=+\-@\t])/, '')]))
    const yes = (name: string) => /^(1|true|yes|да|tak)$/i.test(cells.get(name)?.trim() ?? '')
    return {
      ...Object.fromEntries(cells),
      locked: yes('locked'),
      approved: yes('approved'),
      channels: (cells.get('channels') ?? '').split(/[\s,;]+/).filter(Boolean),
    }
  })
  return checked(entries, 2)
}

function checked(entries: readonly unknown[], firstLine: number): ReadTemplates {
  const templates: PortableTemplate[] = []
  const faults: TemplateFault[] = []
  for (const [i, entry] of entries.entries()) {
    const given = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
    const channels = Array.isArray(given.channels)
      ? given.channels.filter((c) => ChannelKind.safeParse(c).success)
      : []
    const shortcut = String(given.shortcut ?? '').replace(/^\//, '')
    const whole = {
      ...given,
      templateId: given.templateId || derivedId(String(given.title ?? ''), String(given.language ?? '')),
      shortcut,
      language: given.language || 'ru',
      locked: given.locked === true,
      approved: given.approved === true,
      channels,
    }
    const parsed = PortableTemplate.safeParse(whole)
    if (parsed.success) templates.push(parsed.data)
    else faults.push({ line: i + firstLine, field: String(parsed.error.issues[0]?.path[0] ?? '') })
  }
  return { templates, faults }
}

/** The same line imported twice is the same template. */
function derivedId(title: string, language: string): string {
  let hash = 5381
  for (const sign of `${language}:${title}`) hash = (Math.imul(hash, 33) ^ (sign.codePointAt(0) ?? 0)) >>> 0
  return `t-${hash.toString(36)}`
}

function csvRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  // Spreadsheets of many countries part by semicolons.
  const head = text.slice(0, text.search(/\r|\n|$/))
  const comma = head.split(';').length > head.split(',').length ? ';' : ','
  const end = () => {
    row.push(cell)
    if (row.some((c) => c.trim() !== '')) rows.push(row)
    row = []
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === comma) {
      row.push(cell)
      cell = ''
    } else if (sign === '\n') end()
    else if (sign !== '\r') cell += sign
  }
  if (cell || row.length) end()
  return rows
}
