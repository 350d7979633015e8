import type { Quality } from '../../shared/ipc/engine-contract.ts'

/** The parts of WebRTC's statistics that are read here (W3C webrtc-stats); each may be absent. */
type Stat = {
  type: string
  kind?: string
  packetsReceived?: number
  packetsSent?: number
  packetsLost?: number
  jitter?: number
  roundTripTime?: number
  currentRoundTripTime?: number
  nominated?: boolean
  jitterBufferDelay?: number
  jitterBufferEmittedCount?: number
}

/**
 * Mean opinion score, 1 to 4.5, by the E-model (ITU-T G.107) as far as a phone can know it: `delayMs` one way from
 * mouth to ear, `loss` 0 to 1. Impairment by loss is that of G.711 with concealment (G.113: Ie 0, Bpl 25.1), which also
 * bounds Opus from below.
 */
export function opinionScore(delayMs: number, loss: number): number {
  const delay = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0)
  const percent = Math.min(1, Math.max(0, loss)) * 100
  const r = Math.min(100, Math.max(0, 93.2 - delay - (95 * percent) / (percent + 25.1)))
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6
  return Math.round(Math.min(4.5, Math.max(1, mos)) * 100) / 100
}

/** How a call has been from its beginning until now. */
export function qualityOf(callId: string, stats: Iterable<Stat>): Quality {
  let packetsIn = 0
  let packetsOut = 0
  let lost = 0
  let jitterMs = 0
  let roundTripMs = 0
  let bufferMs = 0
  for (const stat of stats) {
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
      packetsIn += stat.packetsReceived ?? 0
      lost += Math.max(0, stat.packetsLost ?? 0)
      jitterMs = (stat.jitter ?? 0) * 1000
      bufferMs = stat.jitterBufferEmittedCount
        ? ((stat.jitterBufferDelay ?? 0) / stat.jitterBufferEmittedCount) * 1000
        : 0
    } else if (stat.type === 'outbound-rtp' && stat.kind === 'audio') packetsOut += stat.packetsSent ?? 0
    else if (stat.type === 'candidate-pair' && stat.nominated)
      roundTripMs ||= (stat.currentRoundTripTime ?? 0) * 1000
    else if (stat.type === 'remote-inbound-rtp' && stat.roundTripTime !== undefined)
      roundTripMs = stat.roundTripTime * 1000
  }
  // 20 ms to fill a packet, 5 ms that the codec looks ahead.
  const delayMs = roundTripMs / 2 + bufferMs + 25
  return {
    callId,
    packetsIn,
    packetsOut,
    lost,
    jitterMs: Math.round(jitterMs * 10) / 10,
    roundTripMs: Math.round(roundTripMs),
    mos: opinionScore(delayMs, packetsIn + lost ? lost / (packetsIn + lost) : 0),
  }
}
