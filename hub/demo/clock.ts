/**
 * The demo's "now": the latest 14:30 in Moscow that has passed, so that night chats fall at night. Moscow has kept
 * UTC+3 all year since 2014.
 */
export function demoNow(realNow: number): number {
  const day = 86_400_000
  const anchor = (14 * 60 + 30 - 3 * 60) * 60_000
  const today = Math.floor(realNow / day) * day + anchor
  return today <= realNow ? today : today - day
}

/** The files count whole minutes from "now" (negative is past) and the second inside that minute. */
export const demoMoment = (now: number, at: number, sec = 0): number => now + at * 60_000 + sec * 1000
