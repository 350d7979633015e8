import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Digest, digestParams } from './digest.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

function answer(challenge: string, user: string, password: string, method: string, qop = true): string {
  const p = digestParams(challenge)
  const [realm, nonce] = [p?.get('realm') ?? '', p?.get('nonce') ?? '']
  const [ha1, ha2] = [md5(`${user}:${realm}:${password}`), md5(`${method}:sip:demo.test`)]
  const base = `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="sip:demo.test"`
  return qop
    ? `${base}, qop=auth, nc=00000001, cnonce="c", response="${md5([ha1, nonce, '00000001', 'c', 'auth', ha2].join(':'))}"`
    : `${base}, response="${md5([ha1, nonce, ha2].join(':'))}"`
}

test('the right password is accepted, with qop and in the old form without', () => {
  const digest = new Digest('demo.test')
  for (const qop of [true, false])
    expect(
      digest.verify(answer(digest.challenge(false), 'anna', 'pw', 'REGISTER', qop), 'REGISTER', 'anna', 'pw'),
    ).toBe('accepted')
})

test('a wrong password, another user, another method and another realm are refused', () => {
  const digest = new Digest('demo.test')
  const good = answer(digest.challenge(false), 'anna', 'pw', 'REGISTER')
  expect(digest.verify(good, 'REGISTER', 'anna', 'other')).toBe('refused')
  expect(digest.verify(good, 'REGISTER', 'eve', 'pw')).toBe('refused')
  expect(digest.verify(good, 'INVITE', 'anna', 'pw')).toBe('refused')
  expect(
    digest.verify(
      answer(new Digest('x').challenge(false), 'anna', 'pw', 'REGISTER'),
      'REGISTER',
      'anna',
      'pw',
    ),
  ).toBe('refused')
  expect(digest.verify('Basic YTpi', 'REGISTER', 'anna', 'pw')).toBe('refused')
})

test('an old challenge, or one of a former run, is stale: the phone tries again without asking for a password', () => {
  const digest = new Digest('demo.test')
  const old = answer(digest.challenge(false, 1_000), 'anna', 'pw', 'REGISTER')
  expect(digest.verify(old, 'REGISTER', 'anna', 'pw', 400_000)).toBe('stale')
  const former = answer(new Digest('demo.test').challenge(false), 'anna', 'pw', 'REGISTER')
  expect(digest.verify(former, 'REGISTER', 'anna', 'pw')).toBe('stale')
  expect(digest.challenge(true)).toContain('stale=true')
})
