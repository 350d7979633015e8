import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import type { HubClient } from '../../hub/hub-client.ts'

export const searchHandlers = (hub: HubClient): AreaHandlers<Contract['search']> => ({
  said: (query) => hub.request('search.said', query),
})
