import { createStore, type StoreApi } from 'zustand'
import { type Card, cardEventTypes, projectCard } from '../../../shared/domain/card.ts'
import { type Cases, caseEventTypes, projectCases } from '../../../shared/domain/case.ts'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { type DomainEvent, type EventWire, parseEvent } from '../../../shared/domain/event.ts'
import {
  emptyTimeline,
  projectAll,
  projectOnto,
  type TimelineItem,
  type TimelineState,
  timelineItems,
} from '../../../shared/domain/timeline.ts'
import { itemsAfter } from '../../../shared/domain/timeline-order.ts'
import type { ContactId, ConversationId, EventId } from '../../../shared/lib/ids.ts'
import type { OpenedCard } from '../../../shared/protocol/hub-protocol.ts'
import type { Bridge } from '../../bridge/bridge.tsx'
import { paneStore } from '../../bridge/pane.tsx'
import { waitingOf } from '../offline/index.ts'
import { createExpected } from './expected.ts'

/** The person in front of the operator: what the timeline, the card and the composer are drawn from. */
export type PersonState = {
  status: 'none' | 'loading' | 'ready' | 'failed'
  /** The card that was asked for; the person it belongs to is `personId`. */
  contactId: ContactId | undefined
  personId: ContactId | undefined
  members: readonly ContactId[]
  timeline: TimelineState
  /** What the timeline shows, oldest first. */
  items: readonly TimelineItem[]
  card: Card | undefined
  cases: Cases
  /** The case that the timeline is looked at through. */
  caseId: string | undefined
  /** The person's conversations. */
  rows: ReadonlyMap<ConversationId, InboxRow>
  /** The conversation that the composer writes into. */
  conversationId: ConversationId | undefined
  /** Asks for the page before the oldest shown; undefined at the beginning of time. */
  older: string | undefined
  loadingOlder: boolean
  olderCode: string | undefined
  /** Messages at or after this moment were not seen before the person was opened. */
  newSince: number | undefined
  code: string | undefined
  /** Opens a person; `conversationId` picks the thread that the composer will write into. */
  open(contactId: ContactId, conversationId?: ConversationId): Promise<void>
  close(): void
  retry(): Promise<void>
  loadOlder(limit?: number): Promise<void>
  /** Loads everything down to a moment, however long ago. */
  reach(at: number): Promise<void>
  /** A moment that the timeline is to show, until it does. */
  sought: number | undefined
  seek(at: number): void
  found(): void
  /** Where the "since you last looked" line stands when nothing is unread: what came after this moment. */
  lookedUntil(at: number, me: string | undefined): void
  choose(conversationId: ConversationId): void
  showCase(caseId: string | undefined): void
  /** The "new since" line goes once the operator has answered. */
  answered(): void
}

/** Facts asked for at once on the way to a moment long ago. */
const farPage = 3000

/** The timeline with more facts; the old one is used up. */
function withFacts(
  { timeline, items }: Pick<PersonState, 'timeline' | 'items'>,
  facts: readonly DomainEvent[],
): Pick<PersonState, 'timeline' | 'items'> {
  const { state, changed } = projectOnto(timeline, facts)
  return { timeline: state, items: itemsAfter(items, state, changed) }
}

const cardKinds: ReadonlySet<string> = new Set(cardEventTypes)

const nobody = {
  status: 'none' as const,
  contactId: undefined,
  personId: undefined,
  members: [],
  timeline: emptyTimeline,
  items: [],
  card: undefined,
  cases: { list: [], placed: new Map() },
  caseId: undefined,
  rows: new Map<ConversationId, InboxRow>(),
  conversationId: undefined,
  older: undefined,
  loadingOlder: false,
  olderCode: undefined,
  newSince: undefined,
  code: undefined,
  sought: undefined,
}

/**
 * Facts that arrive while the person is being loaded are folded in afterwards, so that none is lost between the
 * answer and the stream; the folds drop what comes twice.
 */
