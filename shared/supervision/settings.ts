import { z } from '../lib/schema.ts'

/** Rules that make a call an alarm on the wall: seconds, and the lowest mean opinion score that is still fine. */
export const AlarmLimits = z.object({
  holdSeconds: z.number().check(z.gte(5), z.lte(3600)),
  silenceSeconds: z.number().check(z.gte(5), z.lte(3600)),
  talkOverSeconds: z.number().check(z.gte(1), z.lte(60)),
  waitSeconds: z.number().check(z.gte(5), z.lte(3600)),
  mos: z.number().check(z.gte(1), z.lte(4.5)),
})
export type AlarmLimits = z.infer<typeof AlarmLimits>

/**
 * What the operator sees of a supervisor on their call: always a badge, only when somebody speaks (whisper, barge,
 * take over), or never.
 */
export const BadgePolicy = z.enum(['always', 'speaking', 'never'])
export type BadgePolicy = z.infer<typeof BadgePolicy>

/** `{ext}` stands for the operator's extension; digits after a comma are sent as tones once the code has answered. */
const code = z.string().check(z.maxLength(80), z.regex(/^[\d*#+{}\w.@-]*(,[\d*#]{1,16})?$/))
/** `engine` joins from console to console; the others dial the PBX's own codes from the supervisor's line. */
export const Monitoring = z.object({
  by: z.enum(['engine', 'asterisk', 'freeswitch', 'custom']),
  listen: code,
  whisper: code,
  barge: code,
})
export type Monitoring = z.infer<typeof Monitoring>

export const SupervisionSettings = z.object({
  badge: BadgePolicy,
  alarms: AlarmLimits,
  monitoring: Monitoring,
})
export type SupervisionSettings = z.infer<typeof SupervisionSettings>

export const defaultSupervision: SupervisionSettings = {
  badge: 'always',
  alarms: { holdSeconds: 90, silenceSeconds: 20, talkOverSeconds: 3, waitSeconds: 60, mos: 3.5 },
  monitoring: { by: 'engine', listen: '', whisper: '', barge: '' },
}

/** A company that has never been asked has the defaults. */
export const supervisionOf = (
  settings: { supervision?: SupervisionSettings | undefined } | undefined,
): SupervisionSettings => settings?.supervision ?? defaultSupervision
