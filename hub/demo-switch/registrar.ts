import type { Connection } from './connection.ts'
import { addressOf, getAll, getHeader, paramOf, type SipRequest, userHostOf } from './sip-message.ts'

/** How a binding came to be: an operator's phone, a customer's phone page, or a visitor's browser in a call. */
export type BindingKind = 'user' | 'phone' | 'call'
export type Binding = {
  key: string
  uri: string
  connection: Connection
  kind: BindingKind
  expiresAt: number
  callId: string
  cseq: number
}
export type RegisterOutcome =
  | { ok: true; bindings: Binding[] }
  | { ok: false; status: number; reason: string }

const DEFAULT_SECONDS = 300
const MIN_SECONDS = 5
const MAX_SECONDS = 3600
const MAX_BINDINGS = 10

/** Telephone numbers are one address with and without their plus: people dial them both ways. */
export const aorKey = (user: string): string => (/^\+?\d{3,15}$/.test(user) ? user.replace('+', '') : user)

/** Where every address of record can be reached now (RFC 3261 10.3). In memory: phones register again after a restart. */
export class Registrar {
  private readonly aors = new Map<string, Map<string, Binding>>()

  register(
    request: SipRequest,
    user: string,
    kind: BindingKind,
    connection: Connection,
    now: number,
  ): RegisterOutcome {
    const aor = aorKey(user)
    const bindings = new Map(this.live(aor, now).map((b) => [b.key, b]))
    const callId = getHeader(request, 'call-id') ?? ''
    const cseq = Number.parseInt(getHeader(request, 'cseq') ?? '', 10)
    const contacts = getAll(request, 'contact')
    if (contacts.includes('*')) {
      if (contacts.length > 1 || getHeader(request, 'expires') !== '0')
        return { ok: false, status: 400, reason: 'Bad Wildcard Contact' }
      this.aors.delete(aor)
      return { ok: true, bindings: [] }
    }
    for (const contact of contacts) {
      const uri = addressOf(contact)
      const at = userHostOf(uri)
      if (!at) return { ok: false, status: 400, reason: 'Bad Contact' }
      const key = /\+sip\.instance\s*=\s*"([^"]*)"/i.exec(contact)?.[1] ?? at
      const before = bindings.get(key)
      if (before && before.callId === callId && cseq <= before.cseq)
        return { ok: false, status: 500, reason: 'CSeq Out Of Order' }
      const seconds = askedSeconds(paramOf(contact, 'expires') ?? getHeader(request, 'expires'))
      if (seconds === 0) bindings.delete(key)
      else bindings.set(key, { key, uri, connection, kind, expiresAt: now + seconds * 1000, callId, cseq })
    }
    for (const oldest of [...bindings.keys()].slice(0, Math.max(0, bindings.size - MAX_BINDINGS)))
      bindings.delete(oldest)
    if (bindings.size > 0) this.aors.set(aor, bindings)
    else this.aors.delete(aor)
    return { ok: true, bindings: [...bindings.values()] }
  }

  /** The bindings of one user that have not expired and whose flow is up. */
  lookup(user: string, now: number): Binding[] {
    return this.live(aorKey(user), now).filter((b) => b.connection.open)
  }

  forget(connection: Connection): void {
    for (const [aor, bindings] of this.aors) {
      for (const [key, binding] of bindings) if (binding.connection === connection) bindings.delete(key)
      if (bindings.size === 0) this.aors.delete(aor)
    }
  }

  /** Drops whoever is registered as a user that no longer exists. */
  keepUsers(users: ReadonlyMap<string, string>): void {
    for (const [aor, bindings] of this.aors) {
      for (const [key, binding] of bindings)
        if (binding.kind === 'user' && !users.has(aor)) bindings.delete(key)
      if (bindings.size === 0) this.aors.delete(aor)
    }
  }

  private live(aor: string, now: number): Binding[] {
    return [...(this.aors.get(aor)?.values() ?? [])].filter((b) => b.expiresAt > now)
  }
}

function askedSeconds(value: string | undefined): number {
  if (value === undefined || !/^\d{1,10}$/.test(value)) return DEFAULT_SECONDS
  const seconds = Number(value)
  return seconds === 0 ? 0 : Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, seconds))
}
