import type { InboxRow } from '../../shared/domain/conversation.ts'

export type InboxMirror = {
  readonly rows: InboxRow[]
  /** Takes the hub's whole list in place of what was known. */
  replace(rows: readonly InboxRow[]): void
  /** Takes in rows of the live stream. */
  take(rows: readonly InboxRow[]): void
  find(conversationId: string): InboxRow | undefined
  clear(): void
}

export type InboxMirrorOptions = {
  onChange(change: { rows: InboxRow[]; all: boolean }): void
}

/** The operator's rows as the hub has them; a row never goes back to an earlier position. */
export function createInboxMirror({ onChange }: InboxMirrorOptions): InboxMirror {
  let known = new Map<string, InboxRow>()

  return {
    get rows() {
      return [...known.values()]
    },
    replace(rows) {
      // A push may have overtaken the list: what is newer stays.
      known = new Map(
        rows.map((row) => {
          const mine = known.get(row.conversationId)
          return [row.conversationId, mine && mine.position > row.position ? mine : row]
        }),
      )
      onChange({ rows: [...known.values()], all: true })
    },
    take(rows) {
      const news = rows.filter((row) => row.position >= (known.get(row.conversationId)?.position ?? 0))
      for (const row of news) known.set(row.conversationId, row)
      if (news.length) onChange({ rows: news, all: false })
    },
    find: (conversationId) => known.get(conversationId),
    clear() {
      known = new Map()
    },
  }
}
