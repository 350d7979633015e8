import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import type { HubClient } from '../../hub/hub-client.ts'

export const peopleHandlers = (hub: HubClient): AreaHandlers<Contract['people']> => ({
  import: (input) => hub.request('people.import', input),
  export: (input) => hub.request('people.export', input),
})
