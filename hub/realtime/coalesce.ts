/** Passes on at most one value per key and `everyMs`: the first at once, of the rest only the last. */
export class Coalescer<T> {
  private readonly everyMs: number
  private readonly pass: (value: T) => void
  private readonly waiting = new Map<string, { value: T | undefined; timer: NodeJS.Timeout }>()

  constructor(everyMs: number, pass: (value: T) => void) {
    this.everyMs = everyMs
    this.pass = pass
  }

  offer(key: string, value: T): void {
    const held = this.waiting.get(key)
    if (held) {
      held.value = value
      return
    }
    this.pass(value)
    this.hold(key)
  }

  dispose(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }

  private hold(key: string): void {
    const timer = setTimeout(() => {
      const value = this.waiting.get(key)?.value
      this.waiting.delete(key)
      if (value === undefined) return
      this.pass(value)
      this.hold(key)
    }, this.everyMs)
    timer.unref()
    this.waiting.set(key, { value: undefined, timer })
  }
}
