import type { ErrorCode } from '../../shared/lib/errors.ts'
import { errors, isErrorCode } from '../../shared/lib/errors.ts'
import type { Logger } from '../log/logger.ts'

/** A forked process as it is used here; Electron's UtilityProcess is one. */
export type Child = {
  readonly pid?: number | undefined
  postMessage(message: unknown): void
  kill(): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
}

export type ChildState = { state: 'stopped' | 'starting' | 'ready' | 'failed'; code?: ErrorCode }

type Timing = { readyMs: number; firstRetryMs: number; maxRetryMs: number; steadyMs: number; stopMs: number }
const standard: Timing = {
  readyMs: 60_000,
  firstRetryMs: 500,
  maxRetryMs: 30_000,
  steadyMs: 60_000,
  stopMs: 5000,
}

export type SupervisedOptions = {
  name: string
  fork(): Child
  /** The first thing that is said to each new process. */
  greeting(): unknown
  /** Told whatever the process says; a state when it speaks of its own. */
  hear(message: unknown): { ready: true } | { failed: string } | undefined
  onState(state: ChildState): void
  /** Whether it ends when it is told `{ type: 'stop' }`; one that has nothing to save is simply ended. */
  endsItself: boolean
  /** The code for a process that dies or is silent without giving one. */
  failure: ErrorCode
  log: Logger
  timing?: Partial<Timing>
}

export type SupervisedChild = {
  readonly state: ChildState
  start(): void
  /** Says it to the running process; nothing when there is none. */
  tell(message: unknown): void
  /** Starts at once what waits for its next try or has given up. */
  retry(): void
  /** Asks it to end, and ends it when it does not. */
  stop(): Promise<void>
}

/**
 * Keeps one process of ours alive.
 *
 *   stopped ──start──> starting ──ready──> ready ──exit──> starting (after 0.5, 1, 2 … 30 s)
 *                          └── failed with a code that trying again cannot help ──> failed ──retry──> starting
 */
export function createSupervisedChild(options: SupervisedOptions): SupervisedChild {
  const { name, fork, greeting, hear, onState, failure, log } = options
  const timing = { ...standard, ...options.timing }
  let state: ChildState = { state: 'stopped' }
  let child: Child | undefined
  let wanted = false
  let attempts = 0
  let retryTimer: NodeJS.Timeout | undefined
  let readyTimer: NodeJS.Timeout | undefined
  let readySince = 0
  let exited: (() => void) | undefined
  let stopping: Promise<void> | undefined

  const become = (next: ChildState) => {
    state = next
    onState(next)
  }

  const launch = () => {
    clearTimeout(retryTimer)
    retryTimer = undefined
    become(state.code ? { state: 'starting', code: state.code } : { state: 'starting' })
    let mine: Child
    try {
      mine = fork()
    } catch (error) {
      log.error('process did not start', { process: name, error })
      return again(failure)
    }
    child = mine
    let hopeless: ErrorCode | undefined
    let told: ErrorCode | undefined
    readyTimer = setTimeout(() => {
      log.error('process is silent', { process: name })
      told = failure
      mine.kill()
    }, timing.readyMs)
    mine.on('message', (message) => {
      if (child !== mine) return
      const said = hear(message)
      if (!said) return
      clearTimeout(readyTimer)
      if ('ready' in said) {
        readySince = Date.now()
        log.info('process is ready', { process: name, pid: mine.pid })
        return become({ state: 'ready' })
      }
      const code = isErrorCode(said.failed) ? said.failed : failure
      log.error('process failed', { process: name, code })
      told = code
      if (!errors[code].retry) hopeless = code
      become({ state: 'failed', code })
    })
    mine.on('exit', (exitCode) => {
      if (child !== mine) return
      child = undefined
      clearTimeout(readyTimer)
      log[wanted ? 'warn' : 'info']('process ended', { process: name, exitCode })
      if (exited) return exited()
      if (hopeless) return become({ state: 'failed', code: hopeless })
      again(told ?? failure)
    })
    mine.postMessage(greeting())
  }

  const again = (code: ErrorCode) => {
    if (readySince && Date.now() - readySince > timing.steadyMs) attempts = 0
    readySince = 0
    const pause = Math.min(timing.maxRetryMs, timing.firstRetryMs * 2 ** attempts++)
    become({ state: attempts > 2 ? 'failed' : 'starting', code })
    retryTimer = setTimeout(launch, pause)
  }

  const end = async () => {
    const mine = child
    // Out of use from this moment, although it takes its time.
    if (state.state !== 'stopped') become({ state: 'stopped' })
    if (!mine) return
    const gone = new Promise<void>((resolve) => {
      exited = resolve
    })
    if (options.endsItself) mine.postMessage({ type: 'stop' })
    else mine.kill()
    const timer = setTimeout(() => mine.kill(), timing.stopMs)
    await gone
    exited = undefined
    clearTimeout(timer)
  }

  return {
    get state() {
      return state
    },
    start() {
      if (wanted) return
      wanted = true
      attempts = 0
      state = { state: 'stopped' }
      // One that is still on its way out holds the port and the files.
      if (stopping) void stopping.then(() => wanted && !child && launch())
      else launch()
    },
    tell: (message) => child?.postMessage(message),
    retry() {
      if (!wanted || child) return
      attempts = 0
      launch()
    },
    stop() {
      wanted = false
      clearTimeout(retryTimer)
      stopping ??= end().finally(() => {
        stopping = undefined
      })
      return stopping
    },
  }
}
