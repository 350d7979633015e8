import { useEffect } from 'react'
import { isLive } from '../../../shared/softphone/call.ts'
import { readTarget } from '../../../shared/softphone/target.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { callsOf } from '../../bridge/mirrors.ts'
import { usePhoneState } from './store.ts'

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/**
 * Outside of fields a pasted number, and a digit of the number block, open the dial box with it. Nothing is dialled by
 * that: the box waits for Enter.
 */
export function useQuickDial(): void {
  const bridge = useBridge()
  const phone = usePhoneState((s) => s.phone)
  const open = usePhoneState(
    (s) => s.dial !== undefined || s.transfer !== undefined || s.keypad !== undefined,
  )
  useEffect(() => {
    if (open) return
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isField(event.target) || !readTarget(text)) return
      event.preventDefault()
      phone.openDial(text.trim())
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || isField(event.target)) return
      const digit = /^Numpad(\d)$/.exec(event.code)?.[1]
      // While a call is on, or waits for its outcome, digits choose and send tones.
      const calls = callsOf(bridge).getState().value?.calls ?? []
      if (!digit || event.defaultPrevented || calls.some((c) => isLive(c) || c.after === 'wrap-up')) return
      event.preventDefault()
      phone.openDial(digit)
    }
    document.addEventListener('paste', onPaste)
    window.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('paste', onPaste)
      window.removeEventListener('keydown', onKey)
    }
  }, [bridge, phone, open])
}
