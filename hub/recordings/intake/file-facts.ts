import { IntakeFacts } from '../../../shared/protocol/recordings-protocol.ts'

/**
 * What a PBX writes into the name of a recording: numbers, the moment, the direction and the id of the call, in whatever
 * order (`out-84951234567-101-20260120-143005-1768919405.42.wav`, `2026-01-20_14-30-05_79001234567.mp3`). The moment is
 * taken to be in the hub's own time zone.
 */
export function nameFacts(name: string): IntakeFacts {
  const bare = name.replace(/\.[a-z0-9]{2,5}$/i, '')
  const facts: IntakeFacts = {}
  const moment =
    /(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)[-_T. ]?([0-2]\d)[-_:.]?([0-5]\d)[-_:.]?([0-5]\d)(?!\d)/.exec(
      bare,
    )
  if (moment) {
    const [year, month, day, hour, minute, second] = moment.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    facts.startedAt = new Date(year, month - 1, day, hour, minute, second).getTime()
  }
  // Asterisk's unique id: seconds since 1970, a point, a counter.
  const unique = /(?<!\d)(1\d{9}\.\d{1,8})(?!\d)/.exec(bare)?.[1]
  if (unique) {
    facts.callId = unique
    facts.startedAt ??= Number(unique.split('.')[0]) * 1000
  }
  const direction = /(?:^|[-_])(in|incoming|external|out|outgoing|outbound)(?:[-_]|$)/i
    .exec(bare)?.[1]
    ?.toLowerCase()
  if (direction) facts.direction = direction.startsWith('o') ? 'out' : 'in'
  const without = bare.replace(moment?.[0] ?? '', ' ').replace(unique ?? '', ' ')
  const [from, to] = without.match(/(?<![\d.+])\+?\d{3,15}(?![\d.])/g) ?? []
  // Who called whom does not matter to the match: both are compared with the customer's number.
  if (from) facts.from = from
  if (to) facts.to = to
  return facts
}

/** What stands in a JSON file beside the recording; what fits no field is left out. */
export function sidecarFacts(text: string): IntakeFacts {
  try {
    const raw = JSON.parse(text) as Record<string, unknown>
    const startedAt = typeof raw.startedAt === 'string' ? Date.parse(raw.startedAt) : raw.startedAt
    const known = Object.fromEntries(
      Object.entries({ ...raw, startedAt: Number.isFinite(startedAt) ? startedAt : undefined }).filter(
        ([key, value]) =>
          value !== undefined && IntakeFacts.shape[key as keyof IntakeFacts]?.safeParse(value).success,
      ),
    )
    return IntakeFacts.parse(known)
  } catch {
    return {}
  }
}
