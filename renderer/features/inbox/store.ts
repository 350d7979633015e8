import { createStore } from 'zustand'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import type { Bridge } from '../../bridge/bridge.tsx'
import { bridgeStore } from '../../bridge/bridge.tsx'
import type { Segment } from './groups.ts'

export type InboxState = {
  status: 'loading' | 'ready' | 'failed'
  code: string | undefined
  rows: ReadonlyMap<ConversationId, InboxRow>
  /** Customers who are typing just now. */
  typing: ReadonlySet<ConversationId>
  segment: Segment
  show(segment: Segment): void
  load(): Promise<void>
}

/** A customer who stops typing without saying so is taken for silent after this long. */
const typingLife = 6000

export function createInboxStore(bridge: Bridge) {
  const timers = new Map<ConversationId, ReturnType<typeof setTimeout>>()
  let pushed = false
  const store = createStore<InboxState>((set) => ({
    status: 'loading',
    code: undefined,
    rows: new Map(),
    typing: new Set(),
    segment: 'mine',
    show: (segment) => set({ segment }),
    load: async () => {
      pushed = false
      const answer = await bridge.inbox.list({})
      if (!answer.ok) return set((s) => (s.status === 'ready' ? s : { status: 'failed', code: answer.code }))
      // Rows pushed since the question are newer than the answer.
      const newer = pushed ? [...store.getState().rows.values()] : []
      set({ status: 'ready', code: undefined, rows: byId([...answer.value.rows, ...newer]) })
    },
  }))

  bridge.inbox.onChanged(({ rows, all }) => {
    pushed = true
    const { rows: known } = store.getState()
    // A few rows are no list: until the whole has come, they do not stand for it.
    if (all) store.setState({ status: 'ready', code: undefined, rows: byId(rows) })
    else store.setState({ rows: byId([...known.values(), ...rows]) })
    for (const row of rows) if (row.lastBy === 'customer') setTyping(row.conversationId, false)
  })

  bridge.inbox.onTyping(({ conversationId, by, on }) => {
    if (by === 'customer') setTyping(conversationId, on)
  })

  const setTyping = (id: ConversationId, on: boolean) => {
    clearTimeout(timers.get(id))
    timers.delete(id)
    if (on)
      timers.set(
        id,
        setTimeout(() => setTyping(id, false), typingLife),
      )
    const { typing } = store.getState()
    if (typing.has(id) === on) return
    const next = new Set(typing)
    if (on) next.add(id)
    else next.delete(id)
    store.setState({ typing: next })
  }

  void store.getState().load()
  return store
}

/** The later of two rows of one conversation wins, by position. */
function byId(rows: InboxRow[]): Map<ConversationId, InboxRow> {
  const map = new Map<ConversationId, InboxRow>()
  for (const row of rows) {
    const known = map.get(row.conversationId)
    if (!known || known.position <= row.position) map.set(row.conversationId, row)
  }
  return map
}

export const [useInbox, inboxOf] = bridgeStore(createInboxStore)
