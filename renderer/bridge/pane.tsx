import { createContext, type ReactNode, use } from 'react'
import { create, type StoreApi, useStore } from 'zustand'
import { type Bridge, useBridge } from './bridge.tsx'

const names = ['main', 'second', 'third', 'fourth'] as const
/** A place in the middle of the desk that shows one person; the first is the desk's own. */
export type PaneName = (typeof names)[number]

const PaneContext = createContext<PaneName | undefined>(undefined)

export const Pane = (props: { name: PaneName; children: ReactNode }) => (
  <PaneContext value={props.name}>{props.children}</PaneContext>
)

/** The pane around; undefined in what belongs to the whole window. */
export const usePane = (): PaneName | undefined => use(PaneContext)

/** What a region of this pane is called, so that a screen reader tells the panes apart: `Timeline`, `Timeline 2`. */
export function useRegionName(name: string): string {
  const nth = names.indexOf(usePane() ?? 'main') + 1
  return nth > 1 ? `${name} ${nth}` : name
}

/** Where the keyboard was last: commands act on the person there. */
export const useActivePane = create<{ active: PaneName }>(() => ({ active: 'main' }))
export const activatePane = (active: PaneName): void => useActivePane.setState({ active })

/** As `bridgeStore`, but one store for each pane; outside React it is the first pane's unless another is named. */
export function paneStore<S>(make: (bridge: Bridge) => StoreApi<S>) {
  const made = new WeakMap<Bridge, Map<PaneName, StoreApi<S>>>()
  const of = (bridge: Bridge, pane: PaneName = 'main'): StoreApi<S> => {
    const known = made.get(bridge) ?? new Map<PaneName, StoreApi<S>>()
    made.set(bridge, known)
    const store = known.get(pane) ?? make(bridge)
    known.set(pane, store)
    return store
  }
  const useSlice = <T,>(select: (state: S) => T): T => useStore(of(useBridge(), usePane()), select)
  const all = (bridge: Bridge): StoreApi<S>[] => [...(made.get(bridge)?.values() ?? [])]
  return [useSlice, of, all] as const
}
