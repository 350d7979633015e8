import { codecDelayMs, opinionScore } from '../../shared/softphone/opinion.ts'
import type { Quality } from '../../shared/softphone/quality.ts'

/** The parts of WebRTC's statistics that are read here (W3C webrtc-stats); each may be absent. */
export type Stat = {
  id?: string
  type: string
  kind?: string
  packetsReceived?: number
  packetsSent?: number
  packetsLost?: number
  packetsDiscarded?: number
  fractionLost?: number
  jitter?: number
  roundTripTime?: number
  currentRoundTripTime?: number
  nominated?: boolean
  selectedCandidatePairId?: string
  localCandidateId?: string
  candidateType?: string
  networkType?: string
  jitterBufferDelay?: number
  jitterBufferEmittedCount?: number
  codecId?: string
  mimeType?: string
  synthesizedSamplesDuration?: number
}

/** Counters of one peer connection as they stand at one moment. */
export type Counters = {
  packetsIn: number
  packetsOut: number
  lost: number
  discarded: number
  jitterMs: number
  bufferSeconds: number
  bufferCount: number
  roundTripMs: number
  remoteLossPercent: number | undefined
  remoteJitterMs: number | undefined
  glitchSeconds: number
  codec: string
  candidate: Quality['candidate']
  network: string | undefined
}

export const noCounters: Counters = {
  packetsIn: 0,
  packetsOut: 0,
  lost: 0,
  discarded: 0,
  jitterMs: 0,
  bufferSeconds: 0,
  bufferCount: 0,
  roundTripMs: 0,
  remoteLossPercent: undefined,
  remoteJitterMs: undefined,
  glitchSeconds: 0,
  codec: '',
  candidate: 'unknown',
  network: undefined,
}

const candidates = new Set<string>(['host', 'srflx', 'prflx', 'relay'])

/** Puts a peer connection's statistics together. */
export function readCounters(stats: Iterable<Stat>): Counters {
  const list = [...stats]
  const byId = new Map(list.flatMap((stat) => (stat.id ? [[stat.id, stat] as const] : [])))
  const counters = { ...noCounters }
  const selected = list.find((stat) => stat.type === 'transport')?.selectedCandidatePairId
  for (const stat of list) {
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
      counters.packetsIn += stat.packetsReceived ?? 0
      counters.lost += Math.max(0, stat.packetsLost ?? 0)
      counters.discarded += stat.packetsDiscarded ?? 0
      counters.jitterMs = (stat.jitter ?? 0) * 1000
      counters.bufferSeconds = stat.jitterBufferDelay ?? 0
      counters.bufferCount = stat.jitterBufferEmittedCount ?? 0
      counters.codec = codecName(byId.get(stat.codecId ?? '')) || counters.codec
    } else if (stat.type === 'outbound-rtp' && stat.kind === 'audio') {
      counters.packetsOut += stat.packetsSent ?? 0
      counters.codec ||= codecName(byId.get(stat.codecId ?? ''))
    } else if (stat.type === 'media-playout') counters.glitchSeconds = stat.synthesizedSamplesDuration ?? 0
    else if (stat.type === 'candidate-pair' && (selected ? stat.id === selected : stat.nominated)) {
      counters.roundTripMs ||= (stat.currentRoundTripTime ?? 0) * 1000
      const local = byId.get(stat.localCandidateId ?? '')
      if (local?.candidateType && candidates.has(local.candidateType))
        counters.candidate = local.candidateType as Quality['candidate']
      counters.network = local?.networkType
    } else if (stat.type === 'remote-inbound-rtp') {
      if (stat.roundTripTime !== undefined) counters.roundTripMs = stat.roundTripTime * 1000
      if (stat.fractionLost !== undefined) counters.remoteLossPercent = stat.fractionLost * 100
      if (stat.jitter !== undefined) counters.remoteJitterMs = stat.jitter * 1000
    }
  }
  return counters
}

const codecName = (stat: Stat | undefined): string => stat?.mimeType?.split('/')[1] ?? ''

/** What is known of this second beside the counters. */
export type Moment = Pick<
  Quality,
  | 'callId'
  | 'at'
  | 'lagMs'
  | 'receives'
  | 'sends'
  | 'silenced'
  | 'microphoneOff'
  | 'microphone'
  | 'remote'
  | 'path'
>

/** The second between two readings. Counters that went back belong to a new connection, which began from nothing. */
export function qualityOf(moment: Moment, earlier: Counters, now: Counters): Quality {
  const before =
    now.packetsIn < earlier.packetsIn || now.packetsOut < earlier.packetsOut ? noCounters : earlier
  const inNow = now.packetsIn - before.packetsIn
  const missing = Math.max(0, now.lost - before.lost) + Math.max(0, now.discarded - before.discarded)
  const lossPercent = inNow + missing ? (100 * missing) / (inNow + missing) : 0
  const played = now.bufferCount - before.bufferCount
  const bufferMs = played > 0 ? ((now.bufferSeconds - before.bufferSeconds) / played) * 1000 : 0
  const delayMs = now.roundTripMs / 2 + bufferMs + codecDelayMs(now.codec)
  const mos = !moment.receives
    ? undefined
    : inNow > 0
      ? opinionScore({ codec: now.codec, delayMs, lossPercent })
      : // Nothing comes: that is the worst there is, once there was a way for it to come.
        now.packetsIn > 0 || moment.path === 'connected'
        ? 1
        : undefined
  return {
    ...moment,
    codec: now.codec,
    packetsIn: now.packetsIn,
    packetsOut: now.packetsOut,
    lost: now.lost,
    inNow,
    outNow: now.packetsOut - before.packetsOut,
    lossPercent: tenth(lossPercent),
    jitterMs: tenth(now.jitterMs),
    bufferMs: Math.round(bufferMs),
    roundTripMs: Math.round(now.roundTripMs),
    glitchMs: Math.max(0, Math.round((now.glitchSeconds - before.glitchSeconds) * 1000)),
    candidate: now.candidate,
    ...(now.remoteLossPercent === undefined ? {} : { remoteLossPercent: tenth(now.remoteLossPercent) }),
    ...(now.remoteJitterMs === undefined ? {} : { remoteJitterMs: tenth(now.remoteJitterMs) }),
    ...(now.network && now.network !== 'unknown' ? { network: now.network } : {}),
    ...(mos === undefined ? {} : { mos }),
  }
}

const tenth = (n: number): number => Math.round(n * 10) / 10
