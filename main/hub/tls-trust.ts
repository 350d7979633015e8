import { X509Certificate } from 'node:crypto'
import { connect as netConnect } from 'node:net'
import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls'
import { fail, ok, type Result } from '../../shared/lib/result.ts'

/** A hub and, when its certificate is its own, the one that the operator confirmed. */
export type HubAddress = { url: string; fingerprint?: string; certificate?: string }

/** What was found at an address. `trusted`: this computer's authorities vouch for it, or no TLS on this computer. */
export type Seen = { trusted: boolean; fingerprint?: string; certificate?: string }

const LOOK_TIMEOUT_MS = 8000

/**
 * A hub's address as somebody typed it, brought to `http(s)://host[:port]`. TLS everywhere but on this computer.
 * Undefined when it is not an address of a hub.
 */
export function hubUrl(written: string): string | undefined {
  const text = written.trim()
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || url.username || url.password || !url.hostname) return undefined
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return undefined
  return url.origin
}

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

/** Fingerprints as people compare them: upper case, in pairs. */
export const normalFingerprint = (written: string): string =>
  (
    written
      .replace(/^sha-?256:?/i, '')
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? []
  ).join(':')

export const fingerprintOf = (certificate: string): string => new X509Certificate(certificate).fingerprint256

/** Looks at the certificate of a hub without sending it anything. HUB_OFFLINE when nobody is there. */
export function lookAt(url: string): Promise<Result<Seen>> {
  const { protocol, hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const tls = protocol === 'https:'
  const at = { host, port: Number(port || (tls ? 443 : 80)) }
  return new Promise((resolve) => {
    const socket = tls
      ? connect({ ...at, ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }), rejectUnauthorized: false })
      : netConnect(at)
    const finish = (result: Result<Seen>) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(LOOK_TIMEOUT_MS, () => finish(fail('HUB_OFFLINE', 'no answer')))
    socket.once('error', (error: NodeJS.ErrnoException) => finish(fail('HUB_OFFLINE', error.code)))
    if (!('getPeerCertificate' in socket)) {
      socket.once('connect', () => finish(ok({ trusted: true })))
      return
    }
    socket.once('secureConnect', () => {
      const peer = socket.getPeerX509Certificate()
      if (!peer) return finish(fail('HUB_TLS_UNTRUSTED', 'no certificate'))
      const trusted =
        socket.authorized && checkServerIdentity(host, socket.getPeerCertificate()) === undefined
      finish(ok({ trusted, fingerprint: peer.fingerprint256, certificate: peer.toString() }))
    })
  })
}

/**
 * TLS options that accept exactly the confirmed certificate, whatever name it bears, and nothing else. Without a
 * confirmed one the system's authorities decide.
 */
export function pinned(address: HubAddress) {
  const { fingerprint, certificate } = address
  if (!fingerprint || !certificate) return {}
  return {
    ca: certificate,
    rejectUnauthorized: true,
    checkServerIdentity: (_host: string, peer: PeerCertificate) =>
      normalFingerprint(peer.fingerprint256) === normalFingerprint(fingerprint)
        ? undefined
        : new Error('HUB_TLS_UNTRUSTED'),
  }
}
