import { describe, expect, it } from 'vitest'
import { CALL_TOKEN_HEADER } from '../../../../shared/protocol/widget-protocol.ts'
import { TOKEN_HEADER } from './sip-line.ts'
import { isHeldBy, outcomeOfStatus } from './state.ts'

describe('a call in the browser', () => {
  it.each([
    [480, 'nobody-available'],
    [486, 'busy'],
    [600, 'busy'],
    [603, 'declined'],
    [408, 'no-answer'],
    [487, 'no-answer'],
    [404, 'wrong-number'],
    [403, 'refused'],
    [488, 'failed'],
    [503, 'failed'],
    [0, 'failed'],
  ])('that was answered with %i has come to: %s', (status, outcome) => {
    expect(outcomeOfStatus(status)).toBe(outcome)
  })
  it('is on hold when the other side only sends, or nothing flows', () => {
    expect(isHeldBy('v=0\r\nm=audio 9 RTP/AVP 0\r\na=sendonly\r\n')).toBe(true)
    expect(isHeldBy('a=inactive\r\n')).toBe(true)
    expect(isHeldBy('a=sendrecv\r\na=x-sendonly\r\n')).toBe(false)
    expect(isHeldBy('a=recvonly\r\n')).toBe(false)
  })
  it('carries its token where the contract says', () => {
    expect(TOKEN_HEADER).toBe(CALL_TOKEN_HEADER)
  })
})
