import { expect, test } from 'vitest'
import { redact } from './redact.ts'

const secrets = [
  '+7 (900) 000-12-34',
  '89000001234',
  'Anna Kowalska',
  'anna@example.com',
  'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ2aXNpdG9yIn0.c2lnbmF0dXJl',
  'correct horse battery',
  'Where is my order?',
  'd41d8cd98f00b204e9800998ecf8427e1234abcd',
  'Pw9KiceSecret',
]

test('no number, name, text, password or token survives', () => {
  const [phone, phone2, name, email, jwt, password, text, key, ice] = secrets
  const line = JSON.stringify(
    redact({
      remote: phone,
      remoteName: name,
      message: `no route to ${phone2} for ${email}, Authorization: Digest username="anna", response="${key}"`,
      nested: { deep: [{ text, password, accessToken: jwt }] },
      header: `X-Kommutator-Token: ${jwt}`,
      sdp: `a=ice-pwd:${ice}`,
      line: `v=0 a=ice-pwd:${ice} INVITE sip:${phone2}@pbx.example`,
      error: new Error(`login of ${email} with ${key}`),
    }),
  )
  for (const secret of secrets) expect(line).not.toContain(secret)
  expect(line).not.toContain('anna')
})

test('codes, ids and times stay readable', () => {
  const kept = {
    code: 'HUB_OFFLINE',
    callId: '0193a1b2-0000-7000-8000-000000000001',
    contactId: 'c-0001',
    ms: 1234567890,
    when: '2026-11-22T03:04:05.678Z',
    url: 'http://127.0.0.1:7340/health',
    message: 'retry of 0193a1b2-0000-7000-8000-000000000001 in 500 ms',
  }
  expect(redact(kept)).toEqual(kept)
})
