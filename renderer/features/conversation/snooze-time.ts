export type SnoozeChoice = 'Hour' | 'Three' | 'Tomorrow' | 'Monday'
const hour = 3_600_000

/** Until when, by the calendar of this computer: mornings are at nine. */
export function snoozeUntil(choice: SnoozeChoice, now: number): number {
  if (choice === 'Hour') return now + hour
  if (choice === 'Three') return now + 3 * hour
  const day = new Date(now)
  day.setHours(9, 0, 0, 0)
  day.setDate(day.getDate() + (choice === 'Tomorrow' ? 1 : (8 - day.getDay()) % 7 || 7))
  return day.getTime()
}
