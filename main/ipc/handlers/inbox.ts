import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { InboxMirror } from '../../hub/inbox-mirror.ts'

export const inboxHandlers = (inbox: InboxMirror): AreaHandlers<Contract['inbox']> => ({
  list: async () => ok({ rows: inbox.rows }),
})
