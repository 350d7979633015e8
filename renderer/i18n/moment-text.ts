import type { Language } from '../../shared/lib/language.ts'
import { startOfDay } from './format.ts'

/**
 * A moment as a field shows it and as it is typed: `24.11.2026 14:05`, in English `24/11/2026 14:05`. The browser's own
 * field follows the system's language, and an operator's console may speak another.
 */
export function momentText(at: number, language: Language): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const d = new Date(at)
  const date = [two(d.getDate()), two(d.getMonth() + 1), d.getFullYear()].join(language === 'en' ? '/' : '.')
  return `${date} ${two(d.getHours())}:${two(d.getMinutes())}`
}

/**
 * Reads a moment: the day first, with dots, slashes or dashes, or `2026-11-24`; the time with a colon or a dot. Without a
 * year it is the next such day, without a time the one in `kept`, without a date its day. Undefined for anything else.
 */
export function readMoment(text: string, kept: number, now: number): number | undefined {
  const words = text.trim().split(/[\sT,]+/)
  if (words.length > 2) return undefined
  const timed = words.at(-1)?.includes(':') || words.length === 2
  const time = timed ? readTime(words.at(-1) ?? '') : timeOf(kept)
  const date = timed && words.length === 1 ? dateOf(kept) : readDate(words[0] ?? '', now)
  if (!time || !date) return undefined
  const at = new Date(date.year, date.month - 1, date.day, time.hours, time.minutes)
  // The thirty-first of a month that has none would be the first of the next.
  return at.getDate() === date.day && at.getMonth() === date.month - 1 ? at.getTime() : undefined
}

/** The same time of another day. */
export function onDay(at: number, days: number): number {
  const d = new Date(at)
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + days, d.getHours(), d.getMinutes()).getTime()
}

type Day = { year: number; month: number; day: number }

const timeOf = (at: number) => ({ hours: new Date(at).getHours(), minutes: new Date(at).getMinutes() })
const dateOf = (at: number): Day => {
  const d = new Date(at)
  return { year: d.getFullYear(), month: d.getMonth() + 1, day: d.getDate() }
}

function readTime(text: string): { hours: number; minutes: number } | undefined {
  const [, hours, minutes = 0] = (/^(\d{1,2})(?:[:.](\d\d))?$/.exec(text) ?? []).map(Number)
  if (hours === undefined || hours > 23 || minutes > 59) return undefined
  return { hours, minutes: minutes || 0 }
}

function readDate(text: string, now: number): Day | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const found = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d\d))?\.?$/.exec(text)
  if (!found) return undefined
  const [day, month] = [Number(found[1]), Number(found[2])]
  if (found[3]) return { day, month, year: Number(found[3]) + (found[3].length === 2 ? 2000 : 0) }
  const year = new Date(now).getFullYear()
  const passed = new Date(year, month - 1, day).getTime() < startOfDay(now)
  return { day, month, year: passed ? year + 1 : year }
}

/** The weeks of the month that `at` lies in, from Monday, as local midnights; days of its neighbours fill the first and last. */
export function weeksOf(at: number): number[][] {
  const d = new Date(at)
  const first = new Date(d.getFullYear(), d.getMonth(), 1)
  const before = (first.getDay() + 6) % 7
  const days = new Date(d.getFullYear(), d.getMonth() + 1, 0).getDate()
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) =>
      new Date(d.getFullYear(), d.getMonth(), 1 - before + week * 7 + day).getTime(),
    ),
  )
}
