import { Grammar } from 'sip.js'
import { splitValues } from './cures/sip-head.ts'
import { decoded } from './sip-address.ts'

/** What these read headers from: sip.js's messages, requests and responses alike. */
type Headers = { getHeader(name: string): string | undefined; getHeaders(name: string): string[] }

const MAX_AUTO_ANSWER_SECONDS = 60

/** Seconds of a Retry-After header; undefined when there is none to go by. */
export function retryAfterOf(message: Headers): number | undefined {
  const seconds = Number.parseInt(message.getHeader('retry-after') ?? '', 10)
  return seconds > 0 ? seconds : undefined
}

/**
 * Whether a call asks to be answered by itself, in the words of the servers that there are: Call-Info answer-after
 * (Snom, Cisco, FreeSWITCH), Alert-Info in the forms of Asterisk, Grandstream, Yealink and Polycom, Answer-Mode and
 * Priv-Answer-Mode (RFC 5373), P-Auto-Answer (Snom).
 */
export function autoAnswerOf(message: Headers): { afterSeconds: number } | undefined {
  const infos = [...message.getHeaders('call-info'), ...message.getHeaders('alert-info')]
  for (const info of infos) {
    const after = /;\s*answer-after\s*=\s*"?(\d{1,4})/i.exec(info)?.[1]
    if (after !== undefined) return { afterSeconds: Math.min(Number(after), MAX_AUTO_ANSWER_SECONDS) }
  }
  for (const info of message.getHeaders('alert-info')) {
    const plain = info.replace(/"/g, '')
    if (!/(^|[;=<\s/])(alert-?autoanswer|auto[ -]?answer|ring[ -]answer|intercom)\b/i.test(plain)) continue
    const delay = /;\s*delay\s*=\s*(\d{1,4})/i.exec(plain)?.[1]
    return { afterSeconds: Math.min(Number(delay ?? 0), MAX_AUTO_ANSWER_SECONDS) }
  }
  const modes = [...message.getHeaders('answer-mode'), ...message.getHeaders('priv-answer-mode')]
  if (modes.some((mode) => /^\s*auto\b/i.test(mode))) return { afterSeconds: 0 }
  if (/^\s*normal\b/i.test(message.getHeader('p-auto-answer') ?? '')) return { afterSeconds: 0 }
  return undefined
}

/** Who calls, as our own server vouches for it: P-Asserted-Identity (RFC 3325), else Remote-Party-ID. */
export function assertedIdentity(message: Headers): { user: string; displayName?: string } | undefined {
  const values = ['p-asserted-identity', 'remote-party-id']
    .flatMap((name) => message.getHeaders(name))
    .flatMap(splitValues)
  for (const value of values) {
    const parsed = Grammar.nameAddrHeaderParse(value)
    const uri = parsed?.uri ?? Grammar.URIParse(value)
    // sip.js reads no `tel:` addresses (RFC 3966), and trunks assert with them.
    const user = /<?\s*tel:([+\d*#().-]{1,40})/i.exec(value)?.[1] ?? decoded(uri?.user)
    if (user) return { user, ...(parsed?.displayName ? { displayName: parsed.displayName } : {}) }
  }
  return undefined
}

export type Replaces = { callId: string; toTag: string; fromTag: string; earlyOnly: boolean }

/** The Replaces header of an INVITE (RFC 3891 6.1): undefined when there is none, 'malformed' when it makes no sense. */
export function replacesOf(request: Headers): Replaces | 'malformed' | undefined {
  const values = request.getHeaders('replaces')
  if (values.length === 0) return undefined
  const [callId = '', ...params] = (values[0] ?? '').split(';').map((part) => part.trim())
  const param = (name: string) =>
    params.filter((p) => p.toLowerCase().startsWith(`${name}=`)).map((p) => p.slice(name.length + 1).trim())
  const [toTag, fromTag] = [param('to-tag'), param('from-tag')]
  if (values.length > 1 || !callId || toTag.length !== 1 || fromTag.length !== 1) return 'malformed'
  const earlyOnly = params.some((p) => p.toLowerCase() === 'early-only')
  return { callId, toTag: toTag[0] ?? '', fromTag: fromTag[0] ?? '', earlyOnly }
}

/**
 * Why a ringing call was cancelled, by its Reason headers (RFC 3326): another phone took it (SIP 200, or Q.850 26), or
 * it rang for as long as the line lets it.
 */
export function cancelReason(message: Headers): { elsewhere: boolean; rangOut?: boolean } {
  const reasons = reasonsOf(message)
  const elsewhere = reasons.some(
    ({ protocol, cause }) => (protocol === 'sip' && cause === 200) || (protocol === 'q.850' && cause === 26),
  )
  const rangOut = reasons.some(({ protocol, cause }) => protocol === 'sip' && cause === 408)
  return { elsewhere, ...(rangOut && !elsewhere ? { rangOut } : {}) }
}

/** SIP status and text of the Reason headers of a BYE, where there are any. */
export function byeReason(message: Headers): { status?: number; reason?: string } {
  const reasons = reasonsOf(message)
  const status = reasons.find(({ protocol, cause }) => protocol === 'sip' && cause >= 100)?.cause
  const text = reasons.find((reason) => reason.text !== undefined)?.text
  return { ...(status ? { status } : {}), ...(text ? { reason: text } : {}) }
}

function reasonsOf(message: Headers): { protocol: string; cause: number; text?: string }[] {
  return message
    .getHeaders('reason')
    .flatMap(splitValues)
    .map((value) => {
      const text = /;\s*text\s*=\s*"([^"]{0,200})"/i.exec(value)?.[1]
      return {
        protocol: (/^\s*([\w.]+)/.exec(value)?.[1] ?? '').toLowerCase(),
        cause: Number(/;\s*cause\s*=\s*(\d{1,3})\b/i.exec(value)?.[1] ?? 0),
        ...(text === undefined ? {} : { text }),
      }
    })
}
