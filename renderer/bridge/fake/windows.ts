import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../../shared/ipc/derive.ts'
import type { PopOut } from '../../../shared/ipc/windows-contract.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'

/** Windows of one conversation each, as main keeps them; none is drawn. */
export function fakeWindows(publish: Publish): AreaHandlers<Contract['windows']> {
  let list: PopOut[] = []
  const set = (next: PopOut[]) => {
    list = next
    publish('windows', 'changed', { popOuts: list })
    return ok({})
  }
  return {
    list: async () => ok({ popOuts: list }),
    popOut: async (stood) => set([...list, { ...stood, popOutId: newId<string>() }]),
    async close({ popOutId }) {
      const one = list.find((popOut) => popOut.popOutId === popOutId)
      const answer = set(list.filter((popOut) => popOut !== one))
      if (one) publish('windows', 'returned', { ...one })
      return answer
    },
    arrange: async ({ popOuts }) => set(popOuts.map((one) => ({ ...one, popOutId: newId<string>() }))),
  }
}
