import { describe, expect, it } from 'vitest'
import { errors, sentence } from './errors.ts'
import { newId } from './ids.ts'

describe('the error catalogue', () => {
  it('has a sentence of its own for every code in every language', () => {
    for (const language of ['ru', 'pl', 'en'] as const) {
      const all = Object.values(errors).map((e) => e[language])
      expect(new Set(all).size).toBe(all.length)
      for (const s of all) expect(s).toMatch(/^.{8,}[^.!]$/u)
    }
  })
  it('writes Russian in Cyrillic and the others in Latin', () => {
    for (const e of Object.values(errors)) {
      expect(e.ru).toMatch(/[а-яё]/i)
      expect(e.en + e.pl).not.toMatch(/[а-яё]/i)
    }
  })
  it('tells a code that it does not know as unknown', () => {
    expect(sentence('NO_SUCH_CODE', 'en')).toBe(errors.UNKNOWN.en)
    expect(sentence('toString', 'en')).toBe(errors.UNKNOWN.en)
  })
})

describe('ids', () => {
  it('sort by the time they were made', () => {
    const ids = [1, 2, 3].map((t) => newId<string>(1_700_000_000_000 + t))
    expect([...ids].sort()).toEqual(ids)
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
