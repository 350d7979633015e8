import type { Talk } from '../../shared/ipc/engine-contract.ts'
import { peakMs } from '../../shared/protocol/recording.ts'
import type { Quality } from '../../shared/softphone/quality.ts'
import { hearStep, noTalk, pauseTalk, talkSummary } from '../../shared/softphone/talk.ts'
import type { CallSound } from './call-sound.ts'
import type { Peer } from './peer.ts'
import { noCounters, qualityOf, readCounters } from './quality.ts'

/** Listens to one call: who speaks, and how it goes, second by second. */
export type CallWatch = {
  /** One step of loudness from the meter, amplitudes 0 to 1. */
  step(operator: number, customer: number): void
  /** The second since the last one was asked for. */
  sample(peer: Peer, lagMs: number): Promise<Quality>
  talk(): Talk
}

/** `onTurn` hears at once when another one speaks. */
export function createCallWatch(callId: string, sound: () => CallSound, onTurn: () => void): CallWatch {
  let talk = noTalk
  let counters = noCounters
  let loudest: [number, number] = [0, 0]
  return {
    step(operator, customer) {
      loudest = [Math.max(loudest[0], operator), Math.max(loudest[1], customer)]
      const before = talk.now
      talk = sound().held() ? pauseTalk(talk) : hearStep(talk, operator, customer, peakMs)
      if (talk.now !== before) onTurn()
    },
    async sample(peer, lagMs) {
      const { path, receives, sends } = peer.facts()
      const [microphone, remote] = loudest
      loudest = [0, 0]
      const earlier = counters
      counters = readCounters((await peer.stats()).values())
      const { held, silenced, microphoneOff } = sound()
      const moment = {
        callId,
        at: Date.now(),
        lagMs,
        receives: receives && !held(),
        sends: sends && !held(),
        silenced: silenced(),
        microphoneOff: microphoneOff(),
        microphone,
        remote,
        path,
      }
      return qualityOf(moment, earlier, counters)
    },
    talk: () => ({
      callId,
      now: talk.now,
      silenceSeconds: Math.floor(talk.silenceMs / 1000),
      talkOverSeconds: Math.floor(talk.talkOverMs / 1000),
      summary: talkSummary(talk),
    }),
  }
}
