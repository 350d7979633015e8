import { io, type Socket } from 'socket.io-client'
import { type Cursor, type Run, takeRun } from '../../shared/domain/resume.ts'
import { type Result, unwrap } from '../../shared/lib/result.ts'
import {
  type HubInput,
  type HubOutput,
  type HubRequestName,
  PROTOCOL_VERSION,
} from '../../shared/protocol/hub-protocol.ts'

type Fact = { position: number; eventId: string }

/** As a console connects, and comes back (`main/hub/hub-client.ts`). */
export const linkOptions = {
  transports: ['websocket'],
  forceNew: true,
  reconnectionDelay: 500,
  reconnectionDelayMax: 10_000,
  randomizationFactor: 0.5,
}

/** The least that a console is: it signs in whenever it is connected, and follows the log by its cursor. */
export class CrowdConsole {
  readonly seen: string[] = []
  cursor: Cursor = { position: 0 }
  /** Signed in, and asked for what it has missed. */
  inStep: Promise<void>
  private settled: () => void = () => undefined
  private readonly socket: Socket
  private catching = false

  constructor(url: string, token: string) {
    this.inStep = this.next()
    this.socket = io(url, { ...linkOptions, auth: { protocol: PROTOCOL_VERSION } })
    this.socket.on('connect', async () => {
      try {
        await this.ask('session.resume', { token })
        await this.ask('inbox.list', {})
        await this.catchUp()
        this.settled()
      } catch {
        // The link broke again; the next connection asks anew.
      }
    })
    this.socket.on('disconnect', () => {
      this.inStep = this.next()
      // The hub's own hand does not make socket.io come back by itself.
      if (!this.socket.active) setTimeout(() => this.socket.connect(), 1000)
    })
    this.socket.on('stream', (run: Run<Fact>) => {
      if (this.take(run)) this.catchUp().catch(() => undefined)
    })
  }

  async ask<K extends HubRequestName>(name: K, input: HubInput<K>): Promise<HubOutput<K>> {
    return unwrap((await this.socket.timeout(60_000).emitWithAck(name, input)) as Result<HubOutput<K>>)
  }

  get connected(): boolean {
    return this.socket.connected
  }

  close(): void {
    this.socket.disconnect()
  }

  /** True when something is missing before it. */
  private take(run: Run<Fact>): boolean {
    const { cursor, events, gap } = takeRun(this.cursor, run)
    this.cursor = cursor
    for (const event of events) this.seen.push(event.eventId)
    return gap
  }

  private async catchUp(): Promise<void> {
    if (this.catching) return
    this.catching = true
    try {
      for (let upTo = -1; this.cursor.position > upTo; ) {
        upTo = this.cursor.position
        this.take((await this.ask('stream.since', { position: upTo })) as unknown as Run<Fact>)
      }
    } finally {
      this.catching = false
    }
  }

  private next(): Promise<void> {
    return new Promise((resolve) => {
      this.settled = resolve
    })
  }
}
