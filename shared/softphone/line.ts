import { z } from '../lib/schema.ts'

/** How one line of this console behaves, beside the account that it registers with. */
export const LineProfile = z.object({
  lineId: z.string().check(z.minLength(1), z.maxLength(40)),
  /** In the words of the company: a brand, a department. Empty for a console with one line. */
  name: z.string().check(z.maxLength(60)),
  /** The edge of its calls, so that brands are told apart at a glance. */
  colour: z.enum(['none', 'teal', 'blue', 'violet', 'pink', 'orange', 'lime']),
  greeting: z.string().check(z.maxLength(500)),
  /** Queues whose customers are called from this line unless another is chosen. */
  queueIds: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(50)),
  /** The country (ISO 3166, two letters) that numbers without a country code belong to. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  /** Dialled before every number that leaves the company, such as `9`. */
  outside: z.string().check(z.regex(/^[\d*#]{0,6}$/)),
  /** Numbers up to this long are colleagues', and are dialled as they are. */
  internalDigits: z.number().check(z.int(), z.gte(0), z.lte(8)),
  /** How the server wants numbers: `+79…`, `79…`, or `89…`. */
  numberForm: z.enum(['plus', 'digits', 'national']),
  /** Numbers that the called side may be shown; the first unless another is chosen. */
  callerIds: z.array(z.string().check(z.regex(/^\+?\d{2,15}$/))).check(z.maxLength(20)),
  autoAnswer: z.object({
    /** `header`: only where the server asks for it. */
    when: z.enum(['never', 'header', 'always']),
    seconds: z.number().check(z.gte(0), z.lte(30)),
    /** A short tone in the ear before the customer is heard. */
    tone: z.boolean(),
  }),
  /** A second call rings while one is talked on; else its caller hears busy. */
  callWaiting: z.boolean(),
  /** It rings although the operator does not want to be disturbed. */
  ringsInDnd: z.boolean(),
  /** `pull-back`: this console calls the target itself, so that the customer can be taken back; `refer`: the server does. */
  transferBy: z.enum(['pull-back', 'refer']),
  /** How key presses travel: in the sound (RFC 4733), or as INFO requests. */
  dtmf: z.enum(['rfc4733', 'info']),
  /** What an attended transfer names: the other side's Contact, or its address of record. */
  referTo: z.enum(['contact', 'aor']),
  /** Where the shown number stands: P-Preferred-Identity (RFC 3325), or the user of From. */
  callerIdIn: z.enum(['identity', 'from']),
})
export type LineProfile = z.infer<typeof LineProfile>

/** The line of a console that has one. */
export const MAIN_LINE = 'main'

export const defaultProfile = (lineId = MAIN_LINE, country = 'RU'): LineProfile => ({
  lineId,
  name: '',
  colour: 'none',
  greeting: '',
  queueIds: [],
  country,
  outside: '',
  internalDigits: 5,
  numberForm: 'plus',
  callerIds: [],
  autoAnswer: { when: 'never', seconds: 3, tone: true },
  callWaiting: true,
  ringsInDnd: false,
  transferBy: 'pull-back',
  dtmf: 'rfc4733',
  referTo: 'contact',
  callerIdIn: 'identity',
})

/** The country that a console of this language most likely calls in; the line's settings say otherwise. */
export const countryOf = (language: string): string => ({ ru: 'RU', pl: 'PL' })[language] ?? 'GB'
