import { describe, expect, it } from 'vitest'
import { age, clock, dayHead, duration, figure, fileSize, initials, moment, money } from './format.ts'
import { richParts } from './use-text.tsx'

const now = new Date(2026, 10, 20, 14, 2).getTime()
const at = (day: number, h: number, m = 0) => new Date(2026, 10, day, h, m).getTime()

describe('times and figures', () => {
  it('a figure is written as the language does, with a true minus', () => {
    expect([figure(-43, 'en'), figure(1.25, 'ru'), figure(2, 'pl')]).toEqual(['−43', '1,3', '2'])
  })

  it('a clock has no leading zero, and hours when it needs them', () => {
    expect([7, 187, 3860, -5].map(clock)).toEqual(['0:07', '3:07', '1:04:20', '0:00'])
  })

  it('an age is a clock under an hour, then hours, yesterday, a weekday, a date', () => {
    expect(age(now - 246_000, now, 'ru')).toBe('4:06')
    expect(age(at(20, 11, 50), now, 'en')).toBe('2 h')
    expect(age(at(19, 3), now, 'pl')).toBe('wczoraj')
    expect(age(at(17, 3), now, 'en')).toBe('Tue')
    expect(age(at(2, 3), now, 'en')).toBe('02.11')
  })

  it('days have names while they are near', () => {
    expect(dayHead(at(20, 9), now, 'en')).toBe('today, 20 November')
    expect(dayHead(at(17, 9), now, 'ru')).toBe('вторник, 17 ноября')
    expect(dayHead(new Date(2025, 0, 3).getTime(), now, 'pl')).toBe('piątek, 3 stycznia 2025')
    expect(moment(at(21, 17), now, 'ru')).toBe('завтра 17:00')
  })

  it('money stands before its sign, sizes and lengths carry units', () => {
    expect(money(96_400, 'RUB', 'ru').replace(/\s/g, ' ')).toBe('96 400 ₽')
    expect(money(96_400, 'RUB', 'en').replace(/\s/g, ' ')).toBe('96,400 ₽')
    expect(money(1299.5, 'PLN', 'pl').replace(/\s/g, ' ')).toBe('1 299,50 zł')
    expect(fileSize(240, 'ru')).toBe('240 КБ')
    expect(fileSize(21_504, 'en')).toBe('21.0 MB')
    expect(duration(240, 'pl')).toBe('4 min')
  })

  it('initials are of names only', () => {
    expect(initials('Пётр Воронцов')).toBe('ПВ')
    expect(initials('ООО «Лесной двор»')).toBe('ОЛ')
    expect([initials('+7 900 000-44-18'), initials('a@b.example'), initials('')]).toEqual(['', '', ''])
  })
})

describe('rich sentences', () => {
  const textOf = (node: unknown): string => {
    if (typeof node === 'string' || typeof node === 'number') return String(node)
    if (Array.isArray(node)) return node.map(textOf).join('')
    const element = node as { type?: unknown; props?: { children?: unknown } } | null | undefined
    const inner = element?.props ? textOf(element.props.children) : ''
    return element?.type === 'b' ? `[${inner}]` : inner
  }

  it("put values in as plain text: a customer's own tags stay as typed", () => {
    const say = (values: Record<string, string | number>) => `Page <b>${values.page}</b>, ${values.by}`
    const parts = richParts(say, { page: '<b>x</b><img src=x onerror=alert(1)>', by: '</b>$& {{page}}' })
    expect(textOf(parts)).toBe('Page [<b>x</b><img src=x onerror=alert(1)>], </b>$& {{page}}')
  })
})
