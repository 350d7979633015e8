import type { LineState } from '../../shared/ipc/contract.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { LineProfile } from '../../shared/softphone/line.ts'
import type { Logger } from '../log/logger.ts'
import type { ChosenLine, LineSetup } from './account.ts'
import { optional } from './optional.ts'
import type { SipAccount, SipStack, StackEvent } from './sip-stack-types.ts'

export type PhoneLineOptions = {
  createStack(account: SipAccount): SipStack
  /** Calls that go on are not cut: a change of account waits for them. */
  busy(): boolean
  onEvent(event: StackEvent): void
  onState(): void
  log: Logger
}

/** One line: the account that is registered now, and what it is called and how it behaves. */
export type PhoneLine = {
  readonly profile: LineProfile
  readonly chosen: ChosenLine | undefined
  readonly stack: SipStack | undefined
  readonly state: LineState
  take(setup: LineSetup): Promise<void>
  /** The last call is over: a change that waited for it is made now. */
  settle(): void
  stop(): Promise<void>
}

export function createPhoneLine(first: LineProfile, options: PhoneLineOptions): PhoneLine {
  let profile = first
  let stack: SipStack | undefined
  let chosen: ChosenLine | undefined
  let waiting: Result<ChosenLine> | undefined
  let how: { state: LineState['state']; code?: string; retryInMs?: number } = { state: 'off' }

  const show = (state: typeof how) => {
    how = state
    options.onState()
  }

  const take = async (next: Result<ChosenLine>): Promise<void> => {
    if (next.ok && chosen && JSON.stringify(next.value) === JSON.stringify(chosen)) {
      waiting = undefined
      return
    }
    if (stack && options.busy()) {
      waiting = next
      return
    }
    const old = stack
    stack = undefined
    chosen = next.ok ? next.value : undefined
    await old?.stop().catch((error: unknown) => options.log.warn('line did not stop', { error }))
    if (!next.ok) return show({ state: next.code === 'LINE_OFF' ? 'off' : 'refused', code: next.code })
    // Another choice may have been made while the old line was taking its leave.
    if (chosen !== next.value) return
    const mine = options.createStack(next.value.account)
    stack = mine
    mine.onEvent((event) => {
      if (stack !== mine && event.type !== 'ended') return
      if (event.type === 'line') show(event.line)
      options.onEvent(event)
    })
    await mine.start()
  }

  return {
    get profile() {
      return profile
    },
    get chosen() {
      return chosen
    },
    get stack() {
      return stack
    },
    get state() {
      const { lineId, name, colour, greeting, queueIds, callerIds } = profile
      return {
        ...{ lineId, name, colour, greeting, queueIds, callerIds },
        state: how.state,
        demo: chosen?.demo ?? false,
        ...optional('user', chosen?.account.user),
        ...optional('code', how.code),
        ...optional('retryInMs', how.retryInMs),
      }
    },
    async take(setup) {
      const renamed = JSON.stringify(setup.profile) !== JSON.stringify(profile)
      profile = setup.profile
      if (renamed) options.onState()
      await take(setup.chosen)
    },
    settle() {
      const next = waiting
      waiting = undefined
      if (next) void take(next)
    },
    async stop() {
      const mine = stack
      await mine?.stop().catch(() => undefined)
      stack = undefined
      chosen = undefined
    },
  }
}
