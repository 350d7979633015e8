import type { LineState } from '../../shared/ipc/contract.ts'
import { defaultProfile, MAIN_LINE } from '../../shared/softphone/line.ts'
import type { Logger } from '../log/logger.ts'
import type { LineSetup } from './account.ts'
import { createPhoneLine, type PhoneLine } from './phone-line.ts'
import type { SipAccount, SipStack, StackEvent } from './sip-stack-types.ts'

export type PhoneLinesOptions = {
  createStack(account: SipAccount): SipStack
  busy(lineId: string): boolean
  onEvent(lineId: string, event: StackEvent): void
  onStates(states: LineState[]): void
  log: Logger
}

/** All lines of this console, each registered by itself; the first is the main one. */
export type PhoneLines = {
  readonly states: LineState[]
  all(): PhoneLine[]
  get(lineId: string | undefined): PhoneLine | undefined
  /**
   * The line to call from: the one that is named, else the one for that queue, else the one that was used last, else the
   * first that works.
   */
  toDial(lineId: string | undefined, queueId?: string): PhoneLine | undefined
  used(lineId: string): void
  take(setups: readonly LineSetup[]): Promise<void>
  settle(): void
  stop(): Promise<void>
}

export function createPhoneLines(options: PhoneLinesOptions): PhoneLines {
  const lines = new Map<string, PhoneLine>()
  /** Not wanted any more, but a call is still on. */
  const leaving = new Set<string>()
  let lastUsed: string | undefined
  const states = () => [...lines.values()].map((line) => line.state)
  const tell = () => options.onStates(states())

  const make = (lineId: string): PhoneLine => {
    const line = createPhoneLine(defaultProfile(lineId), {
      createStack: options.createStack,
      busy: () => options.busy(lineId),
      onEvent: (event) => options.onEvent(lineId, event),
      onState: tell,
      log: options.log,
    })
    lines.set(lineId, line)
    return line
  }
  make(MAIN_LINE)

  const letGo = async () => {
    const free = [...leaving].filter((lineId) => !options.busy(lineId))
    await Promise.all(
      free.map((lineId) => {
        const line = lines.get(lineId)
        lines.delete(lineId)
        leaving.delete(lineId)
        return line?.stop()
      }),
    )
  }

  return {
    get states() {
      return states()
    },
    all: () => [...lines.values()],
    get: (lineId) => (lineId === undefined ? undefined : lines.get(lineId)),
    toDial(lineId, queueId) {
      if (lineId !== undefined) return lines.get(lineId)
      const works = (line: PhoneLine | undefined) => line?.state.state === 'registered'
      const ofQueue = [...lines.values()].find((l) => queueId && l.profile.queueIds.includes(queueId))
      if (works(ofQueue)) return ofQueue
      const last = lastUsed === undefined ? undefined : lines.get(lastUsed)
      if (works(last)) return last
      return [...lines.values()].find(works) ?? lines.get(MAIN_LINE)
    },
    used(lineId) {
      lastUsed = lineId
    },
    async take(setups) {
      const wanted = new Set(setups.map(({ profile }) => profile.lineId))
      leaving.clear()
      for (const lineId of lines.keys()) if (!wanted.has(lineId) && lineId !== MAIN_LINE) leaving.add(lineId)
      await Promise.all([
        letGo(),
        ...setups.map((setup) => (lines.get(setup.profile.lineId) ?? make(setup.profile.lineId)).take(setup)),
      ])
      tell()
    },
    settle() {
      for (const line of lines.values()) line.settle()
      if (leaving.size) void letGo().then(tell)
    },
    async stop() {
      await Promise.all([...lines.values()].map((line) => line.stop()))
    },
  }
}
