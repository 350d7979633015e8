import type { LineFailure } from './codes.ts'
import type { Link } from './link.ts'
import { LinkError } from './link-failure.ts'

export type KeepConnectedOptions = {
  link: Link
  firstRetryMs: number
  maxRetryMs: number
  onConnecting: () => void
  onUp: () => void
  onDown: (failure: LineFailure, retryInMs: number) => void
  random?: () => number
}

/** Delay before try number `n` (from 0): doubling from `first` to `max`, give or take a fifth so that consoles spread out. */
export function backoff(n: number, first: number, max: number, random: number): number {
  return Math.round(Math.min(max, first * 2 ** Math.min(n, 30)) * (0.8 + 0.4 * random))
}

/** Keeps a link up for as long as it is started: tries again after every loss, ever more slowly. */
export class KeepConnected {
  private readonly options: KeepConnectedOptions
  private running = false
  private tries = 0
  private timer: NodeJS.Timeout | undefined
  private trying = false

  constructor(options: KeepConnectedOptions) {
    this.options = options
  }

  start(): void {
    if (this.running) return
    this.running = true
    void this.try()
  }

  stop(): void {
    this.running = false
    clearTimeout(this.timer)
  }

  /** The line works: the next loss starts again with a short delay. */
  settled(): void {
    this.tries = 0
  }

  /** Tells of a loss; the next try is planned. */
  lost(failure: LineFailure): void {
    if (!this.running || this.trying) return
    const { firstRetryMs, maxRetryMs, onDown, random = Math.random } = this.options
    const delay = backoff(this.tries++, firstRetryMs, maxRetryMs, random())
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.try(), delay)
    onDown(failure, delay)
  }

  /** Tries at once instead of waiting for the planned time. */
  now(): void {
    if (!this.running || this.trying || this.options.link.isConnected()) return
    this.tries = 0
    clearTimeout(this.timer)
    void this.try()
  }

  private async try(): Promise<void> {
    if (this.trying) return
    this.trying = true
    this.options.onConnecting()
    let failure: LineFailure | undefined
    try {
      await this.options.link.connect()
    } catch (error) {
      failure = error instanceof LinkError ? error : { code: 'LINE_UNREACHABLE', detail: String(error) }
    }
    this.trying = false
    if (!this.running) return
    if (failure) this.lost(failure)
    else if (this.options.link.isConnected()) this.options.onUp()
    else this.lost({ code: 'LINE_UNREACHABLE', detail: 'closed at once' })
  }
}
