import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Language } from '../lib/language.ts'
import { findMoment, findPromise } from './find-promise.ts'
import { promiseWords } from './words.ts'

/** A Wednesday, 18 November 2026, at noon. */
const now = new Date(2026, 10, 18, 12).getTime()
const at = (day: number, hour: number, minute = 0, month = 10) =>
  new Date(2026, month, day, hour, minute).getTime()
const due = (words: string, language: Language = 'en') => findPromise(words, now, language)?.dueAt

describe('a promise', () => {
  it.each<[string, number]>([
    ['Перезвоню завтра в 10', at(19, 10)],
    ['Завтра в 10:30 перезвоним вам', at(19, 10, 30)],
    ['Хорошо, уточню на складе и напишу в пятницу после 15', at(20, 15)],
    ['Перезвоню через полчаса', at(18, 12, 30)],
    ['Отправлю счёт через 2 часа.', at(18, 14)],
    ['свяжемся с вами послезавтра утром', at(20, 10)],
    ['Позвоню 5 декабря к 11', at(5, 11, 0, 11)],
    ['Позвоню 05.12 в 9.15', at(5, 9, 15, 11)],
    ['Сегодня в 6 вечера перезвоню', at(18, 18)],
    ['Проверю и вернусь в 3', at(18, 15)],
    ['Пришлю договор в понедельник', at(23, 10)],
    ['Позвоню в среду в 9', at(25, 9)],
    ['Сообщим через неделю', at(25, 10)],
  ])('in Russian: %s', (words, when) => expect(due(words, 'ru')).toBe(when))

  it.each<[string, number]>([
    ['Oddzwonię po 15', at(18, 15)],
    ['Oddzwonię jutro o 10', at(19, 10)],
    ['Napiszę w piątek o 9:45', at(20, 9, 45)],
    ['Zadzwonimy za godzinę', at(18, 13)],
    ['Dam znać za 15 minut', at(18, 12, 15)],
    ['Odezwę się 5 grudnia po południu', at(5, 14, 0, 11)],
    ['Wyślę ofertę pojutrze do godz. 12', at(20, 12)],
    ['Sprawdzę i oddzwonię w przyszły piątek', at(27, 10)],
    ['Jutro rano odpiszę', at(19, 9)],
  ])('in Polish: %s', (words, when) => expect(due(words, 'pl')).toBe(when))

  it.each<[string, number]>([
    ["I'll call you back tomorrow at 10", at(19, 10)],
    ['We will send it on Friday by 5 pm', at(20, 17)],
    ['I’ll get back to you in half an hour', at(18, 12, 30)],
    ['Let me check, I can call you after 3', at(18, 15)],
    ['I will email you on December 5', at(5, 10, 0, 11)],
    ['We’ll let you know in 2 days', at(20, 10)],
    ["I'll ring tomorrow afternoon", at(19, 14)],
    ['I shall confirm next Friday at 9am', at(27, 9)],
    ["I'll call at 11", at(19, 11)],
  ])('in English: %s', (words, when) => expect(due(words)).toBe(when))

  it.each([
    'Завтра в 10 не перезвоню, выходной',
    'Перезвоните мне завтра в 10',
    'Вам перезвонить завтра в 10?',
    'Перезвоню как только узнаю',
    'Доставка завтра в 10',
    'Nie oddzwonię jutro',
    'Proszę zadzwonić jutro o 10',
    "I won't call you tomorrow",
    'Shall I call you tomorrow at 10?',
    'Your order arrives tomorrow at 10',
    'I called you yesterday at 10',
    'Сегодня в 9 перезвоню',
    '',
  ])('is not: %s', (words) => expect(due(words, 'ru')).toBeUndefined())

  it('is the sentence that says so, whole and without its stop', () => {
    const found = findPromise('Спасибо за ожидание! Перезвоню завтра в 10. Хорошего дня!', now, 'ru')
    expect(found).toEqual({ text: 'Перезвоню завтра в 10', dueAt: at(19, 10), language: 'ru' })
  })

  it('is found whatever language the console speaks', () => {
    expect(findPromise('Oddzwonię jutro o 10', now, 'ru')?.language).toBe('pl')
    expect(findPromise("I'll call you back tomorrow at 10", now, 'pl')?.dueAt).toBe(at(19, 10))
  })

  it('at any moment, on any weekday and at any hour is kept to the minute and lies ahead', () => {
    const said: Record<Language, (day: string, time: string) => string> = {
      ru: (day, time) => `Перезвоню ${day} в ${time}`,
      pl: (day, time) => `Oddzwonię ${day} o ${time}`,
      en: (day, time) => `I'll call you ${day} at ${time}`,
    }
    const prepositions: Record<Language, string> = { ru: 'в ', pl: 'w ', en: 'on ' }
    fc.assert(
      fc.property(
        fc.constantFrom<Language>('ru', 'pl', 'en'),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 8, max: 21 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 400 * 24 * 60 }),
        (language, weekday, hour, minute, later) => {
          const moment = now + later * 60_000
          const time = `${hour}:${String(minute).padStart(2, '0')}`
          const day = prepositions[language] + promiseWords[language].weekdays[weekday]
          const found = findPromise(said[language](day, time), moment, language)
          const date = new Date(found?.dueAt ?? 0)
          expect([date.getDay(), date.getHours(), date.getMinutes()]).toEqual([weekday, hour, minute])
          const days = ((found?.dueAt ?? 0) - moment) / 86_400_000
          expect(days).toBeGreaterThan(0)
          expect(days).toBeLessThan(8)
        },
      ),
    )
  })

  it('never throws and never lies in the past, whatever was written', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'перезвоню',
        'завтра',
        'в 10',
        'oddzwonię',
        'po 15',
        "I'll call you",
        'at 99:99',
        '31.02',
        '5 мая',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = findPromise(pieces.join(' '), now, 'ru')
        if (found) expect(found.dueAt).toBeGreaterThan(now)
      }),
    )
  })
})

it('a moment is read from a plan as well, where nobody promises', () => {
  expect(findMoment('узнать на складе завтра в 10', now, 'ru')).toBe(at(19, 10))
  expect(findMoment('sprawdzić w piątek po 15', now, 'ru')).toBe(at(20, 15))
  expect(findMoment('ask the factory', now)).toBeUndefined()
})
