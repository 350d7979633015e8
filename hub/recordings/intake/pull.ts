import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { CodedError } from '../../../shared/lib/result.ts'
import type { IntakeSettings } from '../../../shared/protocol/recordings-protocol.ts'

const withinMs = 60_000
/** Larger ones come by folder. */
export const largestPull = 64 * 1024 * 1024

/** Addresses inside a company: RFC 1918, RFC 4193, loopback, shared (RFC 6598). */
const internal = new BlockList()
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['100.64.0.0', 10],
] as const)
  internal.addSubnet(net, prefix, 'ipv4')
internal.addSubnet('fc00::', 7, 'ipv6')
internal.addAddress('::1', 'ipv6')

/** Addresses that nobody serves recordings from: link-local (clouds keep their secrets there), multicast, unspecified. */
const never = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
] as const)
  never.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['fe80::', 10],
  ['ff00::', 8],
  ['::', 128],
  ['64:ff9b::', 96],
] as const)
  never.addSubnet(net, prefix, 'ipv6')

/** Whether recordings may be fetched from an address. IPv4 in IPv6's clothes counts as what it is. */
export function mayFetchFrom(address: string, allowInternal: boolean): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(plain) === 0 || never.check(plain, family)) return false
  return allowInternal || !internal.check(plain, family)
}

/**
 * Fetches a recording from one of the hosts that the administrator has named, and from no other: the address is looked
 * up once, judged, and connected to as it was judged; redirects are not followed. @throws CodedError FORBIDDEN for an
 * address that is not allowed, TOO_LARGE, RECORDING_NOT_FOUND for all else that goes wrong
 */
export async function pull(
  url: string,
  { hosts, internal: allowInternal }: Pick<IntakeSettings, 'hosts' | 'internal'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = parsed(url)
  if (!target || !hosts.some((host) => isHost(host, target)))
    throw new CodedError('FORBIDDEN', 'not one of the hosts')
  const name = target.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(name)
    ? [{ address: name, family: isIP(name) }]
    : await lookup(name, { all: true }).catch(() => [])
  const chosen = found[0]
  if (!chosen) throw new CodedError('RECORDING_NOT_FOUND', 'no such host')
  if (!found.every(({ address }) => mayFetchFrom(address, allowInternal)))
    throw new CodedError('FORBIDDEN', 'the address is inside')
  return fetchFrom(target, chosen)
}

function parsed(url: string): URL | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined
  const fits = target && /^https?:$/.test(target.protocol) && !target.username && !target.password
  return fits ? target : undefined
}

const isHost = (allowed: string, { host, hostname }: URL): boolean =>
  allowed.toLowerCase() === host.toLowerCase() || allowed.toLowerCase() === hostname.toLowerCase()

function fetchFrom(
  target: URL,
  { address, family }: { address: string; family: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const failed = (detail: string) => reject(new CodedError('RECORDING_NOT_FOUND', detail))
    const asking = request(
      target,
      {
        headers: { accept: 'audio/*, application/octet-stream' },
        signal: AbortSignal.timeout(withinMs),
        // Node asks for all addresses at once or for one, by how it connects.
        lookup: (_name, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (answer) => {
        if (answer.statusCode !== 200) {
          answer.destroy()
          return failed(`HTTP ${answer.statusCode}`)
        }
        const chunks: Buffer[] = []
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length
          chunks.push(chunk)
          if (size <= largestPull) return
          answer.destroy()
          reject(new CodedError('TOO_LARGE'))
        })
        answer.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
        answer.on('error', (error) => failed(error.message))
      },
    )
    asking.on('error', (error) => failed(error.message))
    asking.end()
  })
}
