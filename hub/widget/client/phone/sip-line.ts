import { type Invitation, type SessionDescriptionHandlerFactory, UserAgent } from 'sip.js'
import type { CALL_TOKEN_HEADER } from '../../../../shared/protocol/widget-protocol.ts'
import { guardParser } from './cures.ts'
import type { LineState, PhoneTicket } from './state.ts'

/** Typed by the contract, written out: importing the value would bring every schema of the contract along. */
export const TOKEN_HEADER: typeof CALL_TOKEN_HEADER = 'X-Kommutator-Token'

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 10_000
const REGISTER_SECONDS = 300
/** A token is renewed this long before it expires. */
const RENEWAL_MS = 20_000
const PROBE_MS = 15_000
const PROBE_LIMIT_MS = 8_000
const RING_SECONDS = 180

export type LineOptions = {
  /** Fetches a ticket; asked again before the last one expires. */
  ticket: () => Promise<PhoneTicket>
  audio: SessionDescriptionHandlerFactory
  onState(state: LineState): void
  onInvite(invitation: Invitation): void
  /** The switch is reachable again after it was not: calls that live must make themselves known. */
  onBack(): void
}

export type SipLine = {
  readonly agent: UserAgent
  readonly domain: string
  /** A token that is still good, as a header for an INVITE. */
  tokenHeader(): Promise<string>
  /** Resolves to whether the switch was reached within `ms`. */
  connected(ms: number): Promise<boolean>
  readonly up: boolean
  close(): Promise<void>
}

/**
 * The link of one browser to the switch: connects, registers after every connect (a restarted switch knows nobody),
 * notices a link that is dead without saying so, and comes back by itself with growing pauses.
 */
export async function openLine(options: LineOptions): Promise<SipLine> {
  let ticket = await options.ticket()
  const uri = UserAgent.makeURI(`sip:${ticket.user}@${ticket.domain}`)
  const registrar = UserAgent.makeURI(`sip:${ticket.domain}`)
  if (!uri || !registrar) throw new Error('The ticket names no SIP address')

  let closed = false
  let connecting = false
  let everConnected = false
  let cseq = 0
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const registerCallId = randomToken()
  const waiting = new Set<(up: boolean) => void>()

  const agent = new UserAgent({
    uri,
    transportOptions: {
      server: ticket.server,
      traceSip: false,
      keepAliveInterval: 0,
      connectionTimeout: 5,
    },
    userAgentString: 'Kommutator',
    contactParams: { transport: 'ws' },
    logBuiltinEnabled: false,
    logConfiguration: false,
    noAnswerTimeout: RING_SECONDS,
    sessionDescriptionHandlerFactory: options.audio,
    delegate: {
      onInvite: options.onInvite,
      onConnect: () => void connected(),
      onDisconnect: () => {
        if (closed) return
        clearTimers()
        options.onState('reconnecting')
        void connect()
      },
    },
  })
  guardParser(agent)

  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }
  const clearTimers = () => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }

  async function connect(): Promise<void> {
    if (connecting) return
    connecting = true
    for (let attempt = 0; !closed; attempt++) {
      try {
        await (attempt === 0 && !everConnected ? agent.start() : agent.reconnect())
        break
      } catch {
        await pause(attempt)
      }
    }
    connecting = false
    // The link may have gone again before this loop had ended.
    if (!closed && !agent.isConnected()) void connect()
  }

  /** Waits before the next attempt, or until the browser says that the network is back. */
  const pause = (attempt: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        removeEventListener('online', done)
        resolve()
      }
      const ms = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt) * (0.75 + Math.random() / 2)
      const timer = setTimeout(done, ms)
      addEventListener('online', done)
    })

  async function connected(): Promise<void> {
    const back = everConnected
    everConnected = true
    probe()
    for (const tell of [...waiting]) tell(true)
    await register(true)
    if (back && !closed) options.onBack()
  }

  async function currentTicket(): Promise<PhoneTicket> {
    if (ticket.expiresAt - Date.now() > RENEWAL_MS) return ticket
    try {
      ticket = { ...(await options.ticket()), server: ticket.server }
    } catch {
      // The hub may be away; the old token is still the best there is, and the switch says what it thinks of it.
    }
    return ticket
  }

  const tokenHeader = async () => `${TOKEN_HEADER}: ${(await currentTicket()).token}`

  /** Own REGISTER rather than sip.js's Registerer, which believes itself registered when the socket is long gone. */
  async function register(stay: boolean): Promise<void> {
    const header = await tokenHeader()
    if (!agent.isConnected()) return
    const core = agent.userAgentCore
    const seconds = stay ? REGISTER_SECONDS : 0
    const request = core.makeOutgoingRequestMessage(
      'REGISTER',
      registrar as NonNullable<typeof registrar>,
      agent.configuration.uri,
      agent.configuration.uri,
      { callId: registerCallId, cseq: ++cseq },
      [`Contact: ${agent.contact.toString({ register: true })};expires=${seconds}`, header],
    )
    await new Promise<void>((resolve) => {
      core.register(request, {
        onAccept: () => {
          resolve()
          if (!stay || closed) return
          options.onState('ready')
          const left = ticket.expiresAt - Date.now() - RENEWAL_MS
          later(
            Math.max(5_000, Math.min(REGISTER_SECONDS * 800, left > 0 ? left : 30_000)),
            () => void register(true),
          )
        },
        onReject: () => {
          resolve()
          if (!stay || closed || !agent.isConnected()) return
          options.onState('refused')
          later(LAST_RETRY_MS, () => void register(true))
        },
      })
    })
  }

  /** RFC 5626 section 3.5.1: a ping of two line ends is answered by one; silence means that the link is dead. */
  function probe(): void {
    later(PROBE_MS, () => {
      const socket = (agent.transport as unknown as { ws?: WebSocket }).ws
      if (!socket || socket.readyState !== WebSocket.OPEN) return
      const timer = setTimeout(() => socket.close(), PROBE_LIMIT_MS)
      socket.addEventListener('message', () => clearTimeout(timer), { once: true })
      socket.send('\r\n\r\n')
      probe()
    })
  }

  options.onState('connecting')
  void connect()

  return {
    agent,
    domain: ticket.domain,
    tokenHeader,
    get up() {
      return agent.isConnected()
    },
    connected: (ms) => {
      if (agent.isConnected()) return Promise.resolve(true)
      return new Promise((resolve) => {
        const tell = (up: boolean) => {
          clearTimeout(timer)
          waiting.delete(tell)
          resolve(up)
        }
        const timer = setTimeout(() => tell(false), ms)
        waiting.add(tell)
      })
    },
    close: async () => {
      if (closed) return
      closed = true
      clearTimers()
      for (const tell of [...waiting]) tell(false)
      const patience = new Promise((resolve) => setTimeout(resolve, 1000))
      await Promise.race([register(false), patience])
      await Promise.race([agent.stop().catch(() => {}), patience])
      options.onState('off')
    },
  }
}

const randomToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
