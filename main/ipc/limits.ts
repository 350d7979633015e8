/** Largest input of one request, in characters and numbers together. */
export const MAX_INPUT_SIZE = 64 * 1024
/** Requests that one page may send at once, and how many more each second: far above any hand, far below a loop. */
const BURST = 300
const PER_SECOND = 100

/** Largest input of a request that carries a part of a file, or a whole list. */
export const MAX_BULK_SIZE = 2 * 1024 * 1024

export type Limiter = {
  /** `bulk`: by its spec it may be large, and is paced by its own answers. */
  admit(senderId: number, input: unknown, bulk?: boolean): 'RATE_LIMITED' | 'TOO_LARGE' | undefined
}

/** A leaky bucket per page, and a limit on the size of what it sends. */
export function createLimiter(now: () => number): Limiter {
  const buckets = new Map<number, { level: number; at: number }>()
  return {
    admit(senderId, input, bulk = false) {
      if (bulk) return sizeOf(input, MAX_BULK_SIZE) > MAX_BULK_SIZE ? 'TOO_LARGE' : undefined
      const at = now()
      const bucket = buckets.get(senderId) ?? { level: 0, at }
      const level = Math.max(0, bucket.level - ((at - bucket.at) / 1000) * PER_SECOND)
      if (level + 1 > BURST) {
        buckets.set(senderId, { level, at })
        return 'RATE_LIMITED'
      }
      buckets.set(senderId, { level: level + 1, at })
      return sizeOf(input, MAX_INPUT_SIZE) > MAX_INPUT_SIZE ? 'TOO_LARGE' : undefined
    },
  }
}

/** Rough size of a value; stops counting a little beyond `limit`. */
function sizeOf(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof ArrayBuffer) return value.byteLength
  if (typeof value !== 'object' || value === null) return 8
  let size = 8
  for (const [key, item] of Object.entries(value)) {
    size += key.length + sizeOf(item, limit - size)
    if (size > limit) break
  }
  return size
}
