import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { KeptWrites } from '../../replica/kept-writes.ts'

export const offlineHandlers = (writes: KeptWrites): AreaHandlers<Contract['offline']> => ({
  waiting: async () => ok({ list: writes.list() }),
  retry: async ({ id }) => writes.retry(id),
  drop: async ({ id }) => writes.drop(id),
})
