import type { ContactId } from '../../shared/lib/ids.ts'
import type { Notice } from '../../shared/notices/notice.ts'
import type { NewNotice } from './centre.ts'

/** Something of this operator's that is to be done by a moment of the hub's clock. */
export type Due = {
  kind: 'promise' | 'callback'
  id: string
  contactId: ContactId
  name: string
  text: string
  dueAt: number
}

export type DueWatch = {
  /** Everything that is open now; what is open no more is settled. */
  take(list: readonly Due[]): void
  forget(): void
}

/** What was due longer ago than this when it is first heard of is for the lists, not for a notification (milliseconds). */
const lateFor = 24 * 3_600_000
/** Timers of a computer that slept are late: it is looked at least this often, milliseconds. */
const lookEvery = 60_000

/** Tells of each promise and each call back once, when its time has come. */
export function watchDue(o: {
  hubTime(): number
  tell(notice: NewNotice): void
  settle(about: (notice: Notice) => boolean): void
}): DueWatch {
  let open: readonly Due[] = []
  const told = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const follow = () => {
    clearTimeout(timer)
    const now = o.hubTime()
    for (const one of open) {
      const noticeId = idOf(one)
      if (one.dueAt > now || now - one.dueAt > lateFor || told.has(noticeId)) continue
      told.add(noticeId)
      const { kind, contactId, name, text, dueAt } = one
      o.tell({ noticeId, kind, contactId, name, text, at: dueAt })
    }
    const next = Math.min(...open.filter((one) => one.dueAt > now).map((one) => one.dueAt))
    if (!Number.isFinite(next)) return
    timer = setTimeout(follow, Math.min(lookEvery, next - now))
    timer.unref()
  }

  return {
    take(list) {
      open = list
      const ids = new Set(list.map(idOf))
      o.settle(
        ({ kind, noticeId }) =>
          (kind === 'promise' || kind === 'callback') && told.has(noticeId) && !ids.has(noticeId),
      )
      follow()
    },
    forget() {
      open = []
      told.clear()
      clearTimeout(timer)
    },
  }
}

const idOf = ({ kind, id }: Due): string => `${kind}:${id}`
