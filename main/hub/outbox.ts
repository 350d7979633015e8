import { type ErrorCode, errors, isErrorCode } from '../../shared/lib/errors.ts'
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
  /** Whether there is a link at all: without one nothing is tried, so that it can still be taken back. */
  online?(): boolean
  /** Whether what a letter needs is there (its files): it waits, or is refused with a code. */
  ready?(letter: Letter): true | 'wait' | ErrorCode
  /** A letter that was kept was refused for good when it arrived. */
  onRefused(letter: Letter, code: ErrorCode): void
  /** Whether a letter that was kept and is refused stays here until somebody decides; otherwise it is gone. */
  stays?(letter: Letter): boolean
  /** A letter that was kept has arrived. */
  onArrived?(letter: Letter): void
  /** What waits looks different now. */
  onChange?(): void
  log: Logger
  retryMs?: number
  now?(): number
}

/** What of a letter can be told while it waits. */
export type Pending = {
  letter: Letter
  state: 'held' | 'files' | 'kept' | 'sending' | 'refused'
  code?: ErrorCode
  /** Somebody still waits for its answer. */
  asked: boolean
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
    draft?: Letter['draft'],
  ): Promise<Result<HubOutput<K>>>
  /** The same, held until a moment and with the draft that it was; who sent it hears of a refusal by `onRefused`. */
  hold(letter: Pick<Letter, 'id' | 'name' | 'lane' | 'input' | 'notBefore' | 'draft'>): Result<void>
  /**
   * Takes a letter back that was never tried: from now on it will not leave, whatever happens. `given` is to be called
   * once its words lie somewhere else. MESSAGE_GONE when it is on its way, or was.
   */
  takeBack(id: string): Result<Letter>
  given(id: string): void
  /** Letters that were taken back before the program ended, and whose words may not lie anywhere else yet. */
  returned(): Letter[]
  /** What the hub refused is tried once more, or is given up. */
  retry(id: string): boolean
  drop(id: string): boolean
  /** What is held leaves now. */
  release(id: string): boolean
  /** What waits, of who is signed in, oldest first. */
  list(): Pending[]
  /** The hub is there again, or a key has become known: sends what waits. */
  flush(): void
  /** How many wait, of whomever. */
  readonly waiting: number
  close(): void
}

type Waiting = {
  letter: Letter
  tried: boolean
  /** It could not be written down. */
  unwritten?: boolean
  settle?: (result: Result<never>) => void
}

const MAX_PAUSE_MS = 30_000

