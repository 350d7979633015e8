import { Language } from '../shared/lib/language.ts'

/** What the command line and the environment ask for; everything else is a setting. */
export type Environment = {
  hubPort: number
  switchPort: number
  /** How long a call may ring on the demo switch, seconds; the switch's own limit when left out. */
  ringSeconds: number | undefined
  liveLoop: boolean
  /** How long a message is held before it leaves, seconds; the operator's own choice when left out. */
  undoSeconds: number | undefined
  data: 'demo' | 'own' | undefined
  headless: boolean
  language: Language | undefined
  /** Operator that the demo is signed in as. */
  demoOperator: string | undefined
  freshDemo: boolean
  userDataDir: string | undefined
  /** A number or address from a `tel:`, `callto:` or `sip:` link. */
  deepLink: string | undefined
}

const DEFAULT_HUB_PORT = 7340
const DEFAULT_SWITCH_PORT = 7341

/** Reads them; a value that makes no sense counts as not given. */
export function readEnvironment(
  env: Record<string, string | undefined>,
  argv: readonly string[],
): Environment {
  const language = Language.safeParse(env.KOMMUTATOR_LANGUAGE)
  return {
    hubPort: port(env.KOMMUTATOR_HUB_PORT, DEFAULT_HUB_PORT),
    switchPort: port(env.KOMMUTATOR_SWITCH_PORT, DEFAULT_SWITCH_PORT),
    ringSeconds: seconds(env.KOMMUTATOR_RING_SECONDS),
    undoSeconds: /^\d{1,2}$/.test(env.KOMMUTATOR_UNDO ?? '') ? Number(env.KOMMUTATOR_UNDO) : undefined,
    liveLoop: env.KOMMUTATOR_LIVE !== 'off',
    data: env.KOMMUTATOR_DATA === 'demo' || env.KOMMUTATOR_DATA === 'own' ? env.KOMMUTATOR_DATA : undefined,
    headless: env.KOMMUTATOR_HEADLESS === '1',
    language: language.success ? language.data : undefined,
    demoOperator: env.KOMMUTATOR_AS || undefined,
    freshDemo: argv.includes('--fresh-demo'),
    userDataDir: argument(argv, '--user-data-dir'),
    deepLink: deepLink(argv),
  }
}

const MAX_LINK = 200

/**
 * The first telephone link among the arguments (RFC 3966 `tel:`, RFC 3261 `sip:`, `callto:`), as it came: the window
 * shows what it would dial, or says that it is no number. One that is too long to be looked at is cut to its scheme.
 */
export function deepLink(argv: readonly string[]): string | undefined {
  const link = argv.find((argument) => /^(tel|callto|sips?):/i.test(argument))
  return link && link.length > MAX_LINK ? link.slice(0, link.indexOf(':') + 1) : link
}

function port(text: string | undefined, standard: number): number {
  if (text === undefined || !/^\d{1,5}$/.test(text)) return standard
  const value = Number(text)
  return value <= 65535 ? value : standard
}

function seconds(text: string | undefined): number | undefined {
  const value = /^\d{1,4}$/.test(text ?? '') ? Number(text) : 0
  return value > 0 ? value : undefined
}

/** The value of `--name value` or `--name=value`. */
export function argument(argv: readonly string[], name: string): string | undefined {
  const joined = argv.find((a) => a.startsWith(`${name}=`))
  if (joined) return joined.slice(name.length + 1) || undefined
  const at = argv.indexOf(name)
  const next = at < 0 ? undefined : argv[at + 1]
  return next && !next.startsWith('-') ? next : undefined
}
