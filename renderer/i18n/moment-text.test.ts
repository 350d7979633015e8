import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../shared/lib/language.ts'
import { momentText, onDay, readMoment, weeksOf } from './moment-text.ts'

const now = new Date(2026, 10, 20, 14, 2).getTime()
const at = (year: number, month: number, day: number, h = 0, m = 0) =>
  new Date(year, month - 1, day, h, m).getTime()
const kept = at(2026, 11, 21, 10, 30)

describe('a moment in a field', () => {
  it('is written as the language writes it', () => {
    const texts = languages.map((language) => [language, momentText(at(2026, 3, 4, 5, 6), language)])
    expect(Object.fromEntries(texts)).toEqual({
      ru: '04.03.2026 05:06',
      pl: '04.03.2026 05:06',
      en: '04/03/2026 05:06',
    })
  })

  it.each([
    ['24.11.2026 14:05', at(2026, 11, 24, 14, 5)],
    ['24/11/26 9.15', at(2026, 11, 24, 9, 15)],
    ['2027-01-02T03:04', at(2027, 1, 2, 3, 4)],
    ['24.11 18', at(2026, 11, 24, 18)],
    ['24.11', at(2026, 11, 24, 10, 30)],
    ['3.2', at(2027, 2, 3, 10, 30)],
    ['20.11', at(2026, 11, 20, 10, 30)],
    ['16:45', at(2026, 11, 21, 16, 45)],
  ])('%s is read', (text, moment) => {
    expect(readMoment(text, kept, now)).toBe(moment)
  })

  it.each(['', 'tomorrow', '31.02.2027 10:00', '1.13', '24.11 25:00', '24.11 10:60', '24.11 10:00 x', '5'])(
    '%s is none',
    (text) => {
      expect(readMoment(text, kept, now)).toBeUndefined()
    },
  )

  it('survives its field, to the minute, in every language', () => {
    const minutes = fc.integer({ min: at(2001, 1, 1) / 60_000, max: at(2099, 12, 31) / 60_000 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...languages), (minute, language) => {
        const text = momentText(minute * 60_000, language)
        // A clock that is set back has an hour twice: what is written is the same.
        expect(momentText(readMoment(text, kept, now) ?? 0, language)).toBe(text)
      }),
    )
  })

  it('another day is the same time of day', () => {
    expect(onDay(at(2026, 12, 31, 23, 45), 1)).toBe(at(2027, 1, 1, 23, 45))
  })

  it('a month is whole weeks from Monday', () => {
    const weeks = weeksOf(at(2026, 11, 20))
    expect(weeks[0]?.[0]).toBe(at(2026, 10, 26))
    expect(weeks.at(-1)?.at(-1)).toBe(at(2026, 12, 6))
    expect(weeksOf(at(2027, 2, 1))).toHaveLength(4)
  })
})
