import { Bucket } from '../lib/bucket.ts'

/** How much one visitor, and one address, may ask for. The buckets of a visitor outlive a reconnect. */
export class Limits {
  private readonly now: () => number
  private readonly messages: { messages: number; perMs: number }
  private readonly buckets = new Map<string, { bucket: Bucket; used: number }>()

  constructor(now: () => number, messages: { messages: number; perMs: number }) {
    this.now = now
    this.messages = messages
  }

  message(visitorId: string): boolean {
    return this.take(`message ${visitorId}`, this.messages.messages, this.messages.perMs)
  }

  /** Pages, carts, typing and the like. */
  event(visitorId: string): boolean {
    return this.take(`event ${visitorId}`, 60, 10_000)
  }

  file(visitorId: string): boolean {
    return this.take(`file ${visitorId}`, 20, 600_000)
  }

  chunk(visitorId: string): boolean {
    return this.take(`chunk ${visitorId}`, 1200, 30_000)
  }

  hello(address: string): boolean {
    return this.take(`hello ${address}`, 120, 10_000)
  }

  call(visitorId: string): boolean {
    return this.take(`call ${visitorId}`, 6, 60_000)
  }

  private take(key: string, size: number, perMs: number): boolean {
    const now = this.now()
    if (this.buckets.size > mostBuckets)
      for (const [k, { used }] of this.buckets) if (now - used > 60_000) this.buckets.delete(k)
    const found = this.buckets.get(key) ?? { bucket: new Bucket(size, perMs, this.now), used: now }
    found.used = now
    this.buckets.set(key, found)
    return found.bucket.take()
  }
}

const mostBuckets = 20_000
