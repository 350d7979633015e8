import { describe, expect, test } from 'vitest'
import { type Moment, noCounters, qualityOf, readCounters, type Stat } from './quality.ts'

const moment: Moment = {
  callId: 'c1',
  at: 1000,
  lagMs: 0,
  receives: true,
  sends: true,
  silenced: false,
  microphoneOff: false,
  microphone: 0.1,
  remote: 0.1,
  path: 'connected',
}

const stats = (packets: number, lost = 0): Stat[] => [
  { id: 'codec', type: 'codec', mimeType: 'audio/PCMA' },
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' },
  { id: 'P1', type: 'candidate-pair', nominated: true, currentRoundTripTime: 9, localCandidateId: 'L1' },
  { id: 'P2', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.01, localCandidateId: 'L2' },
  { id: 'L1', type: 'local-candidate', candidateType: 'relay' },
  { id: 'L2', type: 'local-candidate', candidateType: 'host', networkType: 'wifi' },
  {
    type: 'inbound-rtp',
    kind: 'audio',
    packetsReceived: packets,
    packetsLost: lost,
    jitter: 0.004,
    codecId: 'codec',
    jitterBufferDelay: packets * 960 * 0.05,
    jitterBufferEmittedCount: packets * 960,
  },
  { type: 'inbound-rtp', kind: 'video', packetsReceived: 5000 },
  { type: 'outbound-rtp', kind: 'audio', packetsSent: packets },
  { type: 'remote-inbound-rtp', roundTripTime: 0.04, fractionLost: 0.02, jitter: 0.003 },
]

describe('a second of a call', () => {
  test('is the difference of two readings', () => {
    const second = qualityOf(moment, readCounters(stats(500, 10)), readCounters(stats(549, 11)))
    expect(second).toMatchObject({
      codec: 'PCMA',
      packetsIn: 549,
      inNow: 49,
      outNow: 49,
      lossPercent: 2,
      jitterMs: 4,
      bufferMs: 50,
      roundTripMs: 40,
      remoteLossPercent: 2,
      remoteJitterMs: 3,
      candidate: 'host',
      network: 'wifi',
    })
    expect(second.mos).toBeGreaterThan(3.9)
    expect(second.mos).toBeLessThan(4.3)
  })

  test('in which nothing came is the worst there is, unless nothing was to come', () => {
    const reading = readCounters(stats(500))
    expect(qualityOf(moment, reading, reading)).toMatchObject({ inNow: 0, mos: 1 })
    expect(qualityOf({ ...moment, receives: false }, reading, reading).mos).toBeUndefined()
  })

  test('before the way is found has no score', () => {
    expect(qualityOf({ ...moment, path: 'connecting' }, noCounters, readCounters([])).mos).toBeUndefined()
  })

  test('after a new connection counts from its beginning', () => {
    expect(qualityOf(moment, readCounters(stats(500, 40)), readCounters(stats(30)))).toMatchObject({
      inNow: 30,
      lossPercent: 0,
    })
  })
})
