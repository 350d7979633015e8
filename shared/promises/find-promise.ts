import { type Language, languages } from '../lib/language.ts'
import { type PromiseWords, promiseWords } from './words.ts'

/** What somebody has promised in their own words, and when it is due (milliseconds, in the computer's time zone). */
export type FoundPromise = { text: string; dueAt: number; language: Language }

/** Without an hour a day begins to count here. */
const morning = 10
/** Hours below this one, named without more, are of the afternoon: nobody is called at three in the night. */
const earliest = 8
const longest = 200

const edge = '(?<![\\p{L}\\p{N}])'
const end = '(?![\\p{L}\\p{N}])'
const word = (source: string) => new RegExp(`${edge}(?:${source})${end}`, 'u')
const either = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')

/**
 * The promise in an operator's words, by rule and without a model (M14): a verb of ours in the future together with a
 * time that is still to come, in one sentence. "Завтра в 10 перезвоню", "oddzwonię po 15", "I'll call you back tomorrow
 * at 10". What is denied, asked or past is none; what is doubtful is none.
 */
export function findPromise(words: string, now: number, first: Language = 'en'): FoundPromise | undefined {
  const order = [first, ...languages.filter((language) => language !== first)]
  for (const sentence of sentences(words))
    for (const language of order) {
      const dueAt = dueOf(sentence.toLowerCase(), now, promiseWords[language])
      if (dueAt !== undefined && dueAt > now) return { text: shortened(sentence), dueAt, language }
    }
  return undefined
}

/** The moment that words name, whatever is to happen then: "завтра в 10", "po 15", "on Friday"; still to come. */
export function findMoment(words: string, now: number, first: Language = 'en'): number | undefined {
  for (const language of [first, ...languages.filter((one) => one !== first)]) {
    const at = momentIn(words.toLowerCase(), now, promiseWords[language])
    if (at !== undefined && at > now) return at
  }
  return undefined
}

/** A full stop inside `10.30`, `05.12` or `9 a.m.` ends nothing. */
const sentences = (words: string): string[] =>
  words
    .split(/(?<=[!?;\n])|(?<=\p{L}{3,}\.|\d\.)(?=\s+\p{Lu})/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence && !sentence.endsWith('?'))

