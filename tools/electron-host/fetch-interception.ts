import type Electron from 'electron'
import { defaultSession } from './api/session.ts'
import type { WebContents } from './api/web-contents.ts'
import { syncPath } from './bridge/messages.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import { adaptPolicy } from './content-policy.ts'
import { say } from './host.ts'
import { mappedSchemes, schemeOf, toAppUrl, toPageUrl } from './schemes.ts'

/** Path of the empty page in which application windows start. */
export const blankPath = '/__host_blank__'

type Paused = Protocol.Fetch.RequestPausedEvent
type Answer = { status: number; headers: [string, string][]; body: Buffer }

/**
 * Serves the application's schemes. Interception is on the browser's session, not on each page's, so that no first
 * request of a window can slip past it.
 */
export class FetchInterception {
  private readonly browser: CdpSession
  private readonly contentsOf: (frameId: string) => WebContents | undefined
  private enabled = ''

  constructor(browser: CdpSession, contentsOf: (frameId: string) => WebContents | undefined) {
    this.browser = browser
    this.contentsOf = contentsOf
    browser.on('Fetch.requestPaused', (event) => void this.serve(event))
  }

  /** Turns interception on for every scheme known by now. */
  async refresh(): Promise<void> {
    const wanted = mappedSchemes().sort().join()
    if (wanted === this.enabled) return
    this.enabled = wanted
    const patterns = mappedSchemes().map((scheme) => ({ urlPattern: `https://*.${scheme}.localhost/*` }))
    await this.browser.send('Fetch.enable', { patterns })
  }

  private async serve(event: Paused): Promise<void> {
    const { requestId, request } = event
    try {
      const answer = await this.answer(event)
      const responseHeaders = answer.headers.map(([name, value]) => ({ name, value }))
      const body = answer.body.toString('base64')
      await this.browser.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: answer.status,
        responseHeaders,
        body,
      })
    } catch (error) {
      if (!isGone(error))
        say(`${request.method} ${toAppUrl(request.url)} failed: ${(error as Error).message}`)
      await this.browser
        .send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
        .catch(() => undefined)
    }
  }

  private async answer({ request, frameId }: Paused): Promise<Answer> {
    const { pathname } = new URL(request.url)
    const contents = this.contentsOf(frameId)
    if (pathname === blankPath)
      return { status: 200, headers: [['content-type', 'text/html']], body: Buffer.alloc(0) }
    if (pathname === syncPath && contents) {
      const text = await contents.answerSync(bodyOf(request)?.toString('utf8') ?? '')
      return { status: 200, headers: [['content-type', 'text/plain']], body: Buffer.from(text) }
    }
    const scheme = schemeOf(request.url)!
    const handler =
      contents?.hostSession.protocol.handlerOf(scheme) ?? defaultSession.protocol.handlerOf(scheme)
    if (!handler) throw new Error(`no handler for ${scheme}:`)
    return toAnswer(await handler(toRequest(request)), new URL(syncPath, request.url).href)
  }
}

function toRequest(
  request: Protocol.Network.Request,
): Parameters<Parameters<Electron.Protocol['handle']>[1]>[0] {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, toAppUrl(value))
  const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : bodyOf(request)
  return new Request(toAppUrl(request.url) + (request.urlFragment ?? ''), {
    method: request.method,
    headers,
    ...(body ? { body: new Uint8Array(body) } : {}),
  })
}

function bodyOf({ postDataEntries, postData }: Protocol.Network.Request): Buffer | undefined {
  if (postDataEntries)
    return Buffer.concat(postDataEntries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')))
  return postData === undefined ? undefined : Buffer.from(postData, 'utf8')
}

async function toAnswer(response: Response, hostAddress: string): Promise<Answer> {
  if (response.type === 'error') throw new Error('the handler gave Response.error()')
  const headers = [...response.headers].map(([name, value]): [string, string] => {
    if (name.startsWith('content-security-policy')) return [name, adaptPolicy(value, hostAddress)]
    return name === 'location' ? [name, toPageUrl(value)] : [name, value]
  })
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) }
}

const isGone = (error: unknown): boolean => /the browser is gone|Invalid InterceptionId/.test(String(error))
