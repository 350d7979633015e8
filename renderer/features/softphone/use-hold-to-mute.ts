import { useEffect, useRef } from 'react'
import type { Call } from '../../../shared/softphone/call.ts'
import { usePreference } from '../../bridge/mirrors.ts'
import { useHeldCommand } from '../../keys/keys.tsx'
import { usePhoneState } from './store.ts'

/**
 * The key that is held: it mutes until it is let go, or, as the operator likes, lets them be heard until then. There is
 * one mute: when a button or the headset has changed it meanwhile, letting go changes nothing more.
 */
export function useHoldToMute(front: Call | undefined): void {
  const phone = usePhoneState((s) => s.phone)
  const mode = usePreference((p) => p.holdKey) ?? 'mute'
  const held = useRef<{ callId: string; muted: boolean; back: boolean; reached: boolean } | undefined>(
    undefined,
  )
  const muted = front?.muted
  useEffect(() => {
    if (held.current && held.current.muted === muted) held.current.reached = true
  }, [muted])
  useHeldCommand('call.mute-hold', {
    down() {
      if (front?.phase !== 'connected') return false
      const on = mode === 'mute'
      held.current = {
        callId: front.callId,
        muted: on,
        back: mode === 'talk' ? true : front.muted,
        reached: front.muted === on,
      }
      void phone.mute(on)
      return true
    },
    up() {
      const was = held.current
      held.current = undefined
      if (!was || front?.callId !== was.callId) return
      // A quick tap is let go before main has answered: not yet reached is not changed by somebody else.
      if (!was.reached || front.muted === was.muted) void phone.mute(was.back)
    },
  })
}
