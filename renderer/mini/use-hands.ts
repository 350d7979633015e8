import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { MiniView } from '../../shared/ipc/mini-contract.ts'
import type { MiniBridge } from './store.ts'

/**
 * The keyboard: nothing is done by it until the window was given it on purpose, and then only this. Whatever is typed
 * before, or was meant for another window, goes nowhere; main refuses it, too.
 */
export function useKeyboard(bridge: MiniBridge, view: MiniView): void {
  const latest = useRef(view)
  useEffect(() => {
    latest.current = view
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { armed, call, matches } = latest.current
      event.preventDefault()
      event.stopPropagation()
      if (!armed || event.repeat || event.isComposing) return
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      if (event.code === 'Escape') return void bridge.leave({})
      if (call?.phase !== 'ringing') return
      if (event.code === 'Enter' || event.code === 'NumpadEnter')
        return void bridge.answer({ callId: call.callId, by: 'key' })
      const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code)?.[1]
      const hit = digit ? matches[Number(digit) - 1] : undefined
      if (hit) void bridge.choose({ callId: call.callId, personId: hit.personId, by: 'key' })
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [bridge])
}

/** What a button does when it is clicked by a hand: a click that a key has made does nothing here. */
export const byHand = (doing: () => void) => (event: MouseEvent) => {
  if (event.detail > 0) doing()
}

/** Further than this is a move, not a click (pixels). */
const SLIP = 4

/** Moves the window by its own surface. Without a move it was a click: the operator wants the keyboard here. */
export function useDrag(bridge: MiniBridge) {
  const drag = useRef<{ x: number; y: number; moved: boolean; frame: number } | undefined>(undefined)
  const isSurface = (target: EventTarget) => target instanceof Element && !target.closest('button')
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !isSurface(event.target)) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.screenX, y: event.screenY, moved: false, frame: 0 }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = drag.current
      if (!now) return
      const dx = event.screenX - now.x
      const dy = event.screenY - now.y
      if (!now.moved && Math.hypot(dx, dy) < SLIP) return
      now.moved = true
      cancelAnimationFrame(now.frame)
      now.frame = requestAnimationFrame(() => void bridge.move({ dx, dy, end: false }))
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const now = drag.current
      drag.current = undefined
      if (!now) return
      cancelAnimationFrame(now.frame)
      if (!now.moved) return void bridge.focus({})
      void bridge.move({ dx: event.screenX - now.x, dy: event.screenY - now.y, end: true })
    },
    onPointerCancel() {
      if (drag.current) cancelAnimationFrame(drag.current.frame)
      drag.current = undefined
    },
  }
}
