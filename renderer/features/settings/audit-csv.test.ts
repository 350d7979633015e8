import { expect, it } from 'vitest'
import { auditCsv } from './audit-csv.ts'

it('an audit as a table is quoted, has no formulas, and keeps names beside ids', () => {
  const csv = auditCsv(
    [
      {
        at: 0,
        actor: 'o-1',
        action: 'redaction.revealed',
        subject: '=HYPERLINK("x")',
        detail: { contactId: 'c-1', address: '10.0.0.1', why: 'он сказал "да"' },
      },
    ],
    () => 'Анна',
  )
  expect(csv).toBe(
    '\ufeff"time","who","operator","action","subject","person","address","detail"\r\n' +
      `"1970-01-01T00:00:00.000Z","Анна","o-1","redaction.revealed","'=HYPERLINK(""x"")","c-1","10.0.0.1","{""why"":""он сказал \\""да\\""""}"\r\n`,
  )
})
