import fc from 'fast-check'
import { cannedSdp } from './fake-media.ts'

/** What is put into messages: line ends and marks of SIP's grammar, numbers without end, other alphabets. */
const bits = [
  '',
  '\r\n',
  '\r\n\r\n',
  '\r\n ',
  ...':,"<>;=@%\\'.split(''),
  '\u0000',
  '\u00e9',
  '\ud83d\ude00',
  'sip:',
  'tel:',
  '%zz',
  '-1',
  '9'.repeat(30),
]

/** Cuts and puts at random places of a text. */
export const edits = fc.array(
  fc.record({
    at: fc.nat(1600),
    cut: fc.nat(40),
    put: fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 8 })),
  }),
  { minLength: 1, maxLength: 4 },
)

export function mangled(text: string, changes: { at: number; cut: number; put: string }[]): string {
  let result = text
  for (const { at, cut, put } of changes) {
    const place = at % Math.max(1, result.length)
    result = result.slice(0, place) + put + result.slice(place + cut)
  }
  return result
}

/** Headers that mean something to a telephone, right and wrong. */
const headers = fc.constantFrom(
  'Require: 100rel',
  'Require: replaces',
  'Require: timer, x',
  'Replaces: x;to-tag=1;from-tag=2',
  'Replaces: ;;;',
  'Expires: 0',
  'Expires: -1',
  'Expires: 4294967296',
  'Event: refer',
  'o: refer;id=1',
  'Event: ',
  'Subscription-State: terminated',
  'Refer-To: <sip:x@demo.test>',
  'Refer-To: <sip:%zz@>',
  'RAck: 1 1 INVITE',
  'RSeq: 1',
  'P-Asserted-Identity: <tel:+1>',
  'P-Asserted-Identity: ,,,',
  'Content-Disposition: render',
  'Content-Disposition: ;',
  'Content-Type: multipart/mixed;boundary=x',
  'Content-Type: message/sipfrag',
  'Content-Length: 99999',
  'Content-Length: -1',
  'Record-Route: <sip:a>,<sip:b;lr>',
  'Record-Route: ,',
  'Contact: *',
  'Contact: <sip:other@o.invalid>',
  'Call-Info: <sip:x>;answer-after=999999999999',
  'Alert-Info: "',
  'Reason: SIP;cause=',
  'Retry-After: soon',
  'Session-Expires: 1;refresher=uas',
  'Max-Forwards: 0',
  'Via: SIP/2.0/WS second.invalid;branch=z9hG4bKsecond',
)

const bodies = fc.constantFrom(
  '',
  cannedSdp(),
  cannedSdp(2, 'sendonly'),
  'v=0\r\nm=audio 9 RTP/AVP 0\r\n',
  'v=0\r\n',
  'SIP/2.0 180 Ringing',
  'SIP/2.0 999',
  'Signal=1\r\nDuration=9',
  '\u0000\ufffd',
)

export type Step = {
  method: string
  headers: string[]
  body: string
  /** Which dialog it claims to be of. */
  dialog: 'none' | 'call' | 'wrong' | 'other'
  cseq: number
  /** Repeats the Via branch of an earlier message. */
  branch: number
  mangle: { at: number; cut: number; put: string }[] | undefined
}

/** A request as somebody might send it who knows SIP and means no good, or has got it wrong. */
export const steps: fc.Arbitrary<Step> = fc.record({
  method: fc.constantFrom(
    'INVITE',
    'ACK',
    'BYE',
    'CANCEL',
    'OPTIONS',
    'INFO',
    'UPDATE',
    'PRACK',
    'REFER',
    'NOTIFY',
    'SUBSCRIBE',
    'MESSAGE',
    'PUBLISH',
    'REGISTER',
    'FOO',
  ),
  headers: fc.array(headers, { maxLength: 4 }),
  body: bodies,
  dialog: fc.constantFrom('none', 'call', 'call', 'wrong', 'other'),
  cseq: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(2 ** 31 - 1), fc.constant(0)),
  branch: fc.nat(3),
  mangle: fc.option(edits, { freq: 4, nil: undefined }),
})

/** A response to something that we sent, or to nothing. */
export const answers = fc.record({
  status: fc.constantFrom(
    '100 Trying',
    '180 Ringing',
    '183 Progress',
    '199 Early',
    '200 OK',
    '202 Accepted',
    '302 Moved',
    '401 Who',
    '407 Who',
    '423 Brief',
    '481 Gone',
    '486 Busy',
    '491 Pending',
    '500 Not Yet',
    '503 Later',
    '603 No',
    '999 What',
  ),
  extra: fc.array(headers, { maxLength: 3 }),
  contact: fc.boolean(),
  body: bodies,
  tag: fc.constantFrom('a', 'b', 'c'),
  mangle: fc.option(edits, { freq: 4, nil: undefined }),
})
export type Answer = typeof answers extends fc.Arbitrary<infer T> ? T : never
