import type { Parts } from '../parts.ts'
import { type Caller, type Handlers, operatorOf } from '../realtime/caller.ts'
import { personIds } from './subjects.ts'

const usualPage = 100
/** More than a spreadsheet is read by a person for; the filters make it less. */
const mostExported = 20_000

/** Reading and taking away the audit; both are in it, before anything is given out. */
export function auditHandlers(parts: Parts): Handlers<'audit.list' | 'audit.export'> {
  const { stores, now } = parts
  const note = (action: string, caller: Caller, subject: string | undefined, detail: object) =>
    stores.audit.append({
      at: now(),
      actor: operatorOf(caller).operatorId,
      action,
      subject: subject ?? 'all',
      detail: { address: caller.address, ...detail },
    })
  return {
    'audit.list': async ({ limit = usualPage, contactId, ...query }, caller) => {
      const { area, subject, actor } = query
      await note('audit.read', caller, subject ?? contactId, {
        ...(area ? { area } : {}),
        ...(actor ? { by: actor } : {}),
      })
      return { entries: await stores.audit.list({ ...query, ...personIds(parts, contactId), limit }) }
    },
    'audit.export': async ({ contactId, ...query }, caller) => {
      await note('audit.exported', caller, query.subject ?? contactId, { filters: query })
      return {
        entries: await stores.audit.list({ ...query, ...personIds(parts, contactId), limit: mostExported }),
      }
    },
  }
}
