import { CodedError } from '../../../shared/lib/result.ts'
import type { MediaPort } from '../sip-stack-types.ts'

type Media = { version: number; remoteOffer: boolean; localOffer: boolean; remote: string[] }
export type FakeMedia = MediaPort & {
  /** What was asked of the media window, as `method`, or `getDescription hold`. */
  log: string[]
  /** Media that are open now. */
  open: Map<string, Media>
  /** Makes the next call of a method fail. */
  failNext: (method: keyof MediaPort) => void
}

/** A media window without media: it makes canned SDP and keeps the rules of offer and answer (RFC 3264). */
export function fakeMedia(): FakeMedia {
  const open = new Map<string, Media>()
  const log: string[] = []
  const failing = new Set<string>()
  const enter = (method: keyof MediaPort, remark = '') => {
    log.push(`${method}${remark}`)
    if (failing.delete(method)) throw new Error(`${method} failed`)
  }
  const of = (mediaId: string): Media => {
    const media = open.get(mediaId)
    if (!media) throw new CodedError('CALL_NOT_FOUND', mediaId)
    return media
  }
  return {
    log,
    open,
    failNext: (method) => failing.add(method),
    async create(mediaId) {
      enter('create')
      open.set(mediaId, { version: 0, remoteOffer: false, localOffer: false, remote: [] })
    },
    async getDescription(mediaId, { hold, iceRestart }) {
      enter('getDescription', `${hold ? ' hold' : ''}${iceRestart ? ' ice' : ''}`)
      const media = of(mediaId)
      const type = media.remoteOffer ? 'answer' : 'offer'
      media.localOffer = type === 'offer'
      media.remoteOffer = false
      return { type, sdp: cannedSdp(++media.version, hold ? 'sendonly' : 'sendrecv') }
    },
    async setDescription(mediaId, sdp) {
      enter('setDescription')
      const media = of(mediaId)
      if (media.localOffer) media.localOffer = false
      else media.remoteOffer = true
      media.remote.push(sdp)
    },
    async rollback(mediaId) {
      enter('rollback')
      Object.assign(of(mediaId), { localOffer: false, remoteOffer: false })
    },
    async hush(mediaId, on) {
      enter('hush', ` ${on}`)
      of(mediaId)
    },
    async dtmf(mediaId, tones) {
      enter('dtmf', ` ${tones}`)
      of(mediaId)
    },
    async close(mediaId) {
      enter('close')
      open.delete(mediaId)
    },
  }
}

export function cannedSdp(version = 1, direction = 'sendrecv'): string {
  const print = Array(32).fill('AB').join(':')
  return [
    'v=0',
    `o=- 1 ${version} IN IP4 127.0.0.1`,
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    'm=audio 40000 UDP/TLS/RTP/SAVPF 0 101',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    `a=fingerprint:sha-256 ${print}`,
    'a=setup:actpass',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:abcdefghijklmnopqrstuvwx',
    'a=candidate:1 1 udp 2130706431 127.0.0.1 40000 typ host',
    'a=rtcp-mux',
    `a=${direction}`,
    '',
  ].join('\r\n')
}
