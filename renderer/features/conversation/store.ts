import { createStore } from 'zustand'
import type { ChannelKind } from '../../../shared/domain/channel.ts'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { type ErrorCode, errors } from '../../../shared/lib/errors.ts'
import {
  type AccountId,
  type ContactId,
  type ConversationId,
  type MessageId,
  type NoteId,
  newId,
} from '../../../shared/lib/ids.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { personOf } from '../person/index.ts'
import { keepDrafts, readDrafts } from './drafts.ts'

/** A message on its way: shown at the end of the timeline until its own fact arrives. */
export type Sending = {
  messageId: MessageId
  conversationId: ConversationId
  contactId: ContactId
  channel: ChannelKind
  accountId: AccountId | undefined
  text: string
  at: number
  /** No connection just now: it is kept on this computer and goes out by itself. */
  kept: boolean
}

export type DraftKey = string
export const replyKey = (conversationId: ConversationId): DraftKey => `reply:${conversationId}`
export const noteKey = (personId: ContactId): DraftKey => `note:${personId}`

export type ConversationState = {
  /** What was typed and not sent, by conversation or, for notes, by person. Survives a crash of the window. */
  drafts: ReadonlyMap<DraftKey, string>
  mode: 'reply' | 'note'
  sending: readonly Sending[]
  /** Why the last words came back, by draft. */
  refused: ReadonlyMap<DraftKey, string>
  /** When a key was last pressed in the composer, milliseconds of this computer's clock. */
  typedAt: number
  setMode(mode: 'reply' | 'note'): void
  write(key: DraftKey, text: string): void
  send(row: InboxRow, text: string): Promise<void>
  addNote(personId: ContactId, text: string): Promise<void>
}

/** "Typing" is told at most this often, and taken back after a pause this long. */
const typingEvery = 3000
const typingPause = 4000

export function createConversationStore(bridge: Bridge) {
  const kept = keepDrafts(300)
  const typing = typingSignal(bridge)

  const store = createStore<ConversationState>((set, get) => {
    const changed = (map: ReadonlyMap<DraftKey, string>, key: DraftKey, value: string | undefined) => {
      const next = new Map(map)
      if (value) next.set(key, value)
      else next.delete(key)
      return next
    }
    const draft = (key: DraftKey, value: string | undefined) => {
      const drafts = changed(get().drafts, key, value)
      set({ drafts })
      kept(drafts)
    }
    const refuse = (key: DraftKey, code: string | undefined) =>
      set({ refused: changed(get().refused, key, code) })
    /** The words return to where they were typed, before anything typed since. */
    const giveBack = (key: DraftKey, text: string, code: string) => {
      const since = get().drafts.get(key)
      draft(key, since ? `${text}\n${since}` : text)
      refuse(key, code)
    }
    const takeBack = (messageId: string, code: string) => {
      const lost = get().sending.find((s) => s.messageId === messageId)
      if (!lost) return
      set({ sending: get().sending.filter((s) => s !== lost) })
      giveBack(replyKey(lost.conversationId), lost.text, code)
    }
    // A kept message may still be refused for good when it arrives: then the words return, too.
    bridge.app.onCommand(({ name, argument }) => {
      if (name !== 'message.refused') return
      const [messageId = '', code = 'UNKNOWN'] = (argument ?? '').split(' ')
      takeBack(messageId, code)
    })
    return {
      drafts: readDrafts(),
      mode: 'reply',
      sending: [],
      refused: new Map(),
      typedAt: 0,
      setMode: (mode) => set({ mode }),
      write: (key, text) => {
        set({ typedAt: Date.now() })
        draft(key, text)
        if (get().refused.has(key)) refuse(key, undefined)
        if (key.startsWith('reply:')) typing(key.slice(6) as ConversationId, text.length > 0)
      },
      send: async (row, text) => {
        const { conversationId, contactId, channel, accountId } = row
        const key = replyKey(conversationId)
        const messageId = newId<MessageId>()
        draft(key, undefined)
        refuse(key, undefined)
        typing(conversationId, false)
        const one: Sending = {
          messageId,
          conversationId,
          contactId,
          channel,
          accountId,
          text,
          at: Date.now(),
          kept: false,
        }
        set({ sending: [...get().sending, one] })
        personOf(bridge).getState().answered()
        const answer = await bridge.conversation.send({ messageId, conversationId, text })
        if (answer.ok) return
        if (isKept(answer.code)) {
          const waits = (s: Sending) => (s.messageId === messageId ? { ...s, kept: true } : s)
          return set({ sending: get().sending.map(waits) })
        }
        takeBack(messageId, answer.code)
      },
      addNote: async (personId, text) => {
        const key = noteKey(personId)
        draft(key, undefined)
        refuse(key, undefined)
        const answer = await bridge.card.addNote({ noteId: newId<NoteId>(), contactId: personId, text })
        if (answer.ok) set({ mode: 'reply' })
        else giveBack(key, text, answer.code)
      },
    }
  })

  // A message that has become a fact is the timeline's own.
  bridge.card.onEvents(({ events }) => {
    const { sending } = store.getState()
    if (sending.length === 0) return
    const sent = new Set(events.flatMap((e) => (e.type === 'message.sent' ? [e.messageId as MessageId] : [])))
    const left = sending.filter((s) => !sent.has(s.messageId))
    if (left.length !== sending.length) store.setState({ sending: left })
  })

  return store
}

/** Main keeps a message whose failure may pass and delivers it later. */
const isKept = (code: ErrorCode): boolean => code !== 'UNKNOWN' && errors[code].retry

function typingSignal(bridge: Bridge) {
  let told: { id: ConversationId; at: number } | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(pause)
    if (told) void bridge.conversation.typing({ conversationId: told.id, on: false })
    told = undefined
  }
  return (conversationId: ConversationId, on: boolean) => {
    if (told && told.id !== conversationId) stop()
    if (!on) return stop()
    const now = Date.now()
    if (!told || now - told.at >= typingEvery) {
      told = { id: conversationId, at: now }
      void bridge.conversation.typing({ conversationId, on: true })
    }
    clearTimeout(pause)
    pause = setTimeout(stop, typingPause)
  }
}

export const [useConversation, conversationOf] = bridgeStore(createConversationStore)
