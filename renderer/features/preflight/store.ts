import { createStore } from 'zustand/vanilla'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { Preflight } from '../../../shared/softphone/preflight.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { i18n } from '../../i18n/i18n.ts'
import { notify } from '../../ui/notices.tsx'

export type PreflightStore = {
  open: boolean
  startedAt: number
  endedAt: number | undefined
  state: Preflight
  /** The microphone now, amplitude 0 to 1. */
  level: number
}

const idle: Preflight = { phase: 'idle', results: [] }

const [usePreflight, preflightOf] = bridgeStore<PreflightStore>((bridge) => {
  const store = createStore<PreflightStore>(() => ({
    open: false,
    startedAt: 0,
    endedAt: undefined,
    state: idle,
    level: 0,
  }))
  bridge.devices.onPreflight((state) => {
    // A call has taken its place, or somebody closed it.
    if (state.phase === 'idle') store.setState({ open: false, state, level: 0 })
    else store.setState({ state, ...(state.phase === 'done' ? { endedAt: Date.now(), level: 0 } : {}) })
  })
  bridge.devices.onLevel(({ microphone }) => store.setState({ level: microphone }))
  return store
})

export { usePreflight }

/** Begins the pre-flight and shows it; a refusal is told in its sentence. */
export async function openPreflight(bridge: Bridge): Promise<void> {
  const store = preflightOf(bridge)
  store.setState({ open: true, startedAt: Date.now(), endedAt: undefined, state: idle, level: 0 })
  const answer = await bridge.devices.startPreflight({})
  if (answer.ok) return
  store.setState({ open: false })
  notify({ title: sentence(answer.code, i18n.language as Language), tone: 'amber' })
}

/** Ends it wherever it is; nothing of it is heard any more. */
export function closePreflight(bridge: Bridge): void {
  preflightOf(bridge).setState({ open: false })
  void bridge.devices.stopPreflight({})
}
