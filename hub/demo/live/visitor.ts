import { io } from 'socket.io-client'
import { type CartLine, VisitSource } from '../../../shared/domain/event.ts'
import {
  type AccountId,
  type CommandId,
  type MessageId,
  newId,
  type VisitorId,
} from '../../../shared/lib/ids.ts'
import {
  WIDGET_PROTOCOL_VERSION,
  type WidgetInput,
  type WidgetPayload,
  type WidgetRequestName,
} from '../../../shared/protocol/widget-protocol.ts'

/** A visitor of the demo shop without a browser: the same socket that the widget speaks through. */
export type LiveVisitor = {
  search(query: string): Promise<void>
  product(productId: string): Promise<void>
  cart(items: CartLine[]): Promise<void>
  typing(): void
  message(text: string): Promise<void>
  close(): void
}
type Visit = {
  accountId: AccountId
  device: string
  source: unknown
  credentials: { visitorId: VisitorId; secret: string } | undefined
}

const shop = 'https://dom-i-svet.example/'
const answerMs = 5000

export async function openVisitor(url: string, visit: Visit, onReply: () => void): Promise<LiveVisitor> {
  const socket = io(`${url}/widget`, {
    transports: ['websocket'],
    auth: { protocol: WIDGET_PROTOCOL_VERSION },
    forceNew: true,
  })
  const ask = async <K extends WidgetRequestName>(name: K, input: WidgetInput<K>): Promise<void> => {
    const answer: { ok: boolean; code?: string } = await socket.timeout(answerMs).emitWithAck(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.code}`)
  }
  const source = VisitSource.safeParse(visit.source)
  const device = visit.device === 'phone' || visit.device === 'tablet' ? visit.device : 'desktop'
  const visitId = newId<string>()
  const hello = () =>
    ask('hello', {
      accountId: visit.accountId,
      ...visit.credentials,
      page: { url: shop, title: 'Дом и Свет' },
      source: source.success ? source.data : { channel: 'direct' },
      device,
      language: 'ru',
      consent: true,
      visitId,
    })
  socket.on('message', (message: WidgetPayload<'message'>, ack?: () => void) => {
    ack?.()
    if (message.from === 'operator') onReply()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  await hello()
  socket.on('connect', () => void hello().catch(() => socket.disconnect()))
  return {
    search: (query) => ask('search', { query }),
    product: (productId) => ask('product', { productId, url: `${shop}catalog/${productId}` }),
    cart: (items) => ask('cart', { id: newId<CommandId>(), items }),
    typing() {
      void ask('typing', { on: true }).catch(() => {})
    },
    message: (text) => ask('message', { messageId: newId<MessageId>(), text }),
    close: () => socket.disconnect(),
  }
}
