import { describe, expect, test } from 'vitest'
import { opinionScore, qualityOf } from './quality.ts'

describe('the quality of a call', () => {
  test('is excellent on a clean line and falls with loss and delay', () => {
    expect(opinionScore(30, 0)).toBeGreaterThan(4.3)
    expect(opinionScore(30, 0.05)).toBeLessThan(opinionScore(30, 0.01))
    expect(opinionScore(400, 0)).toBeLessThan(opinionScore(150, 0))
    expect(opinionScore(1000, 1)).toBe(1)
    expect(opinionScore(0, 0)).toBeLessThanOrEqual(4.5)
  })

  test('is read from the statistics of the peer connection', () => {
    const quality = qualityOf('call', [
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: 990, packetsLost: 10, jitter: 0.004 },
      { type: 'outbound-rtp', kind: 'audio', packetsSent: 1000 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.01 },
      { type: 'remote-inbound-rtp', roundTripTime: 0.04 },
    ])
    expect(quality).toMatchObject({
      packetsIn: 990,
      packetsOut: 1000,
      lost: 10,
      jitterMs: 4,
      roundTripMs: 40,
    })
    expect(quality.mos).toBeGreaterThan(4)
  })

  test('before any packet is that of an empty line, not a fault', () => {
    expect(qualityOf('call', []).lost).toBe(0)
    expect(qualityOf('call', []).mos).toBeGreaterThan(4.3)
  })
})
