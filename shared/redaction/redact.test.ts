import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCardNumber } from '../lib/card-number.ts'
import { isPesel, isSnils } from './checks.ts'
import { maskPattern, redact, redacted } from './redact.ts'

describe('masked', () => {
  it.each([
    ['моя карта 4111 1111 1111 1111', 'моя карта •••• 1111'],
    ['4111-1111-1111-1111', '•••• 1111'],
    ['5555555555554444 спишите с неё', '•••• 4444 спишите с неё'],
    ['Мир 2200 7001 0000 0004?', 'Мир 2200 7001 0000 0004?'],
    ['card 378282246310005, exp 12/27', 'card •••• 0005, exp 12/27'],
    ['4111 1111 1111 1111 12/27 123', '•••• 1111 12/27 •••'],
    ['cvv 123', 'cvv •••'],
    ['CVC: 1234', 'CVC: ••••'.replace('••••', '•••')],
    ['три цифры на обороте: 907', 'три цифры на обороте: •••'],
    ['kod CVV to 345', 'kod CVV to •••'],
    ['паспорт 45 09 123456', 'паспорт ••••••'],
    ['паспорт: серия 4509 номер 123456', 'паспорт: серия ••••••'],
    ['paszport AB1234567', 'paszport ••••••'],
    ['dowód ABC123456 dziękuję', 'dowód •••••• dziękuję'],
    ['СНИЛС 112-233-445 95', 'СНИЛС ••••••'],
    ['112-233-445 95', '••••••'],
    ['мой снилс 11223344595', 'мой снилс ••••••'],
    ['PESEL: 44051401359', 'PESEL: ••••••'],
    ['44051401359', '••••••'],
  ])('%s', (text, masked) => expect(redacted(text)).toBe(masked))

  it('says what it was, what it said and which mask of the text stands for it', () => {
    expect(redact('было •••• 9999, стало 4111 1111 1111 1111, cvv 123').found).toEqual([
      { kind: 'card', value: '4111 1111 1111 1111', mask: 1 },
      { kind: 'cvv', value: '123', mask: 2 },
    ])
  })
})

describe('left alone', () => {
  it.each([
    'заказ 4111111111111111',
    'заказ № 1187 на 96 400 ₽',
    'позвоните 8 (900) 000-10-01 или +7 900 123 45 67',
    'numer telefonu 48600100200',
    'трек 4000000000000002',
    'EAN 4006381333931',
    'штрихкод 4607001234567',
    '20.11.2026 14:05',
    'в 2026 году 123 дивана по 45 000',
    'faktura FV/2026/11/0042 na kwotę 1 234,50 zł',
    'cv 123',
    'код 123 на домофоне',
    'паспорт изделия на диван',
    '0000 0000 0000 0000',
    'order 123-4567890-1234567',
    'ИНН 7707083893, ОГРН 1027700132195',
  ])('%s', (text) => expect(redact(text)).toEqual({ text, found: [] }))
})

const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`))
const luhn = (head: string): string => {
  for (let d = 0; d < 10; d++) if (isCardNumber(head + d)) return head + d
  throw new Error('no check digit')
}
const words = fc.constantFrom('', 'Здравствуйте! ', 'Dzień dobry, ', 'My card: ', 'вот номер карты ')
const issued = fc
  .tuple(fc.constantFrom('4', '51', '55', '2200', '2204', '2221'), digits(15))
  .map(([head, rest]) => luhn((head + rest).slice(0, 15)))
const grouped = (card: string, by: string) => card.replace(/(\d{4})(?=\d)/g, `$1${by}`)

describe('whatever is written', () => {
  it('no card of any network is kept, however it is grouped, wherever it stands', () => {
    fc.assert(
      fc.property(
        words,
        issued,
        fc.constantFrom('', ' ', '-'),
        fc.lorem({ maxCount: 4 }),
        (before, card, by, after) => {
          const { text, found } = redact(`${before}${grouped(card, by)} ${after}`)
          expect(text.replace(/\D/g, '')).toBe(card.slice(-4))
          expect(found[0]?.value.replace(/\D/g, '')).toBe(card)
        },
      ),
    )
  })
  it('masking again changes nothing, and nothing beside the masks is changed', () => {
    const part = fc.oneof(
      issued,
      digits(3),
      digits(11),
      fc.lorem({ maxCount: 3 }),
      fc.constantFrom('cvv', 'паспорт', 'PESEL', '12/27', '•••'),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join(' ')
        const { text: once, found } = redact(text)
        expect(redacted(once)).toBe(once)
        let back = once
        for (const { value, mask } of [...found].reverse()) {
          const at = [...back.matchAll(maskPattern)][mask]
          expect(at).toBeDefined()
          back = back.slice(0, at?.index) + value + back.slice((at?.index ?? 0) + (at?.[0].length ?? 0))
        }
        expect(back).toBe(text)
      }),
    )
  })
  it('telephone numbers, dates, sums, EAN codes, orders and parcels stay', () => {
    const ean = digits(12).map((d) => {
      const s = [...d].reduce((t, c, i) => t + Number(c) * (i % 2 ? 3 : 1), 0)
      return d + ((10 - (s % 10)) % 10)
    })
    const harmless = fc.oneof(
      digits(10).map((d) => `+7${d}`),
      digits(9).map((d) => `89${d}`),
      digits(9).map((d) => `8 9${d.slice(0, 2)} ${d.slice(2, 5)}-${d.slice(5, 7)}-${d.slice(7)}`),
      digits(9).map((d) => `+48 ${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6)}`),
      ean,
      ean.map((d) => `EAN ${d}`),
      digits(16).map((d) => `заказ ${d}`),
      digits(16).map((d) => `трек-номер ${d}`),
      digits(14).map((d) => `отправление RU${d}CN`),
      digits(11).map((d) => `zamówienie nr ${d}`),
      digits(8).map((d) => `order #${d}`),
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((d) => d.toISOString()),
      fc.nat(9_999_999).map((n) => `${n.toLocaleString('ru')} ₽`),
    )
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.join(', ')
        expect(redacted(text)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
  it('a changed check digit makes another number of it', () => {
    fc.assert(
      fc.property(digits(11), fc.integer({ min: 1, max: 9 }), (number, by) => {
        const other = number.slice(0, 10) + ((Number(number[10]) + by) % 10)
        expect(isPesel(number) && isPesel(other)).toBe(false)
        expect(isSnils(number) && isSnils(other)).toBe(false)
      }),
    )
  })
})
