import { createStore } from 'zustand'
import type { Company } from '../../shared/domain/company.ts'
import {
  type Bootstrap,
  defaultSound,
  type HubState,
  type LineState,
  type Preferences,
  type SessionState,
  type SuperviseState,
} from '../../shared/ipc/contract.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { useNow } from '../ui/now.ts'
import { type Bridge, bridgeStore, useBridge } from './bridge.tsx'

/** A state that main owns and this window only reads: undefined until the first answer. */
type Mirror<T> = { value: T | undefined; code: string | undefined }

function mirror<T>(
  load: (bridge: Bridge) => Promise<Result<T>>,
  listen: (bridge: Bridge, take: (value: T) => void) => () => void,
) {
  return bridgeStore<Mirror<T>>((bridge) => {
    const store = createStore<Mirror<T>>(() => ({ value: undefined, code: undefined }))
    let told = false
    listen(bridge, (value) => {
      told = true
      store.setState({ value, code: undefined })
    })
    void load(bridge).then((answer) => {
      // What was pushed meanwhile is newer than the answer.
      if (told) return
      store.setState(answer.ok ? { value: answer.value } : { code: answer.code })
    })
    return store
  })
}

const [useHubMirror] = mirror<HubState>(
  (bridge) => bridge.hub.state({}),
  (bridge, take) => bridge.hub.onChanged(take),
)
const [useSessionMirror, sessionOf] = mirror<SessionState>(
  (bridge) => bridge.session.state({}),
  (bridge, take) => bridge.session.onChanged(take),
)
const [useCallsMirror, callsOf] = mirror<{ calls: Call[] }>(
  (bridge) => bridge.softphone.calls({}),
  (bridge, take) => bridge.softphone.onChanged(take),
)
const [useLinesMirror] = mirror<{ lines: LineState[] }>(
  (bridge) => bridge.softphone.lines({}),
  (bridge, take) => bridge.softphone.onLinesChanged(take),
)

const [useSuperviseMirror] = mirror<SuperviseState>(
  (bridge) => bridge.supervision.state({}),
  (bridge, take) => bridge.supervision.onChanged(take),
)

const [useBootstrapStore] = bridgeStore<Mirror<Bootstrap>>((bridge) => {
  const store = createStore<Mirror<Bootstrap>>(() => ({ value: undefined, code: undefined }))
  bridge.app.onPreferences((preferences) => {
    const { value } = store.getState()
    if (value) store.setState({ value: { ...value, preferences } })
  })
  void bridge.app
    .bootstrap({})
    .then((answer) => store.setState(answer.ok ? { value: answer.value } : { code: answer.code }))
  return store
})

export { callsOf, sessionOf }

const initialPreferences: Preferences = {
  language: 'en',
  theme: 'system',
  density: 'comfortable',
  cardOpen: true,
  keys: {},
  ringVolume: 0.8,
  sound: defaultSound,
}

export const useBootstrap = (): Mirror<Bootstrap> => useBootstrapStore((s) => s)
/** One preference: `usePreference((p) => p.density)`. */
export const usePreference = <T>(pick: (preferences: Preferences) => T): T =>
  useBootstrapStore((s) => pick(s.value?.preferences ?? initialPreferences))
/** Changes preferences; main keeps them and tells every window. */
export function useSetPreferences(): (change: Partial<Preferences>) => void {
  const bridge = useBridge()
  return (change) => void bridge.app.setPreferences(change)
}
export const useHub = <T>(pick: (hub: HubState | undefined) => T): T => useHubMirror((s) => pick(s.value))
export const useSession = <T>(pick: (session: SessionState | undefined) => T): T =>
  useSessionMirror((s) => pick(s.value))
/** What is known of the company; the same object until it changes. */
export const useCompany = (): Company | undefined => useSession((s) => s?.company)
export const useMe = () => useSession((s) => s?.me)
export const useIsSupervisor = (): boolean =>
  useSession((s) => s?.me?.roles.some((role) => role === 'supervisor' || role === 'admin') ?? false)
const noCalls: Call[] = []
/** Every call of this console, in the order they came. */
export const useCalls = <T>(pick: (calls: Call[]) => T): T =>
  useCallsMirror((s) => pick(s.value?.calls ?? noCalls))
const noLines: LineState[] = []
/** Every line of this console, the main one first. */
export const useLines = <T>(pick: (lines: LineState[]) => T): T =>
  useLinesMirror((s) => pick(s.value?.lines ?? noLines))
/** The call that this supervisor is on, and who is on this operator's own. */
export const useSupervise = <T>(pick: (state: SuperviseState | undefined) => T): T =>
  useSuperviseMirror((s) => pick(s.value))

/** The hub's time for a moment of this computer's clock, milliseconds. */
export const useClockOffset = (): number => useHub((hub) => hub?.clockOffset ?? 0)

/** Now by the hub's clock, cut to the second; re-renders once a second. Facts carry hub time, so ages are told by it. */
export const useHubNow = (): number => useNow() + useClockOffset()

/** A colleague's name; the id's own words when they are not in the company any more. */
export function useOperatorName(): (operatorId: string | undefined) => string {
  const company = useCompany()
  return (operatorId) => company?.operators.find((o) => o.operatorId === operatorId)?.name ?? operatorId ?? ''
}
