import { type Call, isRelayed, isTalking } from '../../shared/softphone/call.ts'
import type { SoundPort } from './ports.ts'

export type RingKind = 'call' | 'waiting' | 'back'

/** What is to be heard: a call, a knock while talking, or the far phone ringing. */
export function ringFor(calls: readonly Call[]): RingKind | undefined {
  if (calls.some((call) => call.phase === 'offered'))
    return calls.some((c) => isTalking(c) && !isRelayed(c)) ? 'waiting' : 'call'
  return calls.some((call) => call.phase === 'alerting') ? 'back' : undefined
}

export type Ringer = { follow(calls: readonly Call[]): void; again(): void }

/** Keeps the sound of ringing in step with the calls. */
export function createRinger(sound: Pick<SoundPort, 'ring'>): Ringer {
  let now: RingKind | undefined
  const set = (kind: RingKind, on: boolean) => void sound.ring(kind, on).catch(() => undefined)
  return {
    follow(calls) {
      const wanted = ringFor(calls)
      if (wanted === now) return
      if (now) set(now, false)
      if (wanted) set(wanted, true)
      now = wanted
    },
    /** The media window was loaded anew and is silent. */
    again() {
      if (now) set(now, true)
    },
  }
}
