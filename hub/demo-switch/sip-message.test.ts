import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressOf,
  getAll,
  getHeader,
  paramOf,
  parseMessage,
  replaceTop,
  requestFault,
  type SipRequest,
  serialise,
  topBranch,
  userHostOf,
  userOf,
} from './sip-message.ts'

const lines = (...text: string[]) => `${text.join('\r\n')}\r\n\r\n`
const PLAIN = [
  'INVITE sip:anna@demo.test SIP/2.0',
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'From: <sip:bob@demo.test>;tag=1',
  'To: <sip:anna@demo.test>',
  'Call-ID: c1',
  'CSeq: 1 INVITE',
]
const request = (...text: string[]) => parseMessage(lines(...text)) as SipRequest

describe('reading a message', () => {
  test('RFC 4475 3.1.1.1: folded lines, compact names, strange spacing and unknown headers are read', () => {
    const m = request(
      'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
      'TO :',
      ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
      'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
      '  ;',
      '  tag = 98asjd8',
      'MaX-fOrWaRdS: 0068',
      'i: 98asdh@192.0.2.1',
      'cseq: 0009 INVITE',
      'v : SIP  / 2.0  / UDP 192.0.2.2;branch=z9hG4bK30239, SIP / 2.0 / TCP 1.2.3.4;branch=z9hG4bK9',
      's :',
      'NewFangledHeader:   newfangled value',
      ' continued newfangled value',
      'm:"Quoted, string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue',
    )
    expect(getHeader(m, 'to')).toContain('1918181833n')
    expect(paramOf(getHeader(m, 'from') ?? '', 'tag')).toBe('98asjd8')
    expect(getAll(m, 'via')).toHaveLength(2)
    expect(topBranch(m)).toBe('z9hG4bK30239')
    expect(getAll(m, 'contact')).toHaveLength(1)
    expect(addressOf(getAll(m, 'contact')[0] ?? '')).toBe('sip:jdrosen@example.com')
    expect(getHeader(m, 'newfangledheader')).toBe('newfangled value continued newfangled value')
    expect(requestFault(m)).toBeUndefined()
  })

  test('bytes beyond Content-Length are discarded and a body that is too short is refused', () => {
    const long = parseMessage(`${lines(...PLAIN, 'Content-Length: 4')}abcdEFGH`)
    expect(long?.body).toBe('abcd')
    const short = parseMessage(`${lines(...PLAIN, 'Content-Length: 9')}abc`) as SipRequest
    expect(requestFault(short)).toEqual({ status: 400, reason: 'Bad Content-Length' })
  })

  test.each([
    ['a negative Content-Length', [...PLAIN, 'Content-Length: -999'], 400],
    ['a CSeq of another method', [...PLAIN.slice(0, 5), 'CSeq: 1 BYE'], 400],
    ['a CSeq beyond 2^31', [...PLAIN.slice(0, 5), 'CSeq: 9292394834 INVITE'], 400],
    ['an unknown URI scheme', ['INVITE novel:anna SIP/2.0', ...PLAIN.slice(1)], 416],
    ['two From headers', [...PLAIN, 'f: <sip:eve@demo.test>;tag=2'], 400],
    ['a Via without a branch', [PLAIN[0] ?? '', 'Via: SIP/2.0/WS a.invalid', ...PLAIN.slice(2)], 400],
  ])('%s is answered with a refusal', (_, text, status) => {
    expect(requestFault(request(...text))?.status).toBe(status)
  })

  test.each([
    ['no message', 'hello'],
    ['a missing end of headers', PLAIN.join('\r\n')],
    ['another version', lines('INVITE sip:a@b SIP/7.0', ...PLAIN.slice(1))],
    ['no Call-ID', lines(...PLAIN.filter((l) => !l.startsWith('Call-ID')))],
    ['a header without a colon', lines(...PLAIN, 'nonsense')],
    ['spaces within the Request-URI', lines('INVITE sip:anna@demo.test; lr SIP/2.0', ...PLAIN.slice(1))],
  ])('%s is dropped', (_, text) => {
    expect(parseMessage(text)).toBeUndefined()
  })

  test('a header called like a property of every object is just a header', () => {
    const m = request(...PLAIN, 'constructor: x', '__proto__: y')
    expect(getHeader(m, 'constructor')).toBe('x')
    expect(getHeader(m, '__proto__')).toBe('y')
  })
})

describe('parts of addresses', () => {
  test('a parameter is looked for in the header, not inside the address or a quoted name', () => {
    const value = '"a;tag=no" <sip:x@y;tag=no;expires=5>;expires=60;lr'
    expect(paramOf(value, 'tag')).toBeUndefined()
    expect(paramOf(value, 'expires')).toBe('60')
    expect(paramOf(value, 'lr')).toBe('')
  })
  test('users are decoded, hosts are compared without case', () => {
    expect(userOf('sip:%2B48123@Demo.Test')).toBe('+48123')
    expect(userOf('sip:demo.test')).toBeUndefined()
    expect(userHostOf('sip:Anna@Demo.Test:5060;transport=ws')).toBe('anna@demo.test:5060')
    expect(userOf('sip:%ZZ@demo.test')).toBe('%ZZ')
  })
  test('the topmost Via is taken off whether it shares its line or not', () => {
    const m = request(
      PLAIN[0] ?? '',
      'Via: SIP/2.0/WS a;branch=z9hG4bK1, SIP/2.0/WS b;branch=z9hG4bK2',
      ...PLAIN.slice(2),
    )
    replaceTop(m, 'via', undefined)
    expect(getAll(m, 'via')).toEqual(['SIP/2.0/WS b;branch=z9hG4bK2'])
  })
})

describe('robustness', () => {
  const noise = fc.string({ unit: 'binary', maxLength: 12 })
  test('nothing that is received makes the reader throw', () => {
    const whole = `${lines(...PLAIN, 'Content-Length: 4')}abcd`
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(20), noise, (at, cut, inserted) => {
        const m = parseMessage(whole.slice(0, at) + inserted + whole.slice(at + cut))
        if (m?.kind === 'request') requestFault(m)
      }),
      { numRuns: 3000 },
    )
  })
  test('what was read is written and read again as the same message', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9<>@:;="., -]{1,40}$/).map((s) => s.trim() || 'x')
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 6 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        (values, body) => {
          const m = parseMessage(`${lines(...PLAIN, ...values.map((v, i) => `X-${i}: ${v}`))}${body}`)
          if (!m) throw new Error('not read')
          const again = parseMessage(serialise(m))
          expect(
            again && { ...again, headers: again.headers.filter((h) => h.key !== 'content-length') },
          ).toEqual(m)
        },
      ),
    )
  })
})
