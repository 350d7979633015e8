import type { ChannelKind } from '../../../shared/domain/channel.ts'
import { channelRules } from '../../../shared/domain/channel-rules.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { ChannelAdapter, ChannelPort, Outbound } from '../adapter.ts'

export const demoChannelKinds = ['telegram', 'whatsapp', 'viber', 'vk', 'email', 'sms', 'app'] as const
export type DemoChannelKind = (typeof demoChannelKinds)[number]

type Options = {
  /** Milliseconds until a message is delivered and read. */
  deliveredMs?: number
  readMs?: number
}
/** A channel that leads nowhere: what comes in is told by the demo's live loop, what goes out is read after a while. */
export type DemoChannel = ChannelAdapter & {
  /** The door that the live loop knocks at. @throws Error before it is connected */
  port(): ChannelPort
  onSent(listener: (message: Outbound) => void): void
}

export function demoChannel(kind: DemoChannelKind, options: Options = {}): DemoChannel {
  const { deliveredMs = 700, readMs = 4000 } = options
  const rules = channelRules[kind]
  const readable = kind !== 'email' && kind !== 'sms'
  let connected: ChannelPort | undefined
  const listeners: ((message: Outbound) => void)[] = []
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timer.unref()
    timers.add(timer)
  }
  return {
    kind: kind satisfies ChannelKind,
    capabilities: {
      maxLength: rules.text,
      attachments: rules.fileCount > 0,
      typing: false,
      receipts: readable ? 'read' : 'delivered',
    },
    port() {
      if (!connected) throw new Error(`the demo channel ${kind} is not connected`)
      return connected
    },
    onSent: (listener) => void listeners.push(listener),
    connect(port) {
      connected = port
      return {
        async send(message) {
          const { contactId, conversationId, messageId } = message
          const tell = (receipt: 'delivered' | 'read') =>
            void port.delivered({ contactId, conversationId, messageId, receipt })
          later(deliveredMs, () => tell('delivered'))
          if (readable) later(readMs, () => tell('read'))
          for (const listener of listeners) listener(message)
          return ok(undefined)
        },
        close() {
          for (const timer of timers) clearTimeout(timer)
          timers.clear()
          connected = undefined
        },
      }
    },
  }
}
