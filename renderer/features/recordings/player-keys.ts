import type { KeyboardEvent } from 'react'
import { arrowSeconds, fineSeconds } from './playback.ts'

/** What the keys of a player do, wherever in it the focus is. */
export type PlayerKeys = {
  position: number
  length: number
  toggle(): void
  seek(seconds: number): void
  stepSpeed(by: 1 | -1): void
  comment(): void
}

/**
 * Space plays and pauses, arrows move 5 s (1 s with Shift), 0 and Home go to the beginning, End to the end, [ and ] change the
 * speed, C says something of this second. Physical keys; a field keeps all of its own.
 */
export function onPlayerKey(event: KeyboardEvent, keys: PlayerKeys): void {
  const target = event.target as HTMLElement
  if (event.ctrlKey || event.altKey || event.metaKey || target.closest('input, textarea')) return
  const { position, length } = keys
  const by = event.shiftKey ? fineSeconds : arrowSeconds
  switch (event.code) {
    case 'Space':
      // A button that has the focus is what Space presses.
      if (target.closest('button')) return
      keys.toggle()
      break
    case 'ArrowLeft':
      keys.seek(position - by)
      break
    case 'ArrowRight':
      keys.seek(position + by)
      break
    case 'Home':
    case 'Digit0':
    case 'Numpad0':
      keys.seek(0)
      break
    case 'End':
      keys.seek(length)
      break
    case 'BracketLeft':
      keys.stepSpeed(-1)
      break
    case 'BracketRight':
      keys.stepSpeed(1)
      break
    case 'KeyC':
      keys.comment()
      break
    default:
      return
  }
  event.preventDefault()
  event.stopPropagation()
}
