import { describe, expect, it } from 'vitest'
import { languages } from '../../../shared/lib/language.ts'
import { defaultProfile } from '../../../shared/softphone/line.ts'
import { i18n } from '../../i18n/i18n.ts'
import { sayNow } from '../../i18n/use-text.tsx'
import { lineFaults, lineInput, lineVerdict, verdictText } from './line-test.ts'
import { lineTexts } from './line-texts.ts'

const say = sayNow(lineTexts)
const form = {
  ...defaultProfile(),
  mode: 'own' as const,
  server: ' wss://pbx.example.com:8089/ws ',
  user: '204',
  authUser: '',
  domain: '',
  caFile: '',
}
const wrongPassword = {
  ok: false,
  steps: [
    { step: 'reach' as const, ok: true, ms: 38.4 },
    { step: 'handshake' as const, ok: true },
    { step: 'register' as const, ok: false, code: 'LINE_WRONG_PASSWORD' },
  ],
}

describe('the test of a line', () => {
  it.each([
    ['en', 'The phone server did not accept the password', 'it stopped here', '38 ms'],
    ['ru', 'Станция не приняла пароль', 'здесь остановилось', '38 мс'],
    ['pl', 'Centrala nie przyjęła hasła', 'tu się zatrzymało', '38 ms'],
  ] as const)(
    'says in %s what is wrong, what to do and how far it came',
    async (language, title, stopped, ms) => {
      await i18n.changeLanguage(language)
      const verdict = lineVerdict(wrongPassword, '204', say, language)
      expect(verdict.title).toBe(title)
      expect(verdict.why.length).toBeGreaterThan(20)
      expect(verdict.steps.map((s) => s.words)).toEqual([ms, say('passed'), stopped])
    },
  )

  it('says what was not reached', async () => {
    await i18n.changeLanguage('en')
    const test = { ok: false, steps: [{ step: 'reach' as const, ok: false, code: 'LINE_UNREACHABLE' }] }
    expect(lineVerdict(test, '204', say, 'en').steps.map((s) => s.state)).toEqual([
      'failed',
      'not-reached',
      'not-reached',
    ])
  })

  it('has a way out for every failure of a line, in every language', async () => {
    const codes = [
      'LINE_UNREACHABLE',
      'LINE_TLS_UNTRUSTED',
      'LINE_HANDSHAKE_REFUSED',
      'LINE_WRONG_PASSWORD',
      'LINE_UNKNOWN_USER',
      'LINE_FORBIDDEN',
      'LINE_TIMEOUT',
    ]
    for (const language of languages) {
      await i18n.changeLanguage(language)
      const whys = codes.map(
        (code) =>
          lineVerdict({ ok: false, steps: [{ step: 'register', ok: false, code }] }, '1', say, language).why,
      )
      expect(new Set(whys).size).toBe(codes.length)
    }
  })

  it('can be passed on to whoever looks after the PBX, without the password', async () => {
    await i18n.changeLanguage('en')
    const input = lineInput(form, 'my secret')
    const text = verdictText(lineVerdict(wrongPassword, '204', say, 'en'), input, say)
    expect(text).toContain('wss://pbx.example.com:8089/ws 204')
    expect(text).toContain('LINE_WRONG_PASSWORD')
    expect(text).not.toContain('my secret')
  })

  it('keeps the stored password when none is typed', () => {
    expect(lineInput(form, '')).not.toHaveProperty('password')
    expect(lineInput(form, ' p ')).toHaveProperty('password', ' p ')
  })

  it('is not begun without an address and an extension', () => {
    const faults = (change: object) => lineFaults(lineInput({ ...form, ...change }, ''))
    expect(faults({})).toEqual({})
    expect(faults({ server: '', user: '' })).toEqual({ server: 'needed', user: 'needed' })
    expect(faults({ server: 'https://pbx.example.com' })).toEqual({ server: 'serverScheme' })
    expect(faults({ mode: 'demo', server: '' })).toEqual({})
  })
})