/**
 * Writes that must not be lost while the hub is away.
 *
 *   (written) ──held──> waiting ──tried──> (answered) ──> done
 *                          └──taken back──> (words given to their draft) ──> done
 *
 * Each arrow is one line in the file before it is acted on, so that a program that dies anywhere between finds the
 * letter on one side or the other, never on both and never on none.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { file, hub, owner, onRefused, log, retryMs = 1000, now = Date.now } = options
  const { online = () => true, ready = () => true, onChange = () => {} } = options
  const { stays = () => false, onArrived = () => {} } = options
  const lanes = new Map<string, Waiting[]>()
  const busy = new Set<string>()
  const alarms = new Map<string, NodeJS.Timeout>()
  let back: Letter[] = []
  const refused = new Map<string, { letter: Letter; code: ErrorCode }>()
  let pause = retryMs
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const keep = (waiting: Waiting) => {
    const key = laneOf(waiting.letter)
    const lane = lanes.get(key) ?? []
    lanes.set(key, lane)
    lane.push(waiting)
  }
  const takeUp = (found: ReturnType<OutboxFile['load']>) => {
    for (const one of found)
      if (one.back) back.push(one.letter)
      else if (one.refused !== undefined)
        refused.set(one.letter.id, {
          letter: one.letter,
          code: isErrorCode(one.refused) ? one.refused : 'UNKNOWN',
        })
      else keep({ letter: one.letter, tried: one.tried })
  }
  takeUp(file.load())

  const drain = async (key: string): Promise<void> => {
    if (busy.has(key) || closed) return
    busy.add(key)
    try {
      for (let next = lanes.get(key)?.[0]; next && !closed; next = lanes.get(key)?.[0]) {
        const { letter } = next
        if (letter.owner !== owner()) return settleLane(key, 'HUB_OFFLINE')
        if (letter.notBefore !== undefined && letter.notBefore > now()) {
          // What comes after it waits too, and is as good as kept.
          settleLane(key, 'HUB_OFFLINE')
          return alarm(key, letter.notBefore)
        }
        if (!online()) {
          settleLane(key, 'HUB_OFFLINE')
          return later()
        }
        const may = ready(letter)
        if (may === 'wait') return settleLane(key, 'HUB_OFFLINE')
        if (may !== true) {
          arrived(key, next, fail(may))
          continue
        }
        if (!next.tried) {
          next.tried = true
          write(() => file.tried(letter.id))
          onChange()
        }
        const answer = await hub.request(letter.name, letter.input as never)
        const told = !answer.ok && next.settle !== undefined && goesBack(letter, answer.code)
        if (!answer.ok && mayPass(answer.code) && !told) {
          settleLane(key, answer.code)
          return later()
        }
        pause = retryMs
        arrived(key, next, answer as Result<never>)
      }
    } finally {
      busy.delete(key)
      onChange()
    }
  }

  const arrived = (key: string, { letter, settle }: Waiting, answer: Result<never>) => {
    leaveLane(key, letter.id)
    if (!settle && !answer.ok && stays(letter)) {
      refused.set(letter.id, { letter, code: answer.code })
      write(() => file.refused(letter.id, answer.code))
    } else write(() => file.done(letter.id, empty()))
    if (settle) settle(answer)
    else if (!answer.ok) onRefused(letter, answer.code)
    else onArrived(letter)
    if (!answer.ok) log.warn('letter refused', { request: letter.name, code: answer.code, id: letter.id })
  }

  const empty = () => lanes.size + back.length + refused.size === 0
  const leaveLane = (key: string, id: string) => {
    const left = (lanes.get(key) ?? []).filter((w) => w.letter.id !== id)
    if (left.length) lanes.set(key, left)
    else lanes.delete(key)
  }

  /** Whoever waits for an answer is told that there is none yet; the letters stay. */
  const settleLane = (key: string, code: ErrorCode) => {
    for (const waiting of lanes.get(key) ?? []) {
      const { letter, settle } = waiting
      if (!settle) continue
      delete waiting.settle
      // What lies nowhere is not kept: who did it hears so, and still has it.
      const lost = waiting.unwritten && stays(letter) && letter.name !== 'call.report'
      if (lost) leaveLane(key, letter.id)
      // It is kept behind another one, whatever that met.
      settle(fail(lost ? 'WRITE_NOT_KEPT' : goesBack(letter, code) ? 'HUB_OFFLINE' : code))
    }
  }
  /** What a hub that is there has no room for: who does it still has the words, and hears why. */
  const goesBack = (letter: Letter, code: ErrorCode) =>
    stays(letter) && letter.name !== 'call.report' && hubCannotStore(code)

  const alarm = (key: string, at: number) => {
    clearTimeout(alarms.get(key))
    const timer = setTimeout(() => void drain(key), Math.max(0, at - now()))
    timer.unref()
    alarms.set(key, timer)
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

  const write = (put: () => void): boolean => {
    try {
      put()
      return true
    } catch (error) {
      // A full disk must not stop the work: the letter is in memory and goes out all the same.
      log.error('outbox cannot write', { error })
      return false
    }
  }

  const find = (id: string): Waiting | undefined => [...lanes.values()].flat().find((w) => w.letter.id === id)
  const add = (letter: Letter, settle?: Waiting['settle']) => {
    const written = write(() => file.add(letter))
    keep({ letter, tried: false, ...(written ? {} : { unwritten: true }), ...(settle ? { settle } : {}) })
    onChange()
    void drain(laneOf(letter))
  }

  return {
    send(name, lane, input, draft) {
      const mine = owner()
      if (!mine) return Promise.resolve(fail('AUTH_REQUIRED', name))
      const letter: Letter = {
        id: input.id,
        owner: mine,
        lane,
        name,
        input,
        at: now(),
        ...(draft ? { draft } : {}),
      }
      return new Promise((resolve) => add(letter, resolve as Waiting['settle']))
    },
    hold(given) {
      const mine = owner()
      if (!mine) return fail('AUTH_REQUIRED', given.name)
      // Sent twice from the window is sent once.
      if (!find(given.id)) add({ ...given, owner: mine, at: now() })
      return { ok: true, value: undefined }
    },
    takeBack(id) {
      const waiting = find(id)
      if (!waiting || waiting.tried) return fail('MESSAGE_GONE')
      const key = laneOf(waiting.letter)
      write(() => file.back(id))
      leaveLane(key, id)
      back.push(waiting.letter)
      onChange()
      void drain(key)
      return { ok: true, value: waiting.letter }
    },
    given(id) {
      back = back.filter((letter) => letter.id !== id)
      write(() => file.done(id, empty()))
    },
    returned: () => back.filter((letter) => letter.owner === owner()),
    retry(id) {
      const one = refused.get(id)
      if (!one) return false
      refused.delete(id)
      write(() => file.tried(id))
      keep({ letter: one.letter, tried: true })
      onChange()
      void drain(laneOf(one.letter))
      return true
    },
    drop(id) {
      if (!refused.delete(id)) return false
      write(() => file.done(id, empty()))
      onChange()
      return true
    },
    release(id) {
      const waiting = find(id)
      if (!waiting) return false
      const { notBefore: _, ...free } = waiting.letter
      waiting.letter = free
      void drain(laneOf(free))
      return true
    },
    list() {
      const mine = owner()
      const stopped = [...refused.values()].map(
        ({ letter, code }): Pending => ({ letter, code, state: 'refused', asked: false }),
      )
      return [...lanes]
        .flatMap(([key, lane]) =>
          lane.map(({ letter, tried, settle }, i): Pending => {
            const held = letter.notBefore !== undefined && letter.notBefore > now()
            const onWay = tried && i === 0 && busy.has(key)
            const files = !held && online() && ready(letter) === 'wait'
            return {
              letter,
              asked: settle !== undefined,
              state: held ? 'held' : onWay ? 'sending' : files ? 'files' : online() ? 'sending' : 'kept',
            }
          }),
        )
        .concat(stopped)
        .filter(({ letter }) => letter.owner === mine)
        .sort((a, b) => a.letter.at - b.letter.at)
    },
    flush() {
      pause = retryMs
      takeUp(
        file.reread(
          new Set(
            [...[...lanes.values()].flat(), ...refused.values()]
              .map((w) => w.letter.id)
              .concat(back.map((l) => l.id)),
          ),
        ),
      )
      flush()
    },
    get waiting() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0)
    },
    close() {
      closed = true
      clearTimeout(timer)
      for (const one of alarms.values()) clearTimeout(one)
      for (const key of lanes.keys()) settleLane(key, 'HUB_OFFLINE')
      file.close()
    },
  }
}

const laneOf = (letter: Letter) => `${letter.owner} ${letter.lane}`

export const hubCannotStore = (code: ErrorCode): boolean => code === 'HUB_DISK_FULL' || code === 'HUB_STORAGE'

/** Failures of the moment, or of a session that will come back: the letter waits. */
export const mayPass = (code: ErrorCode): boolean =>
  code !== 'UNKNOWN' && (errors[code].retry || code === 'AUTH_REQUIRED' || code === 'AUTH_EXPIRED')
