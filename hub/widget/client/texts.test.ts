import { describe, expect, it } from 'vitest'
import { errors } from '../../../shared/lib/errors.ts'
import { callSentence, outcomeSentences } from './phone/sentences.ts'
import type { Outcome } from './phone/state.ts'
import { callLine, callLines, chooseLanguage, fill, refusal, refusals, texts } from './texts.ts'

const languages = ['ru', 'pl', 'en'] as const
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([p]) => p).sort()

describe('what a visitor reads', () => {
  it('has every word in every language, with the same places to fill in', () => {
    for (const key of Object.keys(texts.ru) as (keyof typeof texts.ru)[])
      for (const language of languages) {
        expect(texts[language][key], `${language} ${key}`).toMatch(/\S/)
        expect(places(texts[language][key]), `${language} ${key}`).toEqual(places(texts.ru[key]))
      }
    expect(Object.keys(texts.pl).sort()).toEqual(Object.keys(texts.ru).sort())
    expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.ru).sort())
  })
  it('has a sentence in every language for every refusal, past call and outcome of a call', () => {
    for (const catalogue of [refusals, callLines])
      for (const [key, sentence] of Object.entries(catalogue)) {
        expect(sentence, key).toHaveLength(languages.length)
        for (const said of sentence ?? []) expect(said, key).toMatch(/\S/)
      }
    for (const [key, sentence] of Object.entries(outcomeSentences))
      for (const language of languages) expect(sentence[language], `${key} ${language}`).toMatch(/\S/)
    expect(languages.map((language) => refusal('UNKNOWN', language))).toEqual([...refusals.UNKNOWN])
    expect(languages.map((language) => callLine('declined', language))).toEqual([...callLines.declined])
  })
  it('answers only for codes of the one catalogue, and tells a strange code as an unknown failure', () => {
    for (const code of Object.keys(refusals)) expect(Object.keys(errors)).toContain(code)
    expect(refusal('NEVER_HEARD_OF', 'ru')).toBe(refusals.UNKNOWN[0])
    expect(refusal('constructor', 'en')).toBe(refusals.UNKNOWN[2])
  })
  it('tells a call that is on hold, or whose switch is away, apart from one that goes well', () => {
    const talking = {
      direction: 'out',
      peer: 'q',
      phase: 'talking',
      held: false,
      muted: false,
      reconnecting: false,
    } as const
    const all = [talking, { ...talking, held: true }, { ...talking, reconnecting: true }]
    for (const language of languages)
      expect(new Set(all.map((call) => callSentence(call, language))).size).toBe(3)
    const ended = (outcome: Outcome) => callSentence({ ...talking, phase: 'ended', outcome }, 'en')
    expect(ended('nobody-available')).toBe('Nobody can take the call now. Try later')
    expect(ended('declined')).toContain('declined')
  })
  it('fills in what it knows and leaves the rest', () => {
    expect(fill('{n} of {max}', { n: 3 })).toBe('3 of {max}')
  })
  it('takes the first language that is asked for and spoken here', () => {
    expect(chooseLanguage([undefined, 'de-DE', 'pl-PL', 'ru'])).toBe('pl')
    expect(chooseLanguage(['fr'])).toBe('en')
  })
})
