const hour = 3_600_000

export type MomentKey = 'inHour' | 'thisEvening' | 'tomorrow' | 'monday'

/** The usual moments for "later" that are still to come, by this computer's calendar. */
export function moments(now: number): { key: MomentKey; at: number }[] {
  const day = (ahead: number, hours: number) => {
    const date = new Date(now)
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + ahead, hours).getTime()
  }
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7
  const all: { key: MomentKey; at: number }[] = [
    { key: 'inHour', at: now + hour },
    { key: 'thisEvening', at: day(0, 18) },
    { key: 'tomorrow', at: day(1, 9) },
    { key: 'monday', at: day(toMonday, 9) },
  ]
  return all.filter(({ at, key }) => at > now + 5 * 60_000 && !(key === 'monday' && toMonday === 1))
}
