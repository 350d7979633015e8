import { useEffect, useRef } from 'react'
import { type Call, isRelayed, isTalking } from '../../shared/softphone/call.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { callsOf } from '../bridge/mirrors.ts'
import { conversationOf } from '../features/conversation/index.ts'
import { personOf } from '../features/person/index.ts'

/** Keys pressed this recently mean that the operator is in the middle of a word, milliseconds. */
const midWord = 1000

/**
 * Opens the caller's card when a call is offered, before it is answered. Not under somebody's hands: while words are
 * being typed, or somebody else is on the line, the card waits for the answer. Each call opens each card once; where
 * the operator goes then is their own.
 */
export function useCallPop(onPop: () => void): void {
  const bridge = useBridge()
  const shown = useRef(new Set<string>())
  const pop = useRef(onPop)
  useEffect(() => {
    pop.current = onPop
  })
  useEffect(() => {
    const look = (calls: readonly Call[]) => {
      const talking = calls.some((c) => isTalking(c) && !isRelayed(c))
      for (const call of calls) {
        const { contactId } = call
        const key = `${call.callId} ${contactId}`
        if (!contactId || shown.current.has(key)) continue
        const typing = Date.now() - conversationOf(bridge).getState().typedAt < midWord
        const ready = (call.phase === 'offered' && !typing && !talking) || isTalking(call)
        if (!ready) continue
        shown.current.add(key)
        pop.current()
        void personOf(bridge).getState().open(contactId)
      }
    }
    // Heard from the store itself: the card is asked for before anything of the call is drawn.
    const calls = callsOf(bridge)
    look(calls.getState().value?.calls ?? [])
    return calls.subscribe(({ value }) => look(value?.calls ?? []))
  }, [bridge])
}
