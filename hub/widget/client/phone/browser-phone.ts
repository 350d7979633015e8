import { type Invitation, Inviter, type Referral, type Session, SessionState, UserAgent } from 'sip.js'
import { AudioSession } from './audio-session.ts'
import { cancelForGood } from './cures.ts'
import { closeStream, MicrophoneError, openMicrophone } from './microphone.ts'
import { openLine, type SipLine } from './sip-line.ts'
import { type Outcome, outcomeOfStatus, type PhoneCall, type PhoneState, type PhoneTicket } from './state.ts'
import { followReferral } from './transfer.ts'

const CONNECT_MS = 8_000
/** The sound may be away this long before a call whose switch is away too is given up. */
const SILENCE_MS = 20_000
const REINVITE_ATTEMPTS = 8

export type BrowserPhoneOptions = {
  /** Fetches a ticket from the hub; asked again before the last one expires. */
  ticket: () => Promise<PhoneTicket>
  /** What is heard instead of the microphone; it is not stopped when the call ends. */
  stream?: () => Promise<MediaStream>
  /** Plays the other side; made here when absent. */
  audio?: HTMLAudioElement
  /** Stays connected and registered, so that calls come in. */
  listen?: boolean
  onState(state: PhoneState): void
}

export type BrowserPhone = {
  readonly state: PhoneState
  /** Calls a user or a `sip:` address of the ticket's switch; nothing happens while another call lives. */
  call(target: string): Promise<void>
  accept(): Promise<void>
  decline(): void
  /** Ends whatever there is: gives up, declines or hangs up. */
  hangUp(): void
  mute(muted: boolean): void
  /** Sends key presses (0-9, *, #, A-D); false when the call cannot carry them. */
  digits(tones: string): boolean
  dispose(): Promise<void>
}

/** A live call with everything that must be let go of at its end. */
type Live = {
  session?: Session
  stream?: MediaStream
  media?: AudioSession
  rejected?: Outcome
  /** The call that takes this one's place, while it is not answered yet: somebody transfers us. */
  next?: { session: Inviter; media?: AudioSession }
}

