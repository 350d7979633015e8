import { useSyncExternalStore } from 'react'
import type { AreaClient } from '../../shared/ipc/derive.ts'
import type { MiniContract, MiniView } from '../../shared/ipc/mini-contract.ts'

/** `window.mini`, or its fake. */
export type MiniBridge = AreaClient<MiniContract['mini']>

const views = new WeakMap<
  MiniBridge,
  { get(): MiniView | undefined; listen(listener: () => void): () => void }
>()

/** What main shows here; undefined until it has answered. */
export function useView(bridge: MiniBridge): MiniView | undefined {
  const known = views.get(bridge) ?? mirror(bridge)
  views.set(bridge, known)
  return useSyncExternalStore(known.listen, known.get)
}

function mirror(bridge: MiniBridge) {
  let view: MiniView | undefined
  const listeners = new Set<() => void>()
  const take = (next: MiniView) => {
    view = next
    for (const listener of listeners) listener()
  }
  let told = false
  bridge.onChanged((next) => {
    told = true
    take(next)
  })
  void bridge.view({}).then((answer) => {
    // What was pushed meanwhile is newer than the answer.
    if (answer.ok && !told) take(answer.value)
  })
  return {
    get: () => view,
    listen(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
