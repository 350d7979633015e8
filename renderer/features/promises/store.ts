import { createStore } from 'zustand'
import type { DomainEvent } from '../../../shared/domain/event.ts'
import { parseEvent } from '../../../shared/domain/event.ts'
import type { ContactId, PromiseId } from '../../../shared/lib/ids.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import { findPromise } from '../../../shared/promises/find-promise.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { sessionOf } from '../../bridge/mirrors.ts'

/** What the operator seems to have promised in their own words; nothing until they say so with a key. */
export type Proposal = {
  promiseId: PromiseId
  contactId: ContactId
  text: string
  dueAt: number
  saidAt: number
}

export type ProposalState = {
  proposals: readonly Proposal[]
  /** Writes it down. The id is that of the words, so that twice is once. */
  confirm(proposal: Proposal): Promise<Result<unknown>>
  dismiss(proposal: Proposal): void
}

/** Words that were said longer ago are history: a console that was away does not ask about them, milliseconds. */
const fresh = 120_000
const most = 20

export function createProposalStore(bridge: Bridge) {
  const store = createStore<ProposalState>((set, get) => {
    const drop = (one: Proposal) =>
      set({ proposals: get().proposals.filter((p) => p.promiseId !== one.promiseId) })
    return {
      proposals: [],
      dismiss: drop,
      confirm: async (one) => {
        drop(one)
        const { promiseId, contactId, text, dueAt } = one
        const answer = await bridge.card.makePromise({ promiseId, contactId, text, dueAt })
        if (!answer.ok) set({ proposals: [...get().proposals, one] })
        return answer.ok ? ok({}) : answer
      },
    }
  })
  let offset = 0
  let language: Language = 'en'
  void bridge.hub.state({}).then((answer) => {
    if (answer.ok) offset = answer.value.clockOffset
  })
  bridge.hub.onChanged((hub) => {
    offset = hub.clockOffset
  })
  void bridge.app.bootstrap({}).then((answer) => {
    if (answer.ok) language = answer.value.preferences.language
  })
  bridge.app.onPreferences((preferences) => {
    language = preferences.language
  })

  bridge.card.onEvents(({ events }) => {
    const me = sessionOf(bridge).getState().value?.me?.operatorId
    const now = Date.now() + offset
    for (const wire of events) {
      const event = parseEvent(wire)
      const said = event && me && event.occurredAt > now - fresh ? ownWords(event, me) : undefined
      const found = said && findPromise(said.text, said.at, language)
      if (!event || !said || !found) continue
      const { proposals } = store.getState()
      const promiseId = `pr:${said.id}` as PromiseId
      if (proposals.some((p) => p.promiseId === promiseId)) continue
      const one = {
        promiseId,
        contactId: event.contactId,
        text: found.text,
        dueAt: found.dueAt,
        saidAt: said.at,
      }
      store.setState({ proposals: [...proposals, one].slice(-most) })
    }
  })
  return store
}

/** The words, when they are this operator's own: to the customer, or in a note. */
function ownWords(event: DomainEvent, me: string): { id: string; text: string; at: number } | undefined {
  if (event.type === 'message.sent' && event.author === 'operator' && event.operatorId === me)
    return { id: event.messageId, text: event.text, at: event.occurredAt }
  if (event.type === 'note.added' && event.operatorId === me)
    return { id: event.noteId, text: event.text, at: event.occurredAt }
  return undefined
}

export const [useProposals] = bridgeStore(createProposalStore)
