import { useEffect, useState } from 'react'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'

export type Found = { text: string; people: PersonHit[]; ms: number; code?: string }

/** Typing pauses this long before the hub is asked, milliseconds. */
const pause = 90

/** People for what is typed; answers that come late for an older text are dropped. */
export function useFind(text: string): Found | undefined {
  const bridge = useBridge()
  const [found, setFound] = useState<Found>()
  const query = text.trim()
  useEffect(() => {
    if (!query) return setFound(undefined)
    let stale = false
    const timer = setTimeout(async () => {
      const from = performance.now()
      const answer = await bridge.card.find({ text: query })
      if (stale) return
      const ms = Math.max(1, Math.round(performance.now() - from))
      setFound(
        answer.ok
          ? { text: query, people: answer.value.people, ms }
          : { text: query, people: [], ms, code: answer.code },
      )
    }, pause)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [query, bridge])
  return found
}