export function createPersonStore(bridge: Bridge): StoreApi<PersonState> {
  let cardFacts = new Map<EventId, DomainEvent>()
  let waiting: DomainEvent[] = []
  let inFlight = false
  let turn = 0
  /** One page of older facts at a time. */
  let fetching: Promise<void> | undefined
  const expected = createExpected(bridge)
  /** The card with what waits for the hub: as it will be. */
  const cardOf = (members: readonly ContactId[]): Card => {
    const waits = waitingOf(bridge)
      .getState()
      .list.flatMap(({ facts }) => parsed(facts))
      .filter((fact) => members.includes(fact.contactId))
    const known = new Set([...cardFacts.values()].flatMap((fact) => ownId(fact) ?? []))
    const fresh = waits.filter((fact) => !known.has(ownId(fact) ?? ''))
    return projectCard(members, [...cardFacts.values(), ...fresh])
  }
  /** Nothing more is to be heard of this person, unless another pane shows them. */
  const letGo = (contactId: ContactId) => {
    const elsewhere = personsOf(bridge).some(
      (one) => one !== store && one.getState().members.includes(contactId),
    )
    if (!elsewhere) void bridge.card.close({ contactId })
  }

  const store: StoreApi<PersonState> = createStore<PersonState>((set, get) => ({
    ...nobody,
    open: async (contactId, conversationId) => {
      const now = get()
      if (now.status === 'ready' && now.members.includes(contactId)) {
        if (conversationId) set({ conversationId })
        return
      }
      if (now.contactId) letGo(now.contactId)
      const card = expected.take(contactId)
      if (!card) return load(contactId, conversationId, true)
      arrive(contactId, card, conversationId)
    },
    close: () => {
      const { contactId } = get()
      turn += 1
      set(nobody)
      if (contactId) letGo(contactId)
    },
    retry: async () => {
      const { contactId, conversationId } = get()
      if (contactId) await load(contactId, conversationId, true)
    },
    loadOlder: (limit) => {
      fetching ??= fetchOlder(limit).finally(() => {
        fetching = undefined
      })
      return fetching
    },
    reach: async (at) => {
      for (;;) {
        await fetching
        const { older, personId, items } = get()
        if (!older || (items[0]?.at ?? Number.POSITIVE_INFINITY) < at) return
        await get().loadOlder(farPage)
        const now = get()
        if (now.personId !== personId || now.olderCode) return
      }
    },
    seek: (at) => set({ sought: at }),
    found: () => set({ sought: undefined }),
    lookedUntil: (at, me) => {
      const { items, newSince } = get()
      if (newSince !== undefined) return
      const first = items.find(
        (item) =>
          item.at > at &&
          item.kind !== 'line' &&
          item.kind !== 'link' &&
          !(me !== undefined && 'operatorId' in item && item.operatorId === me),
      )
      if (first) set({ newSince: first.at })
    },
    showCase: (caseId) => set({ caseId }),
    choose: (conversationId) => set({ conversationId }),
    answered: () => set({ newSince: undefined }),
  }))

  const fetchOlder = async (limit: number | undefined): Promise<void> => {
    const { older, contactId } = store.getState()
    if (!older || !contactId) return
    const set = store.setState
    const get = store.getState
    set({ loadingOlder: true, olderCode: undefined })
    const mine = turn
    const answer = await bridge.card.older({ contactId, older, ...(limit ? { limit } : {}) })
    if (mine !== turn) return
    if (!answer.ok) return set({ loadingOlder: false, olderCode: answer.code })
    set({
      ...withFacts(get(), parsed(answer.value.events)),
      older: answer.value.older,
      loadingOlder: false,
    })
  }

  const load = async (contactId: ContactId, conversationId: ConversationId | undefined, fresh: boolean) => {
    turn += 1
    const mine = turn
    waiting = []
    if (fresh) store.setState({ ...nobody, contactId, conversationId, status: 'loading' })
    inFlight = true
    const answer = await bridge.card.open({ contactId })
    if (mine !== turn) return
    inFlight = false
    if (!answer.ok) {
      if (fresh) store.setState({ status: 'failed', code: answer.code })
      return
    }
    take(contactId, answer.value, conversationId, fresh)
  }

  /** The card is here without having been asked for, or before the answer. */
  const arrive = (contactId: ContactId, card: OpenedCard, conversationId: ConversationId | undefined) => {
    turn += 1
    inFlight = false
    take(contactId, card, conversationId, true)
  }

  const take = (
    contactId: ContactId,
    opened: OpenedCard,
    conversationId: ConversationId | undefined,
    fresh: boolean,
  ) => {
    const late = waiting.filter((e) => opened.contactIds.includes(e.contactId))
    const held = [...parsed(opened.cardEvents), ...late.filter(isCardFact)]
    cardFacts = new Map(held.map((e) => [e.eventId, e]))
    const rows = new Map(opened.rows.map((row) => [row.conversationId, row]))
    const kept = conversationId && rows.has(conversationId) ? conversationId : undefined
    const timeline = projectAll([...parsed(opened.events), ...late])
    store.setState({
      status: 'ready',
      contactId,
      personId: opened.personId,
      members: opened.contactIds,
      timeline,
      items: timelineItems(timeline),
      card: cardOf(opened.contactIds),
      cases: projectCases(cardFacts.values()),
      rows,
      conversationId: kept ?? mostAlive([...rows.values()]),
      older: opened.older,
      loadingOlder: false,
      olderCode: undefined,
      code: undefined,
      ...(fresh ? { newSince: undefined } : {}),
    })
    if (fresh) store.setState({ newSince: firstUnread(store.getState()) })
    waiting = []
  }

  bridge.card.onExpected((card) => {
    const { status, contactId, conversationId, members } = store.getState()
    if (status === 'loading' && contactId && card.contactIds.includes(contactId))
      return arrive(contactId, card, conversationId)
    if (members.includes(card.personId)) return
    expected.keep(card, () => {
      const isOpen = store.getState().members.includes(card.personId)
      if (!isOpen) void bridge.card.close({ contactId: card.personId })
    })
  })

  bridge.card.onEvents(({ personId, events }) => {
    const state = store.getState()
    const facts = parsed(events)
    if (inFlight) waiting.push(...facts)
    const members = new Set(state.members)
    const mine = facts.filter((e) => personId === state.personId || members.has(e.contactId))
    if (mine.length === 0) return
    const facet = mine.filter(isCardFact)
    for (const e of facet) cardFacts.set(e.eventId, e)
    store.setState({
      ...withFacts(state, mine),
      ...(facet.length > 0 ? { card: cardOf(state.members) } : {}),
      ...(facet.some(isOfCase) ? { cases: projectCases(cardFacts.values()) } : {}),
    })
  })

  bridge.inbox.onChanged(({ rows }) => {
    const state = store.getState()
    const members = new Set(state.members)
    const mine = rows.filter((row) => members.has(row.contactId))
    if (mine.length === 0) return
    const next = new Map(state.rows)
    for (const row of mine) next.set(row.conversationId, row)
    store.setState({
      rows: next,
      ...(state.conversationId ? {} : { conversationId: mostAlive([...next.values()]) }),
    })
  })

  waitingOf(bridge).subscribe(({ list }, before) => {
    const { status, members } = store.getState()
    if (status !== 'ready') return
    const mine = (one: (typeof list)[number]) =>
      one.facts.some((f) => members.includes(f.contactId as ContactId))
    if (list.some(mine) || before.list.some(mine)) store.setState({ card: cardOf(members) })
  })

  // What could not be had without the hub is asked for again once it is there.
  bridge.hub.onChanged(({ state }) => {
    if (state !== 'online') return
    const { status, code, olderCode } = store.getState()
    if (olderCode && isAbsence(olderCode)) store.setState({ olderCode: undefined })
    if (status === 'failed' && code && isAbsence(code)) void store.getState().retry()
  })

  bridge.card.onRegrouped(({ contactIds }) => {
    const { contactId, members, conversationId } = store.getState()
    if (!contactId || !contactIds.some((id) => members.includes(id) || id === contactId)) return
    // Everything is taken anew; what is on screen stays until it is there.
    void load(contactId, conversationId, false)
  })

  return store
}

