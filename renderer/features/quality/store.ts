import { createStore } from 'zustand/vanilla'
import { sentence } from '../../../shared/lib/errors.ts'
import type { CallId } from '../../../shared/lib/ids.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { faultWords } from '../../../shared/softphone/fault-words.ts'
import type { CallQuality } from '../../../shared/softphone/quality.ts'
import { bridgeStore } from '../../bridge/bridge.tsx'
import { callsOf } from '../../bridge/mirrors.ts'
import { i18n } from '../../i18n/i18n.ts'
import { sayNow } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { texts } from './texts.ts'

export type QualityState = {
  /** How every call stands, by its id. */
  calls: Readonly<Record<string, CallQuality>>
  /** The sound of all calls was lost at this moment; a call that was measured later has it back. */
  lostAt: number | undefined
  /** Keeps the last five minutes; what comes of it is told in a notice. */
  keep(callId?: string): Promise<void>
}

/** Apart from the calls themselves: a figure that changes every second must draw nothing but itself. */
const [useQuality] = bridgeStore<QualityState>((bridge) => {
  const say = sayNow(texts)
  const store = createStore<QualityState>(() => ({
    calls: {},
    lostAt: undefined,
    async keep(callId) {
      const answer = await bridge.quality.keep(callId ? { callId: callId as CallId } : {})
      if (!answer.ok) notify({ title: sentence(answer.code, i18n.language as Language), tone: 'red' })
    },
  }))
  bridge.softphone.onQuality((told) => {
    store.setState(({ calls }) => ({ calls: { ...calls, [told.callId]: told } }))
  })
  bridge.softphone.onTrouble(({ code }) => {
    if (code === 'ENGINE_GONE') store.setState({ lostAt: Date.now() })
  })
  callsOf(bridge).subscribe(({ value }) => {
    const { calls } = store.getState()
    const live = new Set<string>(value?.calls.flatMap((c) => (c.phase === 'ended' ? [] : [c.callId])))
    const left = Object.entries(calls).filter(([callId]) => live.has(callId))
    if (left.length < Object.keys(calls).length) store.setState({ calls: Object.fromEntries(left) })
    if (live.size === 0 && store.getState().lostAt !== undefined) store.setState({ lostAt: undefined })
  })
  bridge.quality.onKept(({ boxId, fault }) => {
    notify({
      title: say('kept'),
      detail: fault ? faultWords[fault].what[i18n.language as Language] : say('nothingFound'),
      action: { label: say('show'), run: () => void bridge.quality.showInFolder({ boxId }) },
    })
  })
  return store
})

export { useQuality }
