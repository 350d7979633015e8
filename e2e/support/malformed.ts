// What no proper switch would say: every message is broken in one way, or belongs to nothing that there is.

/** Messages for the telephone that sent this REGISTER; none of them may ring or end anything. */
export function malformed(register: string): (string | Buffer)[] {
  const contact = /^Contact:.*?<([^>]+)>/im.exec(register)?.[1] ?? ''
  const whole = message(contact, {})
  const cuts = Array.from({ length: 24 }, (_, i) => whole.slice(0, Math.floor((i * whole.length) / 24)))
  return [
    ...cuts,
    message(contact, { 'Call-ID': undefined }),
    message(contact, { From: undefined }),
    message(contact, { From: '<sip:nobody' }),
    message(contact, { To: '"' }),
    message(contact, { Via: undefined }),
    message(contact, { Via: ';;;' }),
    message(contact, { CSeq: undefined }),
    message(contact, { CSeq: '-1 INVITE' }),
    message(contact, { CSeq: '1 REGISTER' }),
    message(contact, { 'Content-Length': '999999' }),
    message(contact, { 'Content-Type': 'application/sdp', 'Content-Length': '3' }, 'v=0\r\nnonsense'),
    message('sip:somebody-else@elsewhere.invalid', {}),
    message('not an address', {}),
    message(contact, {}, '', 'CANCEL'),
    message(contact, { To: '<sip:operator@demo.test>;tag=unknown' }, '', 'BYE'),
    message(contact, {}, '', 'NONSENSE'),
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x.invalid;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n',
    'SIP/2.0 999 \r\n\r\n',
    'SIP/9.9 \u0000\u0000\r\n\r\n',
    '\r\n\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
    `INVITE ${contact} SIP/2.0\r\n${'X-Long: y\r\n'.repeat(5000)}\r\n`,
    '\ud800 lone',
    Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
    Buffer.alloc(100_000, 0x41),
  ]
}

/** An INVITE with some headers said otherwise, or not at all. */
function message(
  uri: string,
  other: Record<string, string | undefined>,
  body = '',
  method = 'INVITE',
): string {
  const headers: Record<string, string | undefined> = {
    Via: 'SIP/2.0/WS proxy.invalid;branch=z9hG4bKmalformed',
    'Max-Forwards': '69',
    From: '"Phantom" <sip:phantom@demo.test>;tag=p',
    To: '<sip:operator@demo.test>',
    'Call-ID': 'phantom',
    CSeq: `1 ${method}`,
    Contact: '<sip:phantom@p.invalid;transport=ws>',
    'Content-Length': String(body.length),
    ...other,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return [`${method} ${uri} SIP/2.0`, ...lines, '', body].join('\r\n')
}
