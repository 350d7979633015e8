import { createStore } from 'zustand'
import { paneStore } from '../../bridge/pane.tsx'

/** Whether the words of a pane go to the customer or stay among colleagues: each pane has its own. */
export type ModeState = { mode: 'reply' | 'note'; setMode(mode: 'reply' | 'note'): void }

export const [useMode] = paneStore<ModeState>(() =>
  createStore<ModeState>((set) => ({ mode: 'reply', setMode: (mode) => set({ mode }) })),
)
