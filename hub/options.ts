/** What a hub is started with; the same from main's message and from the command line. */
export type HubOptions = {
  /** Holds `hub.db`, `objects/`, `uploads/`, `keys.json` and `tls/`. */
  dataDir: string
  host: string
  /** 0 lets the system choose. */
  port: number
  /** A second listener for consoles on other computers, with a certificate of the hub's own making. */
  tls?: { host: string; port: number } | undefined
  data: 'demo' | 'own'
  /** Where the demo company's files lie (`resources/demo`). */
  demoDir?: string | undefined
  /** Where the built pages lie (`out/pages`). */
  assetsDir: string
  /** Whether the demo's live loop plays. */
  liveLoop: boolean
  /** Throw the demo's data away and date it anew. */
  freshDemo?: boolean | undefined
  /** Give `ready` a session of the demo operator, so that the demo needs no password. */
  demoLogin?: boolean | undefined
  /** Who that is, when not the demo's own choice. */
  demoOperatorId?: string | undefined
}

/** What tests and the composition root may put in place of the real thing. */
export type HubInternals = {
  now?: (() => number) | undefined
  /** `silent` in tests. */
  logLevel?: string | undefined
  /** Messages that a visitor may send at once, and in how many milliseconds that many are given back. */
  visitorLimit?: { messages: number; perMs: number } | undefined
  /** How long an unanswered call may stay open after the switch has reported its end. */
  callGraceMs?: number | undefined
}

/** The demo switch's address, when main has started it. */
export type SwitchAddress = { url: string }

/** What the demo switch is configured with; see `hub/demo-switch/config.ts`. */
export type SwitchConfig = {
  domain: string
  users: { user: string; password: string }[]
  groups: Record<string, string[]>
  tokenPublicKey: Record<string, unknown>
  cdr: { url: string; secret: string }
}

export const defaultHubPort = 7340
