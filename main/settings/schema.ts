import { defaultSound, Preferences } from '../../shared/ipc/contract.ts'
import { PopOut } from '../../shared/ipc/windows-contract.ts'
import { z } from '../../shared/lib/schema.ts'
import { HubKeys } from '../../shared/protocol/hub-protocol.ts'
import { countryOf, defaultProfile, LineProfile } from '../../shared/softphone/line.ts'

/** One phone line: its account, and how it behaves. The first of all is the main one. */
export const StoredLine = z.object({
  ...LineProfile.shape,
  mode: z.enum(['demo', 'own', 'off']),
  server: z.string(),
  user: z.string(),
  authUser: z.string(),
  domain: z.string(),
  caFile: z.string(),
  password: z.optional(z.string()),
})
export type StoredLine = z.infer<typeof StoredLine>

/** `config.json`, whole. What is secret in it is sealed by the system's keyring; see secrets.ts. */
export const Settings = z.object({
  version: z.literal(3),
  preferences: Preferences,
  /** The hub that this console works with; without `url`, the one inside the program. */
  hub: z.object({
    url: z.optional(z.string()),
    /** SHA-256 of a certificate that the operator confirmed, and the certificate itself (PEM). */
    fingerprint: z.optional(z.string()),
    certificate: z.optional(z.string()),
  }),
  data: z.enum(['demo', 'own']),
  /** Whether other consoles may connect to the hub inside the program. */
  share: z.object({ on: z.boolean(), port: z.number() }),
  lines: z.array(StoredLine).check(z.minLength(1)),
  /** By hub: the sealed session, who worked there last, and the hub's public keys, for while it is away. */
  hubs: z.record(
    z.string(),
    z.object({
      session: z.optional(z.string()),
      operatorId: z.optional(z.string()),
      keys: z.optional(HubKeys),
      /** What this operator's work is sealed with on this computer, itself sealed by the keyring. */
      localKey: z.optional(z.string()),
    }),
  ),
  /** Where the small call window was left. */
  mini: z.optional(z.object({ x: z.number(), y: z.number() })),
  /** That closing hides the window was said. */
  toldHidden: z.optional(z.boolean()),
  /** Conversations that stand in windows of their own. */
  popOuts: z.optional(z.array(PopOut)),
  window: z.optional(
    z.object({
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      maximized: z.boolean(),
    }),
  ),
})
export type Settings = z.infer<typeof Settings>

export const DEFAULT_SHARE_PORT = 7343

export const defaultSettings = (language: Preferences['language']): Settings => ({
  version: 3,
  preferences: {
    language,
    theme: 'system',
    density: 'comfortable',
    cardOpen: true,
    keys: {},
    ringVolume: 0.8,
    sound: defaultSound,
  },
  hub: {},
  data: 'demo',
  share: { on: false, port: DEFAULT_SHARE_PORT },
  lines: [
    {
      ...defaultProfile(undefined, countryOf(language)),
      ...{ mode: 'demo', server: '', user: '', authUser: '', domain: '', caFile: '' },
    },
  ],
  hubs: {},
})

type Raw = Record<string, unknown>

/**
 * Steps from one version of the file to the next, oldest first: `migrations[n]` takes version n to n + 1. A program of
 * an older version puts a newer file aside and starts with its defaults.
 */
const migrations: Record<number, (raw: Raw) => Raw> = {
  /** One device for each role became a list of them, the preferred one first; their names were not kept until now. */
  1(raw) {
    const { microphoneId, speakerId, ringerId, ...preferences } = (raw.preferences ?? {}) as Raw
    const only = (id: unknown) => (typeof id === 'string' && id ? [{ id, label: '' }] : [])
    const devices = { microphone: only(microphoneId), speaker: only(speakerId), ringer: only(ringerId) }
    return { ...raw, version: 2, preferences: { ...preferences, sound: { ...defaultSound, devices } } }
  },
  /** One line became several: what was the line is the main one. */
  2: ({ line, ...raw }) => {
    const { language } = (raw.preferences ?? {}) as { language?: string }
    const main = { ...defaultProfile(undefined, countryOf(language ?? '')), ...(line as Raw) }
    return { ...raw, version: 3, lines: [main] }
  },
}

/** Brings a file of any known version up to today's; what a newer version added to it stays out of the way. */
export function migrate(raw: Raw): Raw {
  let now = raw
  for (let step = migrations[Number(now.version)]; step; step = migrations[Number(now.version)])
    now = step(now)
  return now
}
