import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import type { HubClient } from '../../hub/hub-client.ts'

export const redactionHandlers = (hub: HubClient): AreaHandlers<Contract['redaction']> => ({
  reveal: (input) => hub.request('redaction.reveal', input),
})
