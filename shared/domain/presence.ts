import { OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

/** What made somebody away without their asking. */
export const AutoAway = z.enum(['locked', 'asleep', 'unresponsive'])
export type AutoAway = z.infer<typeof AutoAway>

/** What an operator is doing: one at a time, so that a day adds up. */
export const Activity = z.enum(['available', 'talking', 'after-call', 'busy', 'break', 'away', 'offline'])
export type Activity = z.infer<typeof Activity>

/** A stretch of an operator's day. Moments are UTC milliseconds of the hub's clock. */
export const PresenceInterval = z.object({
  operatorId: OperatorId,
  activity: Activity,
  from: z.number(),
  /** Absent while it lasts. */
  to: z.optional(z.number()),
  /** Of a break: which one. */
  breakId: z.optional(z.string()),
  auto: z.optional(AutoAway),
  /** Somebody else set it, and why. */
  by: z.optional(OperatorId),
  reason: z.optional(z.string()),
})
export type PresenceInterval = z.infer<typeof PresenceInterval>

/** How long each activity lasted, milliseconds, between two moments; what still lasts counts until `to`. */
export function timeByActivity(
  intervals: readonly PresenceInterval[],
  from: number,
  to: number,
): Record<Activity, number> {
  const sums: Record<Activity, number> = {
    available: 0,
    talking: 0,
    'after-call': 0,
    busy: 0,
    break: 0,
    away: 0,
    offline: 0,
  }
  for (const interval of intervals)
    sums[interval.activity] += Math.max(0, Math.min(interval.to ?? to, to) - Math.max(interval.from, from))
  return sums
}

/** Share of working time spent on customers: calls and what comes after them, of that and of waiting for more. */
export function occupancy(sums: Record<Activity, number>): number | undefined {
  const busy = sums.talking + sums['after-call']
  return busy + sums.available === 0 ? undefined : busy / (busy + sums.available)
}
