import type Electron from 'electron'
import { addScheme } from '../schemes.ts'
import { notImplemented, Strict } from '../strict.ts'

type Handler = Parameters<Electron.Protocol['handle']>[1]

const builtIn = new Set(['http', 'https', 'file', 'ws', 'wss', 'data', 'blob', 'about'])

/** `protocol` of one session: handlers per scheme. Who serves the requests is `fetch-interception.ts`. */
export class Protocol
  extends Strict
  implements
    Pick<Electron.Protocol, 'handle' | 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'>
{
  private readonly handlers = new Map<string, Handler>()

  registerSchemesAsPrivileged(customSchemes: Electron.CustomScheme[]): void {
    for (const { scheme } of customSchemes) addScheme(scheme.toLowerCase())
  }

  handle(scheme: string, handler: Handler): void {
    const name = scheme.toLowerCase()
    if (builtIn.has(name)) throw notImplemented(`protocol.handle('${name}')`)
    if (this.handlers.has(name)) throw new Error(`Failed to register protocol: ${name}`)
    addScheme(name)
    this.handlers.set(name, handler)
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme.toLowerCase())) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme.toLowerCase()) || builtIn.has(scheme.toLowerCase())
  }

  /** The handler of a scheme, for the host's own dispatch. */
  handlerOf(scheme: string): Handler | undefined {
    return this.handlers.get(scheme)
  }
}
