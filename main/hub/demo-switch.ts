import type { ErrorCode } from '../../shared/lib/errors.ts'
import { z } from '../../shared/lib/schema.ts'
import type { Logger } from '../log/logger.ts'
import type { SwitchConfig } from './embedded-hub.ts'
import { type Child, createSupervisedChild } from './supervised-child.ts'

const Ready = z.object({ type: z.literal('ready'), url: z.string() })
const Failed = z.object({ type: z.literal('failed'), code: z.string() })

export type SwitchAt = { url?: string; code?: ErrorCode }

export type DemoSwitch = {
  readonly at: SwitchAt
  /** Starts it with this configuration, or tells the running one of a change. */
  configure(config: SwitchConfig): void
  stop(): Promise<void>
  retry(): void
}

export type DemoSwitchOptions = {
  fork(): Child
  port: number
  ringSeconds?: number | undefined
  /** Where it is now, or why it is not there. */
  onAt(at: SwitchAt): void
  log: Logger
}

/** The demo switch: carries the calls of the demo on this computer, in a process of its own, so that the hub may die. */
export function createDemoSwitch({ fork, port, ringSeconds, onAt, log }: DemoSwitchOptions): DemoSwitch {
  let config: SwitchConfig | undefined
  let chosenPort = port
  let at: SwitchAt = {}
  const become = (next: SwitchAt) => {
    if (next.url === at.url && next.code === at.code) return
    at = next
    onAt(next)
  }
  const message = () => ({
    type: 'configure',
    config: { ...config, host: '127.0.0.1', port: chosenPort, ...(ringSeconds ? { ringSeconds } : {}) },
  })
  let url: string | undefined
  const child = createSupervisedChild({
    name: 'demo switch',
    fork,
    greeting: message,
    hear(said) {
      const ready = Ready.safeParse(said)
      if (ready.success) {
        url = ready.data.url
        // Whoever is registered finds it again where it was.
        chosenPort = Number(new URL(url).port)
        return { ready: true }
      }
      const failed = Failed.safeParse(said)
      return failed.success ? { failed: failed.data.code } : undefined
    },
    onState({ state, code }) {
      if (state === 'ready' && url) return become({ url })
      become(code ? { code } : {})
    },
    endsItself: false,
    failure: 'SWITCH_START_FAILED',
    log,
  })
  return {
    get at() {
      return at
    },
    configure(next) {
      config = next
      if (child.state.state === 'ready') child.tell(message())
      else {
        child.start()
        // Whoever chooses the line anew does not wait for the next try.
        child.retry()
      }
    },
    stop: () => child.stop(),
    retry: () => child.retry(),
  }
}
