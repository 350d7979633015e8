import type { InboxRow } from '../../shared/domain/conversation.ts'

export type InboxMirror = {
  readonly rows: InboxRow[]
  /** Takes the hub's whole list in place of what was known. */
  replace(rows: readonly InboxRow[]): void
  /** Takes in rows of the live stream. */
  take(rows: readonly InboxRow[]): void
  /** What lay here of an earlier day, until the hub's list comes. */
  restore(rows: readonly InboxRow[]): void
  /** These rows look different now: what was done to them has been kept, or has arrived. */
  refresh(conversationIds: Iterable<string>): void
  find(conversationId: string): InboxRow | undefined
  clear(): void
}

export type InboxMirrorOptions = {
  /** A row with what was done to it and has not arrived yet. */
  shown?(row: InboxRow): InboxRow
  onChange(change: { rows: InboxRow[]; all: boolean }): void
  /** The same as the hub has it. */
  onKnown?(change: { rows: InboxRow[]; all: boolean }): void
}

/** The operator's rows as the hub has them; a row never goes back to an earlier position. */
export function createInboxMirror(options: InboxMirrorOptions): InboxMirror {
  const { shown = (row) => row, onKnown } = options
  const tell = (rows: InboxRow[], all: boolean) => {
    onKnown?.({ rows, all })
    options.onChange({ rows: rows.map(shown), all })
  }
  let known = new Map<string, InboxRow>()

  return {
    get rows() {
      return [...known.values()].map(shown)
    },
    replace(rows) {
      // A push may have overtaken the list: what is newer stays.
      known = new Map(
        rows.map((row) => {
          const mine = known.get(row.conversationId)
          return [row.conversationId, mine && mine.position > row.position ? mine : row]
        }),
      )
      tell([...known.values()], true)
    },
    restore(rows) {
      if (known.size || rows.length === 0) return
      known = new Map(rows.map((row) => [row.conversationId, row]))
      options.onChange({ rows: rows.map(shown), all: true })
    },
    refresh(conversationIds) {
      const rows = [...new Set(conversationIds)].flatMap((id) => known.get(id) ?? [])
      if (rows.length) options.onChange({ rows: rows.map(shown), all: false })
    },
    take(rows) {
      const news = rows.filter((row) => row.position >= (known.get(row.conversationId)?.position ?? 0))
      for (const row of news) known.set(row.conversationId, row)
      if (news.length) tell(news, false)
    },
    find: (conversationId) => known.get(conversationId),
    clear() {
      known = new Map()
    },
  }
}
