import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { FakeWorld } from './world.ts'

/** Takes every row for somebody new, but for those with both a number and an address, which are two people's. */
export function fakePeople(world: FakeWorld): AreaHandlers<Contract['people']> {
  return {
    import: async ({ rows }) =>
      ok({
        outcomes: rows.map(({ line, phones, emails }) => {
          if (phones.length === 0 || emails.length === 0)
            return { line, what: 'new' as const, people: [], changes: [] }
          const named = new Map(world.rows().map((row) => [row.personId, row.name]))
          const people = [...named].map(([contactId, name]) => ({ contactId, name }))
          return {
            line,
            what: 'refused' as const,
            people: people.slice(0, 2),
            changes: [],
            code: 'IMPORT_ROW_SEVERAL',
          }
        }),
      }),
    export: async ({ after }) => {
      const row = (name: string) => ({
        name,
        phones: ['+79000001111'],
        emails: [],
        loyalty: [],
        tags: [],
        fields: {},
      })
      return ok({ rows: [row(after ? 'Second' : 'First')], total: 2, ...(after ? {} : { after: 'c-1' }) })
    },
  }
}
