import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type HubAddress, pinned } from './tls-trust.ts'

/** GET from the hub with the console's trust in its certificate. The body is the caller's to read or destroy. */
export function hubGet(
  address: HubAddress,
  path: string,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(path, address.url)
  // A path that the hub gave must lead to the hub.
  if (url.origin !== new URL(address.url).origin) return Promise.reject(new Error('path leads elsewhere'))
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = send(url, { headers, ...pinned(address), ...(signal ? { signal } : {}) }, resolve)
    request.setTimeout(15_000, () => request.destroy(new Error('timeout')))
    request.once('error', reject)
    request.end()
  })
}
