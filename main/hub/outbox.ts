import { type ErrorCode, errors } from '../../shared/lib/errors.ts'
import { fail, type Result } from '../../shared/lib/result.ts'
import type { HubInput, HubOutput } from '../../shared/protocol/hub-protocol.ts'
import type { Logger } from '../log/logger.ts'
import type { HubClient } from './hub-client.ts'
import type { Letter, OutboxFile } from './outbox-file.ts'

export type OutboxName = Letter['name']

export type OutboxOptions = {
  file: OutboxFile
  hub: Pick<HubClient, 'request'>
  /** The hub and operator that are signed in now; undefined while nobody is. Only their letters leave. */
  owner(): string | undefined
  /** A letter that was kept was refused for good when it arrived. */
  onRefused(letter: Letter, code: ErrorCode): void
  log: Logger
  retryMs?: number
}

export type Outbox = {
  /**
   * Writes it down, then sends it. A failure that may pass (HUB_OFFLINE, HUB_TIMEOUT …) means that it is kept and will
   * be delivered; any other that the hub refused it and it is gone. Its `id` makes a repeat harmless.
   */
  send<K extends OutboxName>(
    name: K,
    lane: string,
    input: HubInput<K> & { id: string },
  ): Promise<Result<HubOutput<K>>>
  /** The hub is there again: sends what waits. */
  flush(): void
  /** How many wait, of whomever. */
  readonly waiting: number
  close(): void
}

type Waiting = { letter: Letter; settle?: (result: Result<never>) => void }

const MAX_PAUSE_MS = 30_000

/** Writes that must not be lost while the hub is away. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { file, hub, owner, onRefused, log, retryMs = 1000 } = options
  const lanes = new Map<string, Waiting[]>()
  const busy = new Set<string>()
  let pause = retryMs
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const keep = (letter: Letter, settle?: Waiting['settle']) => {
    const lane = lanes.get(laneOf(letter)) ?? []
    lanes.set(laneOf(letter), lane)
    lane.push(settle ? { letter, settle } : { letter })
  }
  for (const letter of file.load()) keep(letter)

  const drain = async (key: string): Promise<void> => {
    if (busy.has(key) || closed) return
    busy.add(key)
    try {
      for (let next = lanes.get(key)?.[0]; next && !closed; next = lanes.get(key)?.[0]) {
        if (next.letter.owner !== owner()) return settleLane(key, 'HUB_OFFLINE')
        const { name, input } = next.letter
        const answer = await hub.request(name, input as never)
        if (!answer.ok && mayPass(answer.code)) {
          settleLane(key, answer.code)
          return later()
        }
        pause = retryMs
        arrived(key, next, answer as Result<never>)
      }
    } finally {
      busy.delete(key)
    }
  }

  const arrived = (key: string, { letter, settle }: Waiting, answer: Result<never>) => {
    const lane = lanes.get(key)
    lane?.shift()
    if (!lane?.length) lanes.delete(key)
    write(() => (lanes.size ? file.done(letter.id) : file.clear()))
    if (settle) settle(answer)
    else if (!answer.ok) onRefused(letter, answer.code)
    if (!answer.ok) log.warn('letter refused', { request: letter.name, code: answer.code, id: letter.id })
  }

  /** Whoever waits for an answer is told that there is none yet; the letters stay. */
  const settleLane = (key: string, code: ErrorCode) => {
    for (const waiting of lanes.get(key) ?? []) {
      waiting.settle?.(fail(code))
      delete waiting.settle
    }
  }

  const later = () => {
    if (timer || closed) return
    timer = setTimeout(() => {
      timer = undefined
      flush()
    }, pause)
    timer.unref()
    pause = Math.min(MAX_PAUSE_MS, pause * 2)
  }

  const flush = () => {
    for (const key of lanes.keys()) void drain(key)
  }

  const write = (put: () => void) => {
    try {
      put()
    } catch (error) {
      // A full disk must not stop the work: the letter is in memory and goes out all the same.
      log.error('outbox cannot write', { error })
    }
  }

  return {
    send(name, lane, input) {
      const mine = owner()
      if (!mine) return Promise.resolve(fail('AUTH_REQUIRED', name))
      const letter: Letter = { id: input.id, owner: mine, lane, name, input, at: Date.now() }
      write(() => file.add(letter))
      return new Promise((resolve) => {
        keep(letter, resolve as Waiting['settle'])
        void drain(laneOf(letter))
      })
    },
    flush() {
      pause = retryMs
      flush()
    },
    get waiting() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0)
    },
    close() {
      closed = true
      clearTimeout(timer)
      for (const key of lanes.keys()) settleLane(key, 'HUB_OFFLINE')
      file.close()
    },
  }
}

const laneOf = (letter: Letter) => `${letter.owner} ${letter.lane}`

/** Failures of the moment, or of a session that will come back: the letter waits. */
const mayPass = (code: ErrorCode): boolean =>
  code !== 'UNKNOWN' && (errors[code].retry || code === 'AUTH_REQUIRED' || code === 'AUTH_EXPIRED')
