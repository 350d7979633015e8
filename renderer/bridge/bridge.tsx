import { createContext, type ReactNode, use } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { Contract } from '../../shared/ipc/contract.ts'
import type { Client } from '../../shared/ipc/derive.ts'

/** The window's only way out: what preload puts on `window.operator`, or its fake. */
export type Bridge = Client<Contract>

declare global {
  interface Window {
    /** Put there by preload before the page's first script. */
    operator?: Bridge
  }
}

const BridgeContext = createContext<Bridge | undefined>(undefined)

export const BridgeProvider = (props: { bridge: Bridge; children: ReactNode }) => (
  <BridgeContext value={props.bridge}>{props.children}</BridgeContext>
)

export function useBridge(): Bridge {
  const bridge = use(BridgeContext)
  if (!bridge) throw new Error('a component outside BridgeProvider asked for the bridge')
  return bridge
}

/**
 * One store per bridge, made when it is first asked for: `const [useInbox, inboxOf] = bridgeStore(createInboxStore)`.
 * The hook takes a selector, so that components hang on the narrowest slice; the second is for code outside React.
 * A store lives as long as its bridge, which is as long as the page (or the test).
 */
export function bridgeStore<S>(create: (bridge: Bridge) => StoreApi<S>) {
  const made = new WeakMap<Bridge, StoreApi<S>>()
  const of = (bridge: Bridge): StoreApi<S> => {
    const known = made.get(bridge)
    if (known) return known
    const store = create(bridge)
    made.set(bridge, store)
    return store
  }
  const useSlice = <T,>(select: (state: S) => T): T => useStore(of(useBridge()), select)
  return [useSlice, of] as const
}
