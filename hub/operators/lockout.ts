/**
 * Counts wrong passwords per login and address, and per address alone. It locks a login that does not exist in the
 * same way, so that a lock tells nothing about who is known here.
 */
export class Lockout {
  private readonly now: () => number
  private readonly tries = new Map<string, { count: number; until: number }>()

  constructor(now: () => number) {
    this.now = now
  }

  isLocked(login: string, address: string): boolean {
    return this.over(pair(login, address), perLogin) || this.over(alone(address), perAddress)
  }

  wrong(login: string, address: string): void {
    this.count(pair(login, address))
    this.count(alone(address))
  }

  right(login: string, address: string): void {
    this.tries.delete(pair(login, address))
  }

  private over(key: string, limit: number): boolean {
    const found = this.tries.get(key)
    return found !== undefined && found.until > this.now() && found.count >= limit
  }

  private count(key: string): void {
    const now = this.now()
    if (this.tries.size > mostKept) for (const [k, t] of this.tries) if (t.until <= now) this.tries.delete(k)
    const found = this.tries.get(key)
    const count = found && found.until > now ? found.count + 1 : 1
    this.tries.set(key, { count, until: now + windowMs })
  }
}

const perLogin = 5
const perAddress = 50
const windowMs = 60_000
const mostKept = 10_000

const pair = (login: string, address: string): string => `${login.toLowerCase()} ${address}`
const alone = (address: string): string => ` ${address}`
