import type { AuditLine } from '../recordings/index.ts'

/** A cell that a spreadsheet takes as text: quoted, and never the beginning of a formula. */
const cell = (value: string): string => {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${plain.replaceAll('"', '""')}"`
}

/** The audit as RFC 4180 with a byte order mark, so that a spreadsheet reads its letters right; times in UTC. */
export function auditCsv(entries: readonly AuditLine[], nameOf: (id: string) => string): string {
  const rows = entries.map((e) => {
    const { contactId, address, ...rest } = e.detail
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    return [
      new Date(e.at).toISOString(),
      nameOf(e.actor) || e.actor,
      e.actor,
      e.action,
      e.subject,
      text(contactId),
      text(address),
      Object.keys(rest).length ? JSON.stringify(rest) : '',
    ]
  })
  const head = ['time', 'who', 'operator', 'action', 'subject', 'person', 'address', 'detail']
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
