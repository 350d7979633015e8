import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import type { LocalCopy } from '../../replica/local-copy.ts'

export const searchHandlers = (local: LocalCopy): AreaHandlers<Contract['search']> => ({
  said: (query) => local.said(query),
})
