import type { SessionState } from '../../shared/ipc/contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { newId } from '../../shared/lib/ids.ts'
import { type Done, fail, ok } from '../../shared/lib/result.ts'
import type { HubInput, SignedIn } from '../../shared/protocol/hub-protocol.ts'
import type { PresenceLine } from '../../shared/protocol/routing-protocol.ts'
import type { HubClient } from './hub-client.ts'

/** Where session tokens are kept between starts; by hub, so that leaving one does not end another's session. */
export type TokenStore = {
  read(): string | undefined
  write(token: string): void
  forget(): void
}

export type SessionOptions = {
  hub: HubClient
  tokens: TokenStore
  /** The session that the hub inside the program made for the demo's operator. */
  demoToken(): string | undefined
  onChange(state: SessionState): void
  /** Each time the hub knows us (again): after sign-in, and after every reconnect. */
  onSignedIn(signedIn: SignedIn): void
  /** `who` worked here until now and does not any more. */
  onSignedOut(): void
  onPresence(change: PresenceLine): void
  /** The hub has ended the session of who worked here: what they left may have to go. */
  onEnded?(): void
}

/** Who worked here last, for while the hub cannot say. */
export type LastSession = Pick<SignedIn, 'me' | 'company'> & { clockOffset: number }

export type Session = {
  readonly state: SessionState
  readonly signedIn: SignedIn | undefined
  /** The token that uploads are authorised with. */
  readonly token: string | undefined
  /** The hub's time minus this computer's, milliseconds. */
  readonly clockOffset: number
  /** After every connect: finds out who we are to this hub. */
  begin(): Promise<void>
  login(input: HubInput<'session.login'>): Promise<Done>
  create(input: Omit<HubInput<'setup.create'>, 'id'>): Promise<Done>
  logout(): Promise<Done>
  setPresence(presence: 'available' | 'busy' | 'away', breakId?: string): Promise<Done>
  /** The computer is locked or sleeps; undefined: it is in use again. */
  setAuto(why: 'locked' | 'asleep' | undefined): void
  /** Goes on as who worked here last, until the hub says otherwise. */
  restore(last: LastSession): void
  /** What lies here of earlier work cannot be read until the hub gives its key. */
  setLocked(locked: boolean): void
  /** Another hub from now on: nothing is known of it yet. */
  reset(): void
}

const unknown: SessionState = { state: 'unknown', hubName: {}, demo: false, presence: 'offline' }

