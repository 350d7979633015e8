import { describe, expect, test } from 'vitest'
import { assertedIdentity, autoAnswerOf, byeReason, cancelReason, replacesOf } from './incoming-headers.ts'

/** Headers as sip.js gives them. */
const headers = (...lines: string[]) => {
  const of = (name: string) =>
    lines.flatMap((line) => {
      const colon = line.indexOf(':')
      return line.slice(0, colon).toLowerCase() === name ? [line.slice(colon + 1).trim()] : []
    })
  return { getHeader: (name: string) => of(name)[0], getHeaders: of }
}

describe('a call that asks to be answered by itself', () => {
  test.each([
    ['Snom, Cisco, FreeSWITCH', 'Call-Info: <sip:pbx.test>;answer-after=0', 0],
    ['with a delay', 'Call-Info: <sip:pbx.test>; answer-after=3', 3],
    ['answer-after in Alert-Info', 'Alert-Info: <sip:pbx.test>;answer-after=0', 0],
    ['Asterisk', 'Alert-Info: info=alert-autoanswer;delay=0', 0],
    ['Asterisk, with a sound', 'Alert-Info: <http://www.notused.com>;info=alert-autoanswer;delay=2', 2],
    ['FreeSWITCH, Polycom', 'Alert-Info: Ring Answer', 0],
    ['FreeSWITCH, intercom', 'Alert-Info: intercom', 0],
    ['Polycom', 'Alert-Info: "Auto Answer"', 0],
    ['Yealink', 'Alert-Info: Auto Answer', 0],
    ['Yealink, by its sound', 'Alert-Info: <http://127.0.0.1/ring>;info=ring-answer', 0],
    ['RFC 5373', 'Answer-Mode: Auto', 0],
    ['RFC 5373, required', 'Priv-Answer-Mode: Auto;require', 0],
    ['Snom, old', 'P-Auto-Answer: normal', 0],
    ['for ever', 'Call-Info: <sip:pbx.test>;answer-after=9999', 60],
  ])('%s: %s', (_, line, afterSeconds) => {
    expect(autoAnswerOf(headers(line))).toEqual({ afterSeconds })
  })

  test.each([
    'Call-Info: <http://crm.test/answer-after/3>;purpose=info',
    'Alert-Info: <http://pbx.test/Bellcore-dr2>',
    'Alert-Info: external',
    'Answer-Mode: Manual',
    'X-Auto-Answer: yes',
  ])('not so: %s', (line) => {
    expect(autoAnswerOf(headers(line))).toBeUndefined()
  })
})

describe('who calls, by the word of the server', () => {
  test.each([
    [
      ['P-Asserted-Identity: "Anna Kowal" <sip:+48221234567@pbx.test>'],
      { user: '+48221234567', displayName: 'Anna Kowal' },
    ],
    [['P-Asserted-Identity: <tel:+48221234567>'], { user: '+48221234567' }],
    [['P-Asserted-Identity: sip:201@pbx.test, <tel:+48221234567>'], { user: '201' }],
    [
      ['Remote-Party-ID: "Anna" <sip:202@pbx.test>;party=calling;screen=yes'],
      { user: '202', displayName: 'Anna' },
    ],
    [['Remote-Party-ID: <sip:1@pbx.test>', 'P-Asserted-Identity: <sip:2@pbx.test>'], { user: '2' }],
    [['P-Asserted-Identity: nonsense'], undefined],
    [['From: <sip:9@pbx.test>'], undefined],
  ])('%j', (lines, expected) => {
    expect(assertedIdentity(headers(...lines))).toEqual(expected)
  })
})

describe('why a call ended', () => {
  test.each([
    [['Reason: SIP;cause=200;text="Call completed elsewhere"'], { elsewhere: true }],
    [['Reason: SIP ;cause=200 ;text="Call completed elsewhere"'], { elsewhere: true }],
    [['Reason: Q.850;cause=26;text="Answered elsewhere"'], { elsewhere: true }],
    [['Reason: Q.850;cause=16, SIP;cause=200'], { elsewhere: true }],
    [['Reason: Q.850;cause=16', 'Reason: SIP;cause=200'], { elsewhere: true }],
    [['Reason: SIP;cause=408;text="Request Timeout"'], { elsewhere: false, rangOut: true }],
    [['Reason: SIP;cause=487;text="cause=200"'], { elsewhere: false }],
    [['Reason: Q.850;cause=200'], { elsewhere: false }],
    [[], { elsewhere: false }],
  ])('CANCEL, %j', (lines, expected) => {
    expect(cancelReason(headers(...lines))).toEqual(expected)
  })

  test('BYE: the SIP status and the text, whichever header has them', () => {
    expect(byeReason(headers('Reason: Q.850;cause=16;text="Normal call clearing"'))).toEqual({
      reason: 'Normal call clearing',
    })
    expect(byeReason(headers('Reason: Q.850;cause=102, SIP;cause=408;text="RTP, timeout"'))).toEqual({
      status: 408,
      reason: 'RTP, timeout',
    })
  })
})

test('Replaces: the parameters in any order, a Call-ID with an @, and nothing that is not whole', () => {
  const whole = { callId: 'a@b', toTag: '1', fromTag: '2', earlyOnly: false }
  expect(replacesOf(headers('Replaces: a@b;to-tag=1;from-tag=2'))).toEqual(whole)
  expect(replacesOf(headers('Replaces: a@b ; From-Tag=2 ; TO-TAG=1;early-only'))).toEqual({
    ...whole,
    earlyOnly: true,
  })
  expect(replacesOf(headers())).toBeUndefined()
  for (const bad of ['', 'a', 'a;to-tag=1', 'a;to-tag=1;to-tag=2;from-tag=3', ';to-tag=1;from-tag=2'])
    expect(replacesOf(headers(`Replaces: ${bad}`))).toBe('malformed')
})
