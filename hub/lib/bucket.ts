/** A token bucket: at most `size` at once, refilled evenly over `perMs` milliseconds. */
export class Bucket {
  private readonly size: number
  private readonly perMs: number
  private readonly now: () => number
  private level: number
  private at: number

  constructor(size: number, perMs: number, now: () => number) {
    this.size = size
    this.perMs = perMs
    this.now = now
    this.level = size
    this.at = now()
  }

  take(): boolean {
    const now = this.now()
    this.level = Math.min(this.size, this.level + (Math.max(0, now - this.at) * this.size) / this.perMs)
    this.at = now
    if (this.level < 1) return false
    this.level--
    return true
  }
}
