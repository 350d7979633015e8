import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type MessagePortMain, PortTunnel } from './api/message-port.ts'
import { type FromPage, syncPath, type ToPage } from './bridge/messages.ts'
import { isolatedWorldName, isolatedWorldSource, mainWorldSource } from './bridge/source.ts'
import type { CdpSession } from './cdp.ts'
import { nodeCodec } from './node-codec.ts'

export type PageLinkOptions = {
  preload: string | undefined
  additionalArguments: string[]
  windowed: boolean
  guardsClose: boolean
  onMessage: (message: FromPage) => void
  onPreloadError: (file: string, error: Error) => void
}

/**
 * The line between the host and the isolated world of one page: a DevTools binding inwards, function calls outwards.
 * Messages count only when they come from the page's current isolated world.
 */
export class PageLink {
  /** Proof that a synchronous request comes from the isolated world and not from the page. */
  readonly token = randomBytes(16).toString('hex')
  readonly ports = new PortTunnel('host', {
    data: (id, data) => this.send({ kind: 'port', id, data }),
    closed: (id) => this.send({ kind: 'port-closed', id }),
  })
  private readonly session: CdpSession
  private readonly options: PageLinkOptions
  private readonly binding = `binding_${this.token.slice(0, 12)}`
  private readonly receiver = `receiver_${this.token.slice(12, 24)}`
  private context: number | undefined

  constructor(session: CdpSession, options: PageLinkOptions) {
    this.session = session
    this.options = options
  }

  /** Installs both halves of the bridge; must be done before the page is resumed. */
  async install(): Promise<void> {
    const { session } = this
    const frameId = session.target!.targetId
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const isOurs =
        context.name === isolatedWorldName && (context.auxData as { frameId?: string }).frameId === frameId
      if (isOurs) this.context = context.id
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.context) this.dropContext()
    })
    session.on('Runtime.executionContextsCleared', () => this.dropContext())
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.binding && executionContextId === this.context)
        this.receive(nodeCodec.decode(payload) as FromPage)
    })
    await Promise.all([
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: this.binding, executionContextName: isolatedWorldName }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: mainWorldSource({ token: this.token }),
      }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: this.isolatedSource(),
        worldName: isolatedWorldName,
      }),
    ])
  }

  /** Sends to the page; a page that is gone or between two documents hears nothing, as in Electron. */
  send(message: ToPage): void {
    if (this.context === undefined) return
    this.session
      .send('Runtime.callFunctionOn', {
        functionDeclaration: `function(text){${this.receiver}(text)}`,
        arguments: [{ value: nodeCodec.encode(message) }],
        executionContextId: this.context,
        silent: true,
        returnByValue: true,
      })
      .catch(() => undefined)
  }

  /** Sends a message to the page's listeners of a channel, with ports that move there. */
  sendToChannel(channel: string, args: unknown[], transfer: MessagePortMain[] = []): void {
    // Tried before a port is given away: a value that cannot be cloned must leave the ports alone.
    if (transfer.length > 0) nodeCodec.encode(args)
    this.send({ kind: 'message', channel, args, ports: transfer.map((port) => this.ports.give(port)) })
  }

  private receive(message: FromPage): void {
    if (message.kind === 'port') this.ports.receive(message.id, message.data)
    else if (message.kind === 'port-closed') this.ports.receiveClosed(message.id)
    else this.options.onMessage(message)
  }

  private dropContext(): void {
    this.context = undefined
    this.ports.dispose()
  }

  private isolatedSource(): string {
    const { versions, platform, arch } = process
    const config = {
      token: this.token,
      binding: this.binding,
      receiver: this.receiver,
      syncPath,
      windowed: this.options.windowed,
      guardsClose: this.options.guardsClose,
      process: {
        type: 'renderer',
        platform,
        arch,
        sandboxed: true,
        contextIsolated: true,
        versions: { electron: versions.electron, chrome: versions.chrome, node: versions.node },
        argv: this.options.additionalArguments,
        env: {},
      },
    }
    return isolatedWorldSource(config, this.preloadText())
  }

  private preloadText(): string {
    const { preload, onPreloadError } = this.options
    if (preload === undefined) return ''
    try {
      return readFileSync(preload, 'utf8')
    } catch (error) {
      onPreloadError(preload, error as Error)
      return ''
    }
  }
}
