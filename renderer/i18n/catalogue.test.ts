// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { languages } from '../../shared/lib/language.ts'
import type { Catalogue, Text } from './define.ts'
import { i18n } from './i18n.ts'

const modules = import.meta.glob<Record<string, unknown>>('../**/*{texts,channel,ErrorBoundary}.{ts,tsx}', {
  eager: true,
})
const catalogues = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value): value is Catalogue => typeof value === 'object' && value !== null && 'texts' in value)

const forms = (text: Text, language: keyof Text): Record<string, string> => {
  const words = text[language]
  return typeof words === 'string' ? { only: words } : words
}
const slots = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()

describe('the texts of the window', () => {
  it('are found in every feature', () => {
    expect(catalogues.length).toBeGreaterThan(15)
    expect(new Set(catalogues.map((c) => c.name)).size).toBe(catalogues.length)
  })

  for (const { name, texts } of catalogues)
    it(`say the same in every language: ${name}`, () => {
      for (const [key, text] of Object.entries(texts)) {
        const wanted = slots(Object.values(forms(text, 'en')).at(-1) ?? '')
        for (const language of languages)
          for (const [form, words] of Object.entries(forms(text, language))) {
            const where = `${name}.${key} ${language} ${form}`
            expect(words.trim(), where).not.toBe('')
            // A form of one may say its number in words.
            expect(new Set([...slots(words), 'count']), where).toEqual(new Set([...wanted, 'count']))
            expect((words.match(/<b>/g) ?? []).length, where).toBe((words.match(/<\/b>/g) ?? []).length)
          }
      }
    })

  it('count as each language counts', async () => {
    const say = (count: number) => i18n.t('foldPages', { ns: 'facts', count })
    await i18n.changeLanguage('ru')
    expect([1, 2, 5, 11, 21, 22].map(say).map((w) => w.replace(/<\/?b>/g, ''))).toEqual([
      '1 страница',
      '2 страницы',
      '5 страниц',
      '11 страниц',
      '21 страница',
      '22 страницы',
    ])
    await i18n.changeLanguage('pl')
    expect([1, 2, 5, 12, 22].map(say).map((w) => w.replace(/<\/?b>/g, ''))).toEqual([
      '1 strona',
      '2 strony',
      '5 stron',
      '12 stron',
      '22 strony',
    ])
    await i18n.changeLanguage('en')
    expect([1, 2].map(say).map((w) => w.replace(/<\/?b>/g, ''))).toEqual(['1 page', '2 pages'])
  })
})
