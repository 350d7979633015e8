import { z } from '../../shared/lib/schema.ts'
import type { Logger } from '../log/logger.ts'
import { type Child, type ChildState, createSupervisedChild } from './supervised-child.ts'

/** What the hub's process is started with; see "Messages between main and the hub's process" in docs/architecture.md. */
export type HubOptions = {
  dataDir: string
  host: string
  port: number
  tls?: { host: string; port: number }
  data: 'demo' | 'own'
  demoDir?: string
  assetsDir: string
  liveLoop: boolean
  freshDemo?: boolean
  /** Demo only: make a session for the demo operator and hand its token over in `ready`. */
  demoLogin?: boolean
  /** Demo only: which operator that is; the hub chooses when it is left out. */
  demoOperatorId?: string
}

export const SwitchConfig = z.looseObject({
  domain: z.string(),
  users: z.array(z.object({ user: z.string(), password: z.string() })),
  groups: z.record(z.string(), z.array(z.string())),
  tokenPublicKey: z.optional(z.record(z.string(), z.unknown())),
  cdr: z.optional(z.object({ url: z.string(), secret: z.string() })),
})
export type SwitchConfig = z.infer<typeof SwitchConfig>

const Ready = z.object({
  type: z.literal('ready'),
  url: z.string(),
  port: z.number(),
  tls: z.optional(z.object({ url: z.string(), fingerprint: z.string() })),
  switchConfig: z.optional(SwitchConfig),
  demoToken: z.optional(z.string()),
})
export type HubReady = z.infer<typeof Ready>
const Failed = z.object({ type: z.literal('failed'), code: z.string(), detail: z.optional(z.string()) })
/** The living demo wants a customer to call: a page of the hub does it. */
const DemoCall = z.object({
  type: z.literal('demo-call'),
  path: z.string().check(z.regex(/^\/demo\/caller\?/), z.maxLength(4000)),
  ringSeconds: z.number().check(z.gte(1), z.lte(300)),
})
const NewSwitchConfig = z.object({ type: z.literal('switch-config'), switchConfig: SwitchConfig })

export type EmbeddedHub = {
  readonly state: ChildState
  /** What the running hub said of itself; undefined while it is not up. */
  readonly ready: HubReady | undefined
  start(options: HubOptions): void
  stop(): Promise<void>
  retry(): void
  /** Tells the hub where the demo switch is, or that it is gone and why. */
  tellSwitch(at: { url?: string; code?: string }): void
}

export type EmbeddedHubOptions = {
  fork(): Child
  onState(state: ChildState): void
  onReady(ready: HubReady): void
  onSwitchConfig(config: SwitchConfig): void
  onDemoCall(call: DemoCallRequest): void
  log: Logger
}

export type DemoCallRequest = { url: string; ringSeconds: number }

/** The hub inside the program: a process of its own, started again when it dies, on the port that it had. */
export function createEmbeddedHub({
  fork,
  onState,
  onReady,
  onSwitchConfig,
  onDemoCall,
  log,
}: EmbeddedHubOptions): EmbeddedHub {
  let options: HubOptions | undefined
  let ready: HubReady | undefined
  let lastSwitch: { url?: string; code?: string } | undefined

  const child = createSupervisedChild({
    name: 'hub',
    fork,
    // A demo is made anew once, not again after every crash; and pages hold on to the port that was chosen.
    greeting: () => {
      const greeting = { type: 'start', options, ...(lastSwitch ? { switch: lastSwitch } : {}) }
      if (options) options = { ...options, freshDemo: false }
      return greeting
    },
    hear(message) {
      const up = Ready.safeParse(message)
      if (up.success) {
        ready = up.data
        if (options) options = { ...options, port: ready.port }
        if (ready.switchConfig) onSwitchConfig(ready.switchConfig)
        onReady(ready)
        return { ready: true }
      }
      const changed = NewSwitchConfig.safeParse(message)
      if (changed.success) onSwitchConfig(changed.data.switchConfig)
      const call = DemoCall.safeParse(message)
      if (call.success && ready && options?.data === 'demo')
        onDemoCall({ url: `${ready.url}${call.data.path}`, ringSeconds: call.data.ringSeconds })
      const failed = Failed.safeParse(message)
      if (!failed.success) return undefined
      log.error('hub failed', { code: failed.data.code, detail: failed.data.detail })
      return { failed: failed.data.code }
    },
    onState(state) {
      if (state.state !== 'ready') ready = undefined
      onState(state)
    },
    endsItself: true,
    failure: 'HUB_START_FAILED',
    log,
  })

  return {
    get state() {
      return child.state
    },
    get ready() {
      return ready
    },
    start(given) {
      options = given
      child.start()
    },
    stop: () => child.stop(),
    retry: () => child.retry(),
    tellSwitch(at) {
      lastSwitch = at
      child.tell({ type: 'switch', ...at })
    },
  }
}
