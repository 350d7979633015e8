import { useStore } from 'zustand'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { type Bridge, useBridge } from '../../bridge/bridge.tsx'
import { holdSpans, pauseSpans, silences } from './playback.ts'
import { makeSound } from './sound.ts'
import { Player, type PlayerState, type Track } from './store.ts'

const players = new WeakMap<Bridge, Player>()

/** The window's player. */
export function playerOf(bridge: Bridge): Player {
  const known = players.get(bridge)
  if (known) return known
  const player = new Player(
    (recordingId) => bridge.recordings.open({ recordingId }),
    makeSound,
    (id, stretches) => {
      void bridge.recordings.heard({ recordingId: id, stretches })
    },
  )
  players.set(bridge, player)
  return player
}

export const usePlayer = (): Player => playerOf(useBridge())
export const usePlayerState = <T>(pick: (state: PlayerState) => T): T => useStore(usePlayer().store, pick)

export const trackOf = (item: CallItem, part: RecordingPart): Track => ({
  recordingId: part.recordingId,
  seconds: part.seconds,
  silences: silences(part, [...holdSpans(item, part), ...pauseSpans(item, part)]),
})
