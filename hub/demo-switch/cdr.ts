/** How one call ended, as the switch saw it. `token` is the customer's, so that the hub can tell whose call it was. */
export type CallRecord = {
  callId: string
  from: string
  to: string
  /** UTC milliseconds of the final response. */
  at: number
  answered: boolean
  status: number
  /** How many phones rang; 0 means that nobody was available. */
  rung: number
  token?: string
}

const CAPACITY = 1000
const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 30_000
const REQUEST_LIMIT_MS = 5_000

/**
 * Delivers call records to the hub in order, at least once, while the hub comes and goes. Bounded: when it is full the
 * oldest goes. The hub tells repeats by `callId`.
 */
export class CdrOutbox {
  private readonly queue: CallRecord[] = []
  private target: { url: string; secret: string } | undefined
  private delay = FIRST_DELAY_MS
  private timer: NodeJS.Timeout | undefined
  private sending = false
  private closed = false

  constructor(target: { url: string; secret: string } | undefined) {
    this.target = target
  }

  retarget(target: { url: string; secret: string } | undefined): void {
    this.target = target
    this.delay = FIRST_DELAY_MS
    clearTimeout(this.timer)
    void this.flush()
  }

  add(record: CallRecord): void {
    if (!this.target || this.closed) return
    this.queue.push(record)
    if (this.queue.length > CAPACITY) this.queue.shift()
    if (!this.timer) void this.flush()
  }

  get waiting(): number {
    return this.queue.length
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private async flush(): Promise<void> {
    this.timer = undefined
    if (this.sending) return
    this.sending = true
    try {
      while (this.queue[0] && this.target && !this.closed) {
        const record = this.queue[0]
        if (!(await deliver(this.target, record))) return this.later()
        this.delay = FIRST_DELAY_MS
        if (this.queue[0] === record) this.queue.shift()
      }
    } finally {
      this.sending = false
    }
  }

  private later(): void {
    if (this.closed) return
    this.timer = setTimeout(() => void this.flush(), this.delay)
    this.timer.unref()
    this.delay = Math.min(MAX_DELAY_MS, this.delay * 2)
  }
}

/** True when the record need not be sent again: it was taken, or the hub will never take it. */
async function deliver(target: { url: string; secret: string }, record: CallRecord): Promise<boolean> {
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${target.secret}` },
      body: JSON.stringify(record),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    })
    await response.arrayBuffer()
    return response.ok || response.status === 400 || response.status === 413 || response.status === 422
  } catch {
    return false
  }
}
