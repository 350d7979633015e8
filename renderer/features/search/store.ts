import { createStore } from 'zustand'
import type {
  SearchAnswer,
  SearchFilters,
  SearchHit,
  SearchQuery,
  WordRead,
} from '../../../shared/protocol/search-protocol.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'

/** What is searched for and what was found. It outlives the pane: whoever opens a find and comes back sees the same. */
export type SearchState = {
  open: boolean
  text: string
  filters: SearchFilters
  status: 'idle' | 'asking' | 'found' | 'failed'
  hits: readonly SearchHit[]
  read: readonly WordRead[]
  after: number | undefined
  loadingMore: boolean
  /** 0 to 1 while the hub is still taking old data in. */
  indexed: number | undefined
  /** The hub is away: only what lies on this computer was looked through. */
  local: boolean
  ms: number
  code: string | undefined
  /** The find that is open in the timeline. */
  chosen: string | undefined
  show(text?: string): void
  hide(): void
  type(text: string): void
  filter(change: { [K in keyof SearchFilters]?: SearchFilters[K] | undefined }): void
  more(): Promise<void>
  retry(): void
  choose(eventId: string): void
}

/** Typing pauses this long before the hub is asked, milliseconds. */
const pause = 120

export function createSearchStore(bridge: Bridge) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const store = createStore<SearchState>((set, get) => ({
    open: false,
    text: '',
    filters: {},
    status: 'idle',
    hits: [],
    read: [],
    after: undefined,
    loadingMore: false,
    indexed: undefined,
    local: false,
    ms: 0,
    code: undefined,
    chosen: undefined,
    show: (text) => {
      set({ open: true })
      if (text !== undefined && text !== get().text) {
        set({ text })
        ask()
      }
    },
    hide: () => set({ open: false }),
    type: (text) => {
      set({ text })
      clearTimeout(timer)
      timer = setTimeout(ask, pause)
    },
    filter: (change) => {
      const filters: Record<string, unknown> = { ...get().filters, ...change }
      for (const name of Object.keys(filters)) if (filters[name] === undefined) delete filters[name]
      set({ filters: filters as SearchFilters })
      ask()
    },
    more: async () => {
      const { after, loadingMore } = get()
      if (after === undefined || loadingMore) return
      set({ loadingMore: true })
      const mine = turn
      const answer = await bridge.search.said({ ...queryOf(get()), after })
      if (mine !== turn) return
      if (!answer.ok) return set({ loadingMore: false, code: answer.code })
      const { hits, after: next } = answer.value
      set({ hits: [...get().hits, ...hits], after: next, loadingMore: false, code: undefined })
    },
    retry: () => ask(),
    choose: (eventId) => set({ chosen: eventId }),
  }))

  /** Answers that come late for an older question are dropped. */
  const ask = async (): Promise<void> => {
    clearTimeout(timer)
    turn += 1
    const mine = turn
    const query = queryOf(store.getState())
    if (!query.text)
      return store.setState({ status: 'idle', hits: [], read: [], after: undefined, code: undefined })
    const from = performance.now()
    store.setState({ status: 'asking', loadingMore: false, code: undefined })
    const answer = await bridge.search.said(query)
    if (mine !== turn) return
    if (!answer.ok) return store.setState({ status: 'failed', code: answer.code, hits: [], after: undefined })
    store.setState({ ...taken(answer.value), ms: Math.max(1, Math.round(performance.now() - from)) })
  }
  // What only the copy on this computer was asked for is asked for whole, once the hub is there again.
  bridge.hub.onChanged(({ state }) => {
    const { local, open } = store.getState()
    if (state === 'online' && local && open) void ask()
  })
  return store
}

const taken = ({ hits, read, after, indexed, local = false }: SearchAnswer) => ({
  status: 'found' as const,
  hits,
  read,
  after,
  indexed,
  local,
  code: undefined,
})

/** A space at the end says that the last word is whole. */
const queryOf = ({ text, filters }: SearchState): SearchQuery => ({
  ...filters,
  text: text.trim() ? text.trimStart() : '',
})

export type Group = { personId: SearchHit['personId']; name: string; named: boolean; hits: SearchHit[] }

/** Finds by person, whoever spoke last first. */
export const byPerson = (hits: readonly SearchHit[]): Group[] =>
  [...Map.groupBy(hits, (hit) => hit.personId)].map(([personId, own]) => ({
    personId,
    name: own[0]?.name ?? '',
    named: own[0]?.named ?? false,
    hits: own,
  }))

export const [useSearch, searchOf] = bridgeStore(createSearchStore)
