import type { Language } from '../../../shared/lib/language.ts'
import type { CallTicket } from '../../../shared/protocol/widget-protocol.ts'
import type { BrowserPhone } from './phone/browser-phone.ts'
import type { PHONE_LOADED, PhoneModule } from './phone/index.ts'
import type { PhoneCall } from './phone/state.ts'
import type { Session } from './session.ts'
import { refusal, texts } from './texts.ts'
import type { CallView } from './view/call-bar.ts'

const LOADED: typeof PHONE_LOADED = 'kommutator-phone'
const LOAD_MS = 20_000

export type Caller = {
  readonly view: CallView
  readonly lives: boolean
  start(): Promise<void>
  hangUp(): void
  mute(muted: boolean): void
  digits(tones: string): boolean
  dismiss(): void
}

/** A visitor's call: asks the hub for a ticket, loads the telephone when it is first needed, and tells how it stands. */
export function caller(session: Session, language: Language, phoneUrl: string, changed: () => void): Caller {
  const words = texts[language]
  let view: CallView = { recorded: false }
  let phone: BrowserPhone | undefined
  let starting = false
  let cancelled = false

  const show = (next: CallView) => {
    view = next
    changed()
  }

  /** A ticket with its end on this browser's clock, which may be wrong by hours. */
  async function ticket(): Promise<CallTicket> {
    const answer = await session.request('call', { noticed: true })
    if (!answer.ok) throw new Refused(answer.code)
    return { ...answer.value, expiresAt: answer.value.expiresAt - session.clockOffset }
  }

  async function start(): Promise<void> {
    if (starting || phone) return
    starting = true
    cancelled = false
    show({ sentence: words.preparing, recorded: false, call: waiting })
    try {
      const [first, module] = await Promise.all([ticket(), loadPhone(phoneUrl)])
      if (cancelled) return
      let unused: CallTicket | undefined = first
      const made = module.createBrowserPhone({
        ticket: () => {
          const known = unused
          unused = undefined
          return known ? Promise.resolve(known) : ticket()
        },
        onState: ({ call }) => {
          if (!call || phone !== made) return
          if (call.phase === 'ended') release()
          show({ sentence: module.callSentence(call, language), call, recorded: first.recorded })
        },
      })
      phone = made
      await made.call(first.target)
    } catch (error) {
      const sentence = error instanceof Refused ? refusal(error.code, language) : words.phoneUnloaded
      if (!cancelled) show({ sentence, recorded: false })
    } finally {
      starting = false
    }
  }

  function release(): void {
    const done = phone
    phone = undefined
    void done?.dispose()
  }

  function hangUp(): void {
    if (phone) return phone.hangUp()
    cancelled = true
    show({ recorded: false })
  }

  return {
    get view() {
      return view
    },
    get lives() {
      return phone !== undefined || (starting && !cancelled)
    },
    start,
    hangUp,
    mute: (muted) => phone?.mute(muted),
    digits: (tones) => phone?.digits(tones) ?? false,
    dismiss: () => show({ recorded: false }),
  }
}

/** What the bar shows while the ticket and the telephone are on their way. */
const waiting: PhoneCall = {
  direction: 'out',
  peer: '',
  phase: 'calling',
  held: false,
  muted: false,
  reconnecting: false,
}

class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

let loading: Promise<PhoneModule> | undefined

function loadPhone(url: string): Promise<PhoneModule> {
  loading ??= new Promise<PhoneModule>((resolve, reject) => {
    const script = document.createElement('script')
    const timer = setTimeout(() => reject(new Error('The phone did not load in time')), LOAD_MS)
    script.src = url
    script.addEventListener(LOADED, (event) => {
      clearTimeout(timer)
      resolve((event as CustomEvent<PhoneModule>).detail)
    })
    script.addEventListener('error', () => {
      clearTimeout(timer)
      reject(new Error('The phone did not load'))
    })
    document.head.append(script)
  }).catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}
