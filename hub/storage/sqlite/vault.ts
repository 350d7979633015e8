import type { ContactId } from '../../../shared/lib/ids.ts'
import type { SealedSecret } from '../ports.ts'
import type { Statements } from './statements.ts'

export const vaultReads = (sql: Statements) => ({
  secret: (ref: string, mask: number): SealedSecret | undefined => {
    const row = sql.get('SELECT kind, contact_id, data FROM vault WHERE ref = ? AND mask = ?', ref, mask)
    return (
      row && {
        ref,
        mask,
        kind: String(row.kind),
        contactId: String(row.contact_id) as ContactId,
        data: String(row.data),
      }
    )
  },
})

export const vaultWrites = (sql: Statements) => ({
  seal: (secrets: readonly SealedSecret[]): void => {
    for (const { ref, mask, kind, contactId, data } of secrets)
      sql.run(
        'INSERT OR REPLACE INTO vault (ref, mask, kind, contact_id, data) VALUES (?, ?, ?, ?, ?)',
        ref,
        mask,
        kind,
        contactId,
        data,
      )
  },
})