const absences: ReadonlySet<string> = new Set([
  'HUB_OFFLINE',
  'HUB_TIMEOUT',
  'REPLICA_MISSING',
  'REPLICA_ENDS',
])
const isAbsence = (code: string) => absences.has(code)
/** What a console names before the hub knows of it. */
const ownId = (fact: DomainEvent): string | undefined =>
  fact.type === 'note.added' ? fact.noteId : fact.type === 'promise.made' ? fact.promiseId : undefined

const caseKinds: ReadonlySet<string> = new Set(caseEventTypes)
const isOfCase = (event: DomainEvent) => caseKinds.has(event.type)
const isCardFact = (event: DomainEvent) => cardKinds.has(event.type)

const parsed = (events: readonly EventWire[]): DomainEvent[] =>
  events.map(parseEvent).filter((e) => e !== undefined)

const rank: Record<InboxRow['status'], number> = {
  open: 0,
  queued: 1,
  'wrap-up': 2,
  talking: 3,
  ringing: 4,
  missed: 5,
  closed: 6,
}

/** The text conversation that an answer most likely belongs to: the liveliest, then the latest. */
function mostAlive(rows: InboxRow[]): ConversationId | undefined {
  const texts = rows.filter((row) => row.channel !== 'voice')
  texts.sort((a, b) => rank[a.status] - rank[b.status] || b.lastAt - a.lastAt)
  return texts[0]?.conversationId
}

/** The moment of the first message that nobody has seen yet. */
function firstUnread(state: PersonState): number | undefined {
  let first: number | undefined
  for (const row of state.rows.values()) {
    if (row.unread === 0) continue
    const messages = state.items.filter(
      (item) =>
        item.kind === 'message' && item.conversationId === row.conversationId && item.direction === 'in',
    )
    const at = messages.at(-row.unread)?.at ?? messages[0]?.at
    if (at !== undefined && (first === undefined || at < first)) first = at
  }
  return first
}

export const [usePerson, personOf, personsOf] = paneStore(createPersonStore)
