import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { Connection } from '../../hub/connection.ts'

export const hubHandlers = (connection: Connection): AreaHandlers<Contract['hub']> => ({
  state: async () => ok(connection.state),
  async retry() {
    connection.retry()
    return ok({})
  },
  probe: ({ url }) => connection.probe(url),
  use: (target) => connection.use(target),
  useData: ({ data }) => connection.useData(data),
})