/** A telephone in a browser's page: WebRTC for the sound, SIP over WebSocket for the rest. One call at a time. */
export function createBrowserPhone(options: BrowserPhoneOptions): BrowserPhone {
  const audio = options.audio ?? new Audio()
  audio.autoplay = true
  let state: PhoneState = { line: 'off' }
  let live: Live | undefined
  let opening: Promise<SipLine> | undefined
  let line: SipLine | undefined
  let disposed = false
  /** Calls that were hung up while the switch was away: their BYE is still owed. */
  const farewells = new Set<Session>()

  const publish = (next: PhoneState) => {
    state = next
    options.onState(next)
  }
  const patch = (change: Partial<PhoneCall>) => {
    if (state.call && state.call.phase !== 'ended') publish({ ...state, call: { ...state.call, ...change } })
  }
  const begin = (call: Pick<PhoneCall, 'direction' | 'peer' | 'phase' | 'callId'>): Live => {
    const fresh: Live = {}
    live = fresh
    publish({ ...state, call: { ...call, held: false, muted: false, reconnecting: false } })
    return fresh
  }
  const lives = (call: Live): boolean => live === call
  const end = (ending: Live, outcome: Outcome) => {
    if (!lives(ending)) return
    live = undefined
    ending.media?.close()
    ending.next?.media?.close()
    if (!options.stream) closeStream(ending.stream)
    audio.srcObject = null
    patch({ phase: 'ended', outcome, reconnecting: false, held: false })
  }

  const ensureLine = async (): Promise<SipLine> => {
    opening ??= openLine({
      ticket: options.ticket,
      audio: (session) => audioFor(session),
      onState: (line) => {
        publish({ ...state, line })
        if (line === 'reconnecting') lineLost()
      },
      onInvite: offered,
      onBack: lineBack,
    })
    try {
      line = await opening
      return line
    } catch (error) {
      opening = undefined
      throw error
    }
  }

  function audioFor(session: Session): AudioSession {
    const current = live
    const track = current?.stream?.getAudioTracks()[0]
    if (!current || !track) throw new Error('A call needs its microphone first')
    let silence: ReturnType<typeof setTimeout> | undefined
    const media = new AudioSession({
      track,
      heard: (remote) => {
        audio.srcObject = remote
        // A press of a button started every call, so browsers allow the sound; a refusal leaves a silent call.
        audio.play().catch(() => console.warn('kommutator: the browser refused to play the call'))
      },
      held: (held) => {
        if (current.media === media) patch({ held })
      },
      connection: (state) => {
        clearTimeout(silence)
        if (state !== 'failed' || current.media !== media) return
        silence = setTimeout(() => farewell(current, 'no-sound'), SILENCE_MS)
        media.restartIce()
        if (line?.up) void reinvite(current, session)
      },
    })
    if (current.next?.session === session) current.next.media = media
    else current.media = media
    return media
  }

  async function openStream(current: Live): Promise<boolean> {
    try {
      const stream = await (options.stream ?? openMicrophone)()
      if (lives(current)) {
        current.stream = stream
        return true
      }
      if (!options.stream) closeStream(stream)
    } catch (error) {
      end(current, error instanceof MicrophoneError ? error.outcome : 'mic-missing')
    }
    return false
  }

  async function call(target: string): Promise<void> {
    if (live || disposed) return
    const current = begin({ direction: 'out', peer: target, phase: 'microphone' })
    if (!(await openStream(current))) return
    patch({ phase: 'calling' })
    let header: string
    try {
      await ensureLine()
      if (!(await line?.connected(CONNECT_MS))) return end(current, 'no-line')
      header = (await line?.tokenHeader()) ?? ''
    } catch {
      return end(current, 'no-line')
    }
    if (!lives(current) || !line) return
    const uri = UserAgent.makeURI(target.includes(':') ? target : `sip:${target}@${line.domain}`)
    if (!uri) return end(current, 'wrong-number')
    const inviter = new Inviter(line.agent, uri, { extraHeaders: [header] })
    track(current, inviter)
    patch({ callId: inviter.request.callId })
    try {
      await inviter.invite({
        requestDelegate: {
          onProgress: ({ message }) => {
            if ((message.statusCode ?? 0) >= 180) patch({ phase: 'ringing' })
          },
          onReject: ({ message }) => {
            current.rejected = outcomeOfStatus(message.statusCode ?? 0)
          },
        },
      })
    } catch {
      end(current, 'failed')
    }
  }

  function offered(invitation: Invitation): void {
    // An INVITE and its CANCEL in one burst: the call is over before anybody heard of it.
    if (invitation.state !== SessionState.Initial) return
    if (live || !options.listen) return void invitation.reject({ statusCode: 486 }).catch(() => {})
    const { displayName, uri } = invitation.remoteIdentity
    const current = begin({
      direction: 'in',
      peer: displayName || uri.user || '',
      phase: 'offered',
      callId: invitation.request.callId,
    })
    track(current, invitation)
  }

  async function accept(): Promise<void> {
    const current = live
    const invitation = current?.session
    if (!current || state.call?.phase !== 'offered' || !invitation || !('accept' in invitation)) return
    patch({ phase: 'answering' })
    if (!(await openStream(current))) {
      if (invitation.state === SessionState.Initial)
        await (invitation as Invitation).reject({ statusCode: 480 }).catch(() => {})
      return
    }
    await (invitation as Invitation).accept().catch(() => end(current, 'failed'))
  }

  function track(current: Live, session: Session): void {
    current.session = session
    session.delegate = {
      onBye: (bye) => {
        void bye.accept()
        // Who transfers us may hang up before the other one has answered.
        if (!current.next) end(current, 'they-hung-up')
      },
      onRefer: (referral) => follow(current, session, referral),
    }
    session.stateChange.addListener((next) => {
      if (next === SessionState.Established)
        patch({ phase: 'talking', talkingSince: Date.now(), reconnecting: !line?.up })
      // The rejection's own callback comes after this one.
      if (next === SessionState.Terminated)
        queueMicrotask(() => {
          farewells.delete(session)
          if (current.session === session && !current.next) end(current, current.rejected ?? endedUnasked())
        })
    })
  }

  /** Somebody transfers us: the old call stays until the new one is answered. */
  function follow(current: Live, session: Session, referral: Referral): void {
    if (!line || current.next || !lives(current) || session.state !== SessionState.Established)
      return void referral.reject({ statusCode: 603 }).catch(() => {})
    void followReferral(session, referral, line, {
      begin(next) {
        if (!lives(current) || current.next) return false
        current.next = { session: next }
        return true
      },
      arrived(next) {
        if (current.next?.session !== next) return bid(next)
        const { media } = current
        if (current.next.media) current.media = current.next.media
        delete current.next
        track(current, next)
        media?.close()
        const { user = '' } = next.remoteIdentity.uri
        patch({ peer: user, callId: next.request.callId, held: false, reconnecting: false })
        bid(session)
      },
      failed: (next, status) => stay(current, next, outcomeOfStatus(status)),
    })
  }

  /** The transfer came to nothing: the old call goes on, unless it is over. */
  function stay(current: Live, next: Inviter, outcome: Outcome): void {
    if (current.next?.session !== next) return
    current.next.media?.close()
    delete current.next
    if (current.session?.state !== SessionState.Established) end(current, outcome)
  }

  /** The session ended, and neither a rejection nor a BYE has said why. */
  function endedUnasked(): Outcome {
    if (state.call?.phase === 'offered') return 'missed'
    return state.call?.phase === 'talking' ? 'they-hung-up' : 'failed'
  }

  function hangUp(): void {
    const phase = state.call?.phase
    if (!live || !phase) return
    if (phase === 'offered') return decline()
    farewell(live, phase === 'talking' ? 'hung-up' : 'gave-up')
  }

  function decline(): void {
    const current = live
    if (!current || state.call?.phase !== 'offered') return
    const { session } = current
    end(current, 'you-declined')
    if (session && 'reject' in session)
      void (session as Invitation).reject({ statusCode: 603 }).catch(() => {})
  }

  /** Ends a call from this side, whatever it has come to; a BYE that cannot leave now leaves when the switch is back. */
  function farewell(current: Live, outcome: Outcome): void {
    const { session, next } = current
    end(current, outcome)
    if (next) bid(next.session)
    if (!session) return
    if (session.state === SessionState.Established && !line?.up) farewells.add(session)
    else bid(session)
  }

  function bid(session: Session): void {
    const quiet = () => {}
    if (session.state === SessionState.Established) void session.bye().catch(quiet)
    else if (session instanceof Inviter && session.state !== SessionState.Terminated)
      void cancelForGood(session).catch(quiet)
    else if ('reject' in session && session.state !== SessionState.Terminated)
      void (session as Invitation).reject({ statusCode: 480 }).catch(quiet)
  }

  function lineLost(): void {
    if (!live) return
    if (live.next) stay(live, live.next.session, 'lost')
    if (live?.session?.state === SessionState.Established) return patch({ reconnecting: true })
    // A call that was not answered yet lived in the switch's memory alone.
    if (live?.session) farewell(live, state.call?.direction === 'in' ? 'missed' : 'lost')
  }

  function lineBack(): void {
    for (const session of farewells) bid(session)
    farewells.clear()
    if (live?.session) void reinvite(live, live.session)
  }

  /** Makes a live call known to the switch again: without it the other side's BYE would be lost. */
  async function reinvite(current: Live, session: Session, attempt = 0): Promise<void> {
    if (!lives(current) || session.state !== SessionState.Established) return
    const again = () => {
      if (attempt + 1 < REINVITE_ATTEMPTS)
        setTimeout(() => void reinvite(current, session, attempt + 1), retryPause(attempt))
    }
    try {
      await session.invite({
        requestDelegate: {
          onAccept: () => patch({ reconnecting: false }),
          onReject: ({ message }) => {
            // RFC 3261 14.1 and 12.2.1.2: 481 says that the other side has no such call any more, 408 that it is gone.
            if (message.statusCode === 481 || message.statusCode === 408) farewell(current, 'they-hung-up')
            else if (line?.up) again()
          },
        },
      })
    } catch {
      again()
    }
  }

  function mute(muted: boolean): void {
    const track = live?.stream?.getAudioTracks()[0]
    if (!track) return
    track.enabled = !muted
    patch({ muted })
  }

  // A page that is left takes its call with it: the other side must hear of it now.
  const leaving = () => hangUp()
  addEventListener('pagehide', leaving)
  const listen = () => {
    if (!options.listen || disposed) return
    void ensureLine().catch(() => {
      publish({ ...state, line: 'reconnecting' })
      setTimeout(listen, 3000)
    })
  }
  listen()

  return {
    get state() {
      return state
    },
    call,
    accept,
    decline,
    hangUp,
    mute,
    digits: (tones) => /^[\d*#A-D,]+$/.test(tones) && (live?.media?.sendDtmf(tones) ?? false),
    dispose: async () => {
      if (disposed) return
      disposed = true
      removeEventListener('pagehide', leaving)
      hangUp()
      await opening?.then((opened) => opened.close()).catch(() => {})
    },
  }
}

/** 491 (glare) and 480 (the other side is not back yet) both pass by themselves: RFC 3261 14.1 asks for 0 to 4 s. */
const retryPause = (attempt: number): number =>
  Math.min(4000, 400 * 1.6 ** attempt) * (0.75 + Math.random() / 2)
