import { ChannelKind } from '../../shared/domain/channel.ts'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'

/** Something that the operator should look at. `quiet`: the row alone, without a sound. */
export type Notice = { kind: 'message' | 'waiting'; conversationId: string; name: string; text: string }

export type NoticeContext = {
  me: string
  available: boolean
  row(conversationId: string): InboxRow | undefined
}

const PREVIEW = 120

/** What in a run of facts concerns this operator: a customer's words to them, or somebody who waits for anybody. */
export function noticesIn(events: readonly EventWire[], { me, available, row }: NoticeContext): Notice[] {
  const notices: Notice[] = []
  for (const event of events) {
    const { conversationId } = event
    if (typeof conversationId !== 'string') continue
    const about = row(conversationId)
    if (event.type === 'message.received' && about?.operatorId === me && about.status === 'open')
      notices.push({
        kind: 'message',
        conversationId,
        name: about.name,
        text: typeof event.text === 'string' ? event.text.slice(0, PREVIEW) : '',
      })
    if (
      event.type === 'interaction.offered' &&
      available &&
      event.direction === 'in' &&
      isText(event.channel)
    )
      notices.push({ kind: 'waiting', conversationId, name: about?.name ?? '', text: '' })
  }
  return notices
}

const isText = (channel: unknown): boolean => ChannelKind.safeParse(channel).success && channel !== 'voice'
