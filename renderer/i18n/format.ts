import type { Language } from '../../shared/lib/language.ts'

/** `3:07`, `1:04:20`: minutes without a leading zero, for clocks that tick. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const h = Math.floor(whole / 3600)
  const m = Math.floor((whole % 3600) / 60)
  const s = String(whole % 60).padStart(2, '0')
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`
}

const locales: Record<Language, string> = { ru: 'ru-RU', pl: 'pl-PL', en: 'en-GB' }
const formatters = new Map<string, Intl.DateTimeFormat>()

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[language], options)
  formatters.set(key, made)
  return made
}

/** `14:05`. */
export const timeOfDay = (at: number, language: Language): string =>
  dateFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** Local midnight of the day that `at` lies in. */
export const startOfDay = (at: number): number => {
  const day = new Date(at)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
}

/** Whole calendar days from `at` to `now`: 0 today, 1 yesterday; negative for days to come. */
export const daysAgo = (at: number, now: number): number =>
  Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)

const relative = {
  ru: ['сегодня', 'вчера', 'завтра'],
  pl: ['dziś', 'wczoraj', 'jutro'],
  en: ['today', 'yesterday', 'tomorrow'],
}

/** `сегодня`, `yesterday`, or undefined when the day has no such name. */
export function dayName(at: number, now: number, language: Language): string | undefined {
  const ago = daysAgo(at, now)
  return ago === 0 || ago === 1 ? relative[language][ago] : ago === -1 ? relative[language][2] : undefined
}

/** The head of a day: `today, 20 November`, `Tuesday, 17 November`, with the year when it is another one. */
export function dayHead(at: number, now: number, language: Language): string {
  const otherYear = new Date(at).getFullYear() !== new Date(now).getFullYear()
  const date = dateFormat(language, {
    day: 'numeric',
    month: 'long',
    ...(otherYear ? { year: 'numeric' } : {}),
  })
  const named = dayName(at, now, language) ?? dateFormat(language, { weekday: 'long' }).format(at)
  return `${named}, ${date.format(at)}`
}

/** `November 2026`, `ноябрь 2026`. */
export const monthHead = (at: number, language: Language): string =>
  `${dateFormat(language, { month: 'long' }).format(at)} ${new Date(at).getFullYear()}`

/** The days of a week, from Monday, as short as they are written. */
export const weekdays = (language: Language): string[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) =>
    dateFormat(language, { weekday: 'short' }).format(new Date(2024, 0, day)),
  )

/** A date short enough for a row: `18.11`, and `18.11.2024` in another year. */
export function shortDate(at: number, now: number): string {
  const d = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  const date = `${two(d.getDate())}.${two(d.getMonth() + 1)}`
  return d.getFullYear() === new Date(now).getFullYear() ? date : `${date}.${d.getFullYear()}`
}

/** A moment as near as it needs to be told: `14:05` today, `tomorrow 17:00`, else `18.11 14:05`. */
export function moment(at: number, now: number, language: Language): string {
  const time = timeOfDay(at, language)
  const ago = daysAgo(at, now)
  if (ago === 0) return time
  return `${dayName(at, now, language) ?? shortDate(at, now)} ${time}`
}

const units = {
  ru: { s: 'с', m: 'мин', h: 'ч', d: 'д' },
  pl: { s: 's', m: 'min', h: 'godz.', d: 'd' },
  en: { s: 's', m: 'min', h: 'h', d: 'd' },
}

/** How long: `40 s`, `4 min`, `2 h`, `3 d`. */
export function duration(seconds: number, language: Language): string {
  const u = units[language]
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return `${s} ${u.s}`
  if (s < 3600) return `${Math.floor(s / 60)} ${u.m}`
  if (s < 86_400) return `${Math.floor(s / 3600)} ${u.h}`
  return `${Math.floor(s / 86_400)} ${u.d}`
}

/** The age of a row: a clock under an hour, then `2 h` today, `yesterday`, the weekday, the date. */
export function age(at: number, now: number, language: Language): string {
  const seconds = (now - at) / 1000
  if (seconds < 3600) return clock(seconds)
  const ago = daysAgo(at, now)
  if (ago <= 0 || seconds < 6 * 3600) return duration(seconds, language)
  if (ago === 1) return relative[language][1] ?? ''
  return ago < 7 ? dateFormat(language, { weekday: 'short' }).format(at) : shortDate(at, now)
}

const figures = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}${JSON.stringify(options)}`
  const known = figures.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locales[language], options)
  figures.set(key, made)
  return made
}

/** `96 400 ₽`, `1 299,50 zł`: the sign stands after the figure, cents only where there are any. */
export function money(amount: number, currency: string, language: Language): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  const figure = numberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions).format(amount)
  return `${figure}\u00a0${currencySign(currency)}`
}

const signs: Record<string, string> = {
  RUB: '₽',
  PLN: 'zł',
  EUR: '€',
  USD: '$',
  GBP: '£',
  UAH: '₴',
  KZT: '₸',
}
const currencySign = (currency: string) => signs[currency] ?? currency

/** `4,3`: one decimal in the language's own way. */
export const decimal = (value: number, language: Language): string =>
  numberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)

/** `−43`, `1.2` or `1,2`: a figure as the language writes it, with a true minus. */
export const figure = (value: number, language: Language): string =>
  numberFormat(language, { maximumFractionDigits: 1 }).format(value).replace('-', '−')

/** `240 KB`, `1,2 MB`. */
export function fileSize(kilobytes: number, language: Language): string {
  const [kb, mb] = language === 'ru' ? ['КБ', 'МБ'] : ['KB', 'MB']
  return kilobytes < 1024 ? `${Math.round(kilobytes)} ${kb}` : `${decimal(kilobytes / 1024, language)} ${mb}`
}

/** Up to two initials; none for what is not a name (a number, an address). */
export function initials(name: string): string {
  const words = name.match(/\p{L}[\p{L}'’-]*/gu) ?? []
  if (/\d{3}/.test(name) || name.includes('@') || words.length === 0) return ''
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words[1]?.[0] ?? '') : ''}`.toUpperCase()
}
