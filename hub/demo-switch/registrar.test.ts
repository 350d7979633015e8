import { expect, test } from 'vitest'
import type { Connection } from './connection.ts'
import { aorKey, Registrar } from './registrar.ts'
import { parseMessage, type SipRequest } from './sip-message.ts'

const connection = { open: true } as Connection
const register = (contact: string, cseq = 1, extra = '') =>
  parseMessage(
    `REGISTER sip:demo.test SIP/2.0\r\nVia: SIP/2.0/WS a.invalid;branch=z9hG4bK1\r\nFrom: <sip:anna@demo.test>;tag=1\r\n` +
      `To: <sip:anna@demo.test>\r\nCall-ID: c\r\nCSeq: ${cseq} REGISTER\r\nContact: ${contact}\r\n${extra}\r\n`,
  ) as SipRequest

test('a binding holds as long as was asked, within limits, and then no longer', () => {
  const registrar = new Registrar()
  registrar.register(register('<sip:a@a.invalid>;expires=60'), 'anna', 'user', connection, 0)
  expect(registrar.lookup('anna', 59_999)).toHaveLength(1)
  expect(registrar.lookup('anna', 60_000)).toHaveLength(0)
  registrar.register(register('<sip:a@a.invalid>', 2, 'Expires: 999999\r\n'), 'anna', 'user', connection, 0)
  expect(registrar.lookup('anna', 3_600_000)).toHaveLength(0)
})

test('a REGISTER that was overtaken by a later one of the same phone changes nothing (RFC 3261 10.3)', () => {
  const registrar = new Registrar()
  registrar.register(register('<sip:a@a.invalid>;expires=0', 5), 'anna', 'user', connection, 0)
  registrar.register(register('<sip:a@a.invalid>', 7), 'anna', 'user', connection, 0)
  const late = registrar.register(register('<sip:a@a.invalid>;expires=0', 6), 'anna', 'user', connection, 0)
  expect(late).toMatchObject({ ok: false, status: 500 })
  expect(registrar.lookup('anna', 1)).toHaveLength(1)
})

test('the wildcard removes everything, and only with Expires: 0', () => {
  const registrar = new Registrar()
  registrar.register(register('<sip:a@a.invalid>, <sip:b@b.invalid>'), 'anna', 'user', connection, 0)
  expect(registrar.lookup('anna', 1)).toHaveLength(2)
  expect(registrar.register(register('*', 2), 'anna', 'user', connection, 0)).toMatchObject({ status: 400 })
  registrar.register(register('*', 3, 'Expires: 0\r\n'), 'anna', 'user', connection, 0)
  expect(registrar.lookup('anna', 1)).toHaveLength(0)
})

test('one address holds ten phones at most; the oldest goes', () => {
  const registrar = new Registrar()
  for (let i = 0; i < 12; i++)
    registrar.register(register(`<sip:x@x${i}.invalid>`, i + 1), 'anna', 'user', connection, 0)
  const uris = registrar.lookup('anna', 1).map((b) => b.uri)
  expect(uris).toHaveLength(10)
  expect(uris[0]).toBe('sip:x@x2.invalid')
})

test('a number is one address with and without its plus, a name is not', () => {
  expect(aorKey('+48600100200')).toBe(aorKey('48600100200'))
  expect(aorKey('+anna')).toBe('+anna')
})