const shortened = (sentence: string): string => {
  const plain = sentence.replace(/[.!;\s]+$/u, '')
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).trimEnd()}…`
}

function dueOf(sentence: string, now: number, words: PromiseWords): number | undefined {
  const verb = word(words.verb).exec(sentence)
  if (!verb) return undefined
  const before = sentence.slice(0, verb.index)
  if (new RegExp(`${edge}${words.not}\\s+(?:[\\p{L}]+\\s+)?$`, 'u').test(before)) return undefined
  if (word(words.not).test(verb[0])) return undefined
  return momentIn(sentence, now, words)
}

function momentIn(sentence: string, now: number, words: PromiseWords): number | undefined {
  const within = withinOf(sentence, words)
  if (within !== undefined)
    return within < 1440 ? roundUp(now + within * 60_000) : atHour(now, within / 1440, morning)
  const day = dayOf(sentence, now, words)
  const rest = day ? sentence.replace(day.said, ' ') : sentence
  const time =
    timeOf(day && !day.byDate ? sentence.replace(day.said, ' ') : rest, words) ?? timeOf(sentence, words)
  if (!day && !time) return undefined
  if (day) return atHour(now, day.days, time?.hour ?? morning, time?.minute)
  const today = atHour(now, 0, time?.hour ?? morning, time?.minute)
  // An hour that has gone by is tomorrow's.
  return today > now ? today : atHour(now, 1, time?.hour ?? morning, time?.minute)
}

function atHour(now: number, days: number, hour: number, minute = 0): number {
  const d = new Date(now)
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + Math.round(days), hour, minute).getTime()
}

/** To the next five minutes: nobody promises 10:07. */
const roundUp = (at: number): number => Math.ceil(at / 300_000) * 300_000

/** "In so many minutes, hours, days", as minutes. */
function withinOf(sentence: string, words: PromiseWords): number | undefined {
  const counts = `\\d{1,3}|${either(Object.keys(words.counts))}`
  for (const [unit, minutes] of words.units) {
    const source = words.within.replace('{n}', `(${counts})`).replace('{unit}', `(?:${unit})`)
    const found = word(source).exec(sentence)
    if (!found) continue
    const said = found[1]
    const count = said === undefined ? 1 : (words.counts[said] ?? Number(said))
    return count * minutes
  }
  return undefined
}

type Day = { days: number; said: string; byDate: boolean }

function dayOf(sentence: string, now: number, words: PromiseWords): Day | undefined {
  const named = word(either(Object.keys(words.days))).exec(sentence)
  if (named) return { days: words.days[named[0]] ?? 0, said: named[0], byDate: false }
  const weekday = word(`(${words.nextWeek}\\s+)?(${either(words.weekdays)})`).exec(sentence)
  if (weekday) {
    const today = new Date(now).getDay()
    const ahead = (words.weekdays.indexOf(weekday[2] ?? '') - today + 7) % 7 || 7
    // "Next Friday" said on a Monday is not this week's.
    const inThisWeek = (today + 6) % 7 < (today + ahead + 6) % 7
    return { days: weekday[1] && inThisWeek ? ahead + 7 : ahead, said: weekday[0], byDate: false }
  }
  return dateOf(sentence, now, words)
}

function dateOf(sentence: string, now: number, words: PromiseWords): Day | undefined {
  const months = either(words.months)
  const written =
    word(`(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${months})`).exec(sentence) ??
    word(`(${months})\\s+(\\d{1,2})(?:st|nd|rd|th)?`).exec(sentence)
  const figures = word('(\\d{1,2})\\.(0[1-9]|1[0-2])(?:\\.(?:20)?(\\d\\d))?').exec(sentence)
  const [said, a, b] = written ?? []
  if (said !== undefined && a !== undefined && b !== undefined) {
    const [day, month] = /^\d/.test(a) ? [Number(a), b] : [Number(b), a]
    return dayFrom(now, day, words.months.indexOf(month), said)
  }
  // `10.12` after "at" is a time.
  if (!figures || new RegExp(`${edge}${words.at}\\s+$`, 'u').test(sentence.slice(0, figures.index)))
    return undefined
  return dayFrom(now, Number(figures[1]), Number(figures[2]) - 1, figures[0])
}

/** The nearest such date that is not past, as days from today. */
function dayFrom(now: number, day: number, month: number, said: string): Day | undefined {
  const today = new Date(now)
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime()
  for (const year of [today.getFullYear(), today.getFullYear() + 1]) {
    const date = new Date(year, month, day)
    if (date.getMonth() !== month) return undefined
    if (date.getTime() >= midnight)
      return { days: Math.round((date.getTime() - midnight) / 86_400_000), said, byDate: true }
  }
  return undefined
}

function timeOf(sentence: string, words: PromiseWords): { hour: number; minute: number } | undefined {
  const half = `(?:\\s*(${words.pm})|\\s*(${words.am}))?`
  const told =
    word(`${words.at}\\s+(\\d{1,2})(?:[:.](\\d\\d))?${half}`).exec(sentence) ??
    word(`(\\d{1,2}):(\\d\\d)${half}`).exec(sentence) ??
    new RegExp(`${edge}(\\d{1,2})()(?:\\s*(${words.pm})|\\s*(${words.am}))${end}`, 'u').exec(sentence)
  if (told) {
    const [, h = '', m = '', pm, am] = told
    const hour = Number(h)
    const minute = Number(m || 0)
    if (hour > 23 || minute > 59) return undefined
    const late = pm !== undefined || (am === undefined && hour < earliest && m === '')
    return { hour: late && hour < 12 ? hour + 12 : am !== undefined && hour === 12 ? 0 : hour, minute }
  }
  const named = word(either(Object.keys(words.hours))).exec(sentence)
  return named ? { hour: words.hours[named[0]] ?? morning, minute: 0 } : undefined
}
