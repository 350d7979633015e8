import type { CallCommand } from '../../shared/keys/call-keys.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { Done } from '../../shared/lib/result.ts'
import type { Controls } from './controls.ts'

export type CallKeysOptions = {
  controls: Pick<Controls, 'answer' | 'hangup' | 'toggleHold' | 'toggleMute' | 'togglePause'>
  /** Gives the keyboard to the small call window, where it is shown. */
  focusSmallWindow(): void
  onTrouble(code: ErrorCode): void
}

/**
 * What a global key does. It is done here and not in the operator's page, so that the keys of a call work while that
 * page is crashed, hangs, or is still loading. A key with no call to act on does nothing.
 */
export function createCallKeys({ controls, focusSmallWindow, onTrouble }: CallKeysOptions) {
  const acts: Record<CallCommand, () => Done | undefined> = {
    'call.answer': controls.answer,
    'call.hangup': controls.hangup,
    'call.hold': controls.toggleHold,
    'call.mute': controls.toggleMute,
    'call.pause-recording': controls.togglePause,
    'call.window': () => void focusSmallWindow(),
  }
  return (command: CallCommand): void => {
    const done = acts[command]()
    if (done?.ok === false && done.code !== 'CALL_NOT_FOUND') onTrouble(done.code)
  }
}
