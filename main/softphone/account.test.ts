import { describe, expect, test } from 'vitest'
import { defaultProfile, type LineProfile } from '../../shared/softphone/line.ts'
import { chooseLine, dialTarget, type LineChoice } from './account.ts'

const choice = (change: Partial<LineChoice> = {}): LineChoice => ({
  mode: 'demo',
  own: {
    server: 'wss://pbx.example:8089/ws',
    user: '201',
    authUser: '',
    domain: '',
    password: 'hush',
    ca: undefined,
  },
  hubLine: { server: 'ws://127.0.0.1:7341', domain: 'demo.local', user: '101', password: 'p', demo: true },
  switchUrl: 'ws://127.0.0.1:5000',
  demo: true,
  displayName: 'Anna',
  ...change,
})

describe('the line', () => {
  test('of the demo is the demo switch where it is now', () => {
    expect(chooseLine(choice())).toMatchObject({
      ok: true,
      value: { demo: true, account: { server: 'ws://127.0.0.1:5000', user: '101', displayName: 'Anna' } },
    })
  })

  test('of a real PBX is not used while the demo company is loaded', () => {
    expect(chooseLine(choice({ mode: 'own' }))).toMatchObject({ code: 'CALL_DEMO_ONLY' })
    expect(chooseLine(choice({ mode: 'own', demo: false }))).toMatchObject({
      value: {
        demo: false,
        account: { server: 'wss://pbx.example:8089/ws', domain: 'pbx.example', password: 'hush' },
      },
    })
  })

  test('on this computer is used in the demo too', () => {
    const own = { ...choice().own, server: 'ws://localhost:5066' }
    expect(chooseLine(choice({ mode: 'own', own })).ok).toBe(true)
  })

  test.each(['ws://127.0.0.1.evil.example', 'wss://localhost.evil.example', 'ws://10.0.0.1'])(
    'at %s does not pass for one on this computer',
    (server) => {
      expect(chooseLine(choice({ mode: 'own', own: { ...choice().own, server } })).ok).toBe(false)
      expect(chooseLine(choice({ switchUrl: server }))).toMatchObject({ code: 'CALL_DEMO_ONLY' })
    },
  )

  test('never sends a password in the clear over a network', () => {
    const own = { ...choice().own, server: 'ws://pbx.example' }
    expect(chooseLine(choice({ mode: 'own', demo: false, own }))).toMatchObject({
      code: 'LINE_TLS_UNTRUSTED',
    })
  })

  test('without its demo switch says why there is none', () => {
    const none = { hubLine: undefined, switchUrl: undefined, switchCode: 'SWITCH_PORT_TAKEN' } as const
    expect(chooseLine(choice(none))).toMatchObject({ code: 'SWITCH_PORT_TAKEN' })
  })

  test('that is not set up is off', () => {
    expect(chooseLine(choice({ mode: 'off' }))).toMatchObject({ code: 'LINE_OFF' })
    expect(chooseLine(choice({ hubLine: undefined }))).toMatchObject({ code: 'LINE_OFF' })
    expect(chooseLine(choice({ mode: 'own', own: { ...choice().own, user: '' } }))).toMatchObject({
      code: 'LINE_OFF',
    })
  })
})

test('an own line dials what was written by its own rules, and addresses elsewhere', () => {
  const line = chooseLine(choice({ mode: 'own', demo: false }))
  if (!line.ok) throw new Error(line.code)
  const dials = (written: string, rules: Partial<LineProfile> = {}) =>
    dialTarget(written, line.value, { ...defaultProfile(), ...rules }, false)
  expect(dials('8 900 000 00 01')).toMatchObject({ value: { dials: '+79000000001' } })
  expect(dials('8 900 000 00 01', { numberForm: 'national', outside: '9' })).toMatchObject({
    value: { dials: '989000000001' },
  })
  expect(dials('boss@other.example')).toMatchObject({ value: { dials: 'boss@other.example' } })
  expect(dials('sip:boss@PBX.example;transport=ws')).toMatchObject({ value: { dials: 'boss' } })
})

test('the demo’s customers are called however their numbers are written, whatever country the console is set to', () => {
  const line = chooseLine(choice())
  if (!line.ok) throw new Error(line.code)
  for (const country of ['RU', 'PL', 'GB'])
    for (const written of ['8 (900) 000-00-01', '+7 900 000 00 01', '79000000001', 'tel:8-900-000-00-01'])
      expect(
        dialTarget(written, line.value, { ...defaultProfile(), country, outside: '9' }, true),
      ).toMatchObject({
        value: { dials: '+79000000001' },
      })
})