/** Who works at this console, as the hub has it. */
export function createSession(options: SessionOptions): Session {
  const { hub, tokens, demoToken, onChange, onSignedIn, onSignedOut, onPresence } = options
  let state = unknown
  let signedIn: SignedIn | undefined
  let clockOffset = 0
  /** Once signed out by hand, the demo does not sign in again by itself until the next start. */
  let leftDemo = false
  /** Answers of an earlier hub or connection are not taken in. */
  let turn = 0

  const become = (change: Partial<SessionState>) => {
    state = { ...state, ...change }
    onChange(state)
  }

  const becomePresent = ({
    presence,
    breakId,
    auto,
  }: Pick<SessionState, 'presence' | 'breakId' | 'auto'>) => {
    if (state.presence === presence && state.breakId === breakId && state.auto === auto) return
    const { breakId: _, auto: __, ...rest } = state
    state = { ...rest, presence, ...(breakId ? { breakId } : {}), ...(auto ? { auto } : {}) }
    onChange(state)
  }

  const welcome = (value: SignedIn, askedAt: number) => {
    signedIn = value
    // The hub read its clock somewhere between the question and the answer: take the middle.
    clockOffset = Math.round(value.now - (askedAt + Date.now()) / 2)
    tokens.write(value.token)
    const { me, company, presence, breakId } = value
    const { code: _, breakId: __, auto: ___, locked: ____, ...rest } = state
    state = {
      ...rest,
      state: 'signed-in',
      hubName: company.name,
      demo: company.demo,
      me,
      company,
      presence,
      ...(breakId ? { breakId } : {}),
    }
    onSignedIn(value)
    onChange(state)
  }

  const goodbye = (code?: ErrorCode) => {
    const was = signedIn !== undefined || state.me !== undefined
    signedIn = undefined
    if (code) options.onEnded?.()
    tokens.forget()
    const { me: _, company: __, code: ___, ...rest } = state
    state = { ...rest, state: 'signed-out', presence: 'offline', ...(code ? { code } : {}) }
    if (was) onSignedOut()
    onChange(state)
  }

  const resume = async (token: string, mine: number): Promise<Done> => {
    const askedAt = Date.now()
    const answer = await hub.request('session.resume', { token })
    if (mine !== turn) return fail('HUB_OFFLINE')
    if (!answer.ok) return answer
    welcome(answer.value, askedAt)
    return ok({})
  }

  hub.on('company', (company) => {
    if (signedIn) {
      // A role that was granted or taken away counts at once.
      const own = company.operators.find((o) => o.operatorId === signedIn?.me.operatorId)
      const me = own ? { ...signedIn.me, name: own.name, roles: own.roles } : signedIn.me
      signedIn = { ...signedIn, company, me }
      become({ company, me, hubName: company.name, demo: company.demo })
    }
  })
  const takePresence = (change: PresenceLine) => {
    const { presence, breakId, auto } = change
    if (change.operatorId === signedIn?.me.operatorId) becomePresent({ presence, breakId, auto })
    onPresence(change)
  }
  hub.on('presence', takePresence)
  hub.on('presences', ({ lines }) => {
    for (const line of lines) takePresence(line)
  })
  hub.on('session-ended', ({ code }) => goodbye(code === 'AUTH_EXPIRED' ? 'AUTH_EXPIRED' : 'AUTH_REQUIRED'))

  return {
    get state() {
      return state
    },
    get signedIn() {
      return signedIn
    },
    get token() {
      return signedIn?.token
    },
    get clockOffset() {
      return clockOffset
    },

    async begin() {
      const mine = ++turn
      const setup = await hub.request('setup.state', {})
      if (mine !== turn) return
      if (!setup.ok) return become({ code: setup.code })
      const { company, demo, name } = setup.value
      state = { ...state, hubName: name, demo }
      if (!company) return become({ state: 'setup', presence: 'offline' })
      const known = tokens.read()
      if (known) {
        const resumed = await resume(known, mine)
        if (resumed.ok || mine !== turn) return
        // A hub that is only slow or away has not ended the session.
        if (!ended(resumed.code)) return become({ code: resumed.code })
      }
      const own = demo && !leftDemo ? demoToken() : undefined
      if (own && (await resume(own, mine)).ok) return
      if (mine === turn) goodbye(known ? 'AUTH_EXPIRED' : undefined)
    },

    async login(input) {
      const mine = turn
      const askedAt = Date.now()
      const answer = await hub.request('session.login', input)
      if (!answer.ok) return answer
      if (mine !== turn) return fail('HUB_OFFLINE')
      welcome(answer.value, askedAt)
      return ok({})
    },

    async create(input) {
      const mine = turn
      const askedAt = Date.now()
      const answer = await hub.request('setup.create', { ...input, id: newId() })
      if (!answer.ok) return answer
      if (mine !== turn) return fail('HUB_OFFLINE')
      welcome(answer.value, askedAt)
      return ok({})
    },

    async logout() {
      leftDemo = true
      // Signing out works without the hub too: the token is forgotten here, and there it runs out.
      await hub.request('session.logout', {})
      goodbye()
      return ok({})
    },

    async setPresence(presence, breakId) {
      const answer = await hub.request('presence.set', { presence, ...(breakId ? { breakId } : {}) })
      if (answer.ok) becomePresent({ presence, breakId })
      return answer.ok ? ok({}) : answer
    },

    setAuto(why) {
      if (signedIn) void hub.request('presence.auto', { why: why ?? null })
    },

    restore({ me, company, clockOffset: offset }) {
      if (state.state !== 'unknown') return
      clockOffset = offset
      become({
        state: 'signed-in',
        hubName: company.name,
        demo: company.demo,
        me,
        company,
        presence: 'offline',
      })
    },

    setLocked(locked) {
      if ((state.locked ?? false) === locked) return
      const { locked: _, ...rest } = state
      state = locked ? { ...rest, locked } : rest
      onChange(state)
    },

    reset() {
      turn++
      const was = signedIn !== undefined || state.me !== undefined
      signedIn = undefined
      leftDemo = false
      state = unknown
      if (was) onSignedOut()
      onChange(state)
    },
  }
}

const ended = (code: ErrorCode) => code === 'AUTH_EXPIRED' || code === 'AUTH_REQUIRED' || code === 'NOT_FOUND'
