import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folded } from './fold.ts'
import { otherLayout } from './layout.ts'
import { distance, nearKeys, slipsIn, typedKeys } from './near.ts'
import { excerpt, marksOf, numberTerm, termsOf, textTerms } from './words.ts'

/** Whether two words meet in the index. */
const meet = (a: string, b: string): boolean => termsOf(a).some((term) => termsOf(b).includes(term))

describe('word forms', () => {
  it.each([
    ['заказ', 'заказа', 'заказы', 'заказов', 'заказом', 'заказам', 'ЗАКАЗЕ'],
    ['доставка', 'доставки', 'доставку', 'доставкой', 'доставкам'],
    ['звонок', 'звонка', 'звонку', 'звонки', 'звонков'],
    ['возврат', 'возврата', 'возвратом', 'возвраты'],
    ['счёт', 'счета', 'счетом', 'счету'],
    ['диван', 'дивана', 'диванов', 'диванами'],
    ['Ковалёва', 'Ковалевой', 'Ковалёву', 'ковалева'],
    ['бракованный', 'бракованная', 'бракованного', 'бракованные'],
    ['покупатель', 'покупателя', 'покупателей', 'покупателем'],
  ])('of Russian meet: %s', (first, ...others) => {
    for (const other of others) expect([first, other, meet(first, other)]).toEqual([first, other, true])
  })
  it.each([
    ['paczka', 'paczki', 'paczkę', 'paczek', 'paczkami'],
    ['zamówienie', 'zamówienia', 'zamówień', 'zamowienie', 'zamówieniem', 'ZAMÓWIENIU'],
    ['faktura', 'faktury', 'fakturę', 'faktur', 'fakturze', 'fakturą'],
    ['dostawa', 'dostawy', 'dostawę', 'dostawie', 'dostaw'],
    ['telefon', 'telefonu', 'telefonem', 'telefony', 'telefonów'],
    ['reklamacja', 'reklamacji', 'reklamację', 'reklamacje'],
    ['łóżko', 'łóżka', 'lozko', 'łóżku'],
    ['kurier', 'kuriera', 'kurierem', 'kurierowi'],
  ])('of Polish meet, with diacritics or without: %s', (first, ...others) => {
    for (const other of others) expect([first, other, meet(first, other)]).toEqual([first, other, true])
  })
  it.each([
    ['order', 'orders', 'ordered', 'ordering'],
    ['delivery', 'deliveries'],
    ['refund', 'refunds', 'refunded', 'refunding'],
    ['ship', 'shipped', 'shipping', 'ships'],
    ['address', 'addresses'],
    ['price', 'prices', 'priced', 'pricing'],
    ['box', 'boxes'],
  ])('of English meet: %s', (first, ...others) => {
    for (const other of others) expect([first, other, meet(first, other)]).toEqual([first, other, true])
  })
  it.each([
    ['заказ', 'звонок'],
    ['возврат', 'возраст'],
    ['order', 'border'],
    ['paczka', 'pralka'],
    ['диван', 'дверь'],
    ['кот', 'код'],
  ])('of other words do not: %s, %s', (a, b) => expect(meet(a, b)).toBe(false))
})

it('a number is found however it was written', () => {
  for (const written of ['+7 900 000-10-01', '8 (900) 000-10-01', '79000001001', '007 900 000 10 01'])
    expect(textTerms(`звоните ${written} вечером`)).toContain('79000001001')
  expect(numberTerm('+48 600 100 200')).toBe('48600100200')
})

describe('the other layout', () => {
  it.each([
    ['ghbdtn', 'привет'],
    ['[jhjij', 'хорошо'],
    ['привет', 'ghbdtn'],
    ['щквук', 'order'],
    ['Pfrfp', 'заказ'],
    ['пaczka', undefined],
  ])('of %s', (typed, meant) => {
    if (meant) expect(otherLayout(typed)).toBe(meant)
    else expect(otherLayout(typed)).not.toBe(typed)
  })
  it('of a number is none', () => expect(otherLayout('12345')).toBeUndefined())
  it('there and back is the word again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^а[а-яё]{0,20}$/), (word) => {
        expect(otherLayout(otherLayout(word) ?? '')).toBe(word)
      }),
    )
  })
})

describe('a slip', () => {
  const word = fc.stringMatching(/^[абвгдежзик]{4,12}$/)
  const slipped = word.chain((w) =>
    fc.record({
      word: fc.constant(w),
      typed: fc.oneof(
        fc.nat(w.length - 1).map((i) => w.slice(0, i) + w.slice(i + 1)),
        fc.nat(w.length).map((i) => `${w.slice(0, i)}щ${w.slice(i)}`),
        fc.nat(w.length - 1).map((i) => `${w.slice(0, i)}щ${w.slice(i + 1)}`),
        fc.nat(w.length - 2).map((i) => w.slice(0, i) + (w[i + 1] ?? '') + (w[i] ?? '') + w.slice(i + 2)),
      ),
    }),
  )
  it('of one letter shares a key with the word that was meant', () => {
    fc.assert(
      fc.property(slipped, ({ word: meant, typed }) => {
        expect(distance(typed, meant, 2)).toBeLessThanOrEqual(1)
        const keys = new Set(typed.length < 4 ? [typed] : typedKeys(typed))
        expect(nearKeys(meant).some((key) => keys.has(key))).toBe(true)
      }),
    )
  })
  it('counts the same from both ends and never too much', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        const d = distance(a, b, most)
        expect(d).toBe(distance(b, a, most))
        expect(d).toBeLessThanOrEqual(most + 1)
        expect(d === 0).toBe(a === b)
      }),
    )
  })
  it('is not guessed at in short words and numbers', () => {
    expect(nearKeys('кот')).toEqual([])
    expect(nearKeys('12345')).toEqual([])
    expect([slipsIn('кот'), slipsIn('заказ'), slipsIn('доставка')]).toEqual([0, 1, 2])
  })
})

describe('marks', () => {
  const marked = (text: string, query: string) =>
    marksOf(text, new Set(textTerms(query))).map(([start, end]) => text.slice(start, end))
  it('are where the words stand, in any form', () => {
    expect(marked('Ваши заказы в пути: доставка завтра', 'заказ доставку')).toEqual(['заказы', 'доставка'])
    expect(marked('Zamówienia są w drodze', 'zamowienie')).toEqual(['Zamówienia'])
    expect(marked('Позвоните +7 900 000-10-01!', '89000001001')).toEqual(['+7 900 000-10-01'])
  })
  it('of the beginning of a word mark the word', () => {
    expect(marksOf('Доставка и сборка', new Set(), ['дост'])).toEqual([[0, 8]])
  })
  it('stay on their words in an excerpt', () => {
    fc.assert(
      fc.property(
        fc.lorem({ maxCount: 60 }),
        fc.nat(59),
        fc.integer({ min: 20, max: 120 }),
        (text, n, length) => {
          const words = text.split(' ')
          const query = words[n % words.length] ?? ''
          const marks = marksOf(text, new Set(textTerms(query)))
          const cut = excerpt(text, marks, length)
          expect(cut.text.length).toBeLessThanOrEqual(length + 2)
          for (const [start, end] of cut.marks)
            expect(marksOf(cut.text.slice(start, end), new Set(textTerms(query)))).toHaveLength(1)
          if (marks.length) expect(cut.marks.length).toBeGreaterThan(0)
        },
      ),
    )
  })
})

it('any text at all gives terms that are folded, short and without a space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const term of textTerms(text)) {
        expect(term).toBe(folded(term))
        expect(term).toMatch(/^[\p{L}\p{N}]{1,40}$/u)
      }
    }),
  )
})
