import { newId } from '../../shared/lib/ids.ts'
import type { Notice, NoticeSettings, NoticeSound, Place, Quiet } from '../../shared/notices/notice.ts'
import { howToTell } from '../../shared/notices/telling.ts'

export type NewNotice = Omit<Notice, 'state' | 'count'>

export type NoticeCentre = {
  tell(notice: NewNotice): void
  /** It needs nobody any more: taken by a colleague, answered, called back. */
  settle(about: (notice: Notice) => boolean): void
  /** The newest first. */
  readonly list: Notice[]
  seen(noticeIds: readonly string[]): void
  /** Leads the operator's window to what a notice is about, and has it seen. */
  open(noticeId: string): void
  go(place: Omit<Place, 'placeId'>): void
  /** Where the window is to go and has not been yet. */
  readonly place: Place | undefined
  arrived(placeId: string): void
  /** What a window shows; of the one in front what is said there counts as seen. */
  viewing(from: string, conversationIds: readonly string[]): void
  /** Our window came to the front. */
  focused(): void
  /** What this operator was told before the program was started, once it can be read. */
  load(): void
  /** Somebody else may sit down: nothing of this operator's stays. */
  forget(): void
  stop(): void
}

export type NoticeCentreOptions = {
  settings(): NoticeSettings
  quiet(): Quiet | undefined
  /** The window in front: `main`, a pop-out's id, or none of ours. */
  inFront(): string | undefined
  /** By the system; one with the same id takes the place of the last. */
  show(notice: Notice): void
  hide(noticeId: string): void
  play(sound: NoticeSound): void
  onChange(list: Notice[]): void
  onGo(place: Place): void
  file: { read(): Notice[]; write(list: Notice[]): void }
  now?: () => number
}

/** How many are kept, and for how long (milliseconds): nothing vanishes within a week, and nothing grows for ever. */
const most = 300
const keptFor = 7 * 86_400_000
/** How often an offer that nobody has looked at is heard again, milliseconds. */
export const REPEAT_MS = 8000

/**
 * Keeps what this operator was told, tells it, and knows what of it was seen. A notice of the system is only one way to
 * hear of it: what it said stays here when it is gone.
 */
export function createNoticeCentre(options: NoticeCentreOptions): NoticeCentre {
  const { settings, inFront, now = Date.now } = options
  let list: Notice[] = []
  const viewed = new Map<string, readonly string[]>()
  const looked = () => viewed.get(inFront() ?? '') ?? []
  let place: Place | undefined
  let repeating: ReturnType<typeof setInterval> | undefined

  const surroundings = () => ({
    settings: settings(),
    quiet: options.quiet(),
    now: now(),
    focused: inFront() !== undefined,
    viewing: looked(),
  })

  const change = (next: Notice[]) => {
    list = next
    options.file.write(list)
    options.onChange(list)
    follow()
  }

  /** An offer sounds again until it was looked at. */
  const follow = () => {
    const waits = settings().repeatOffers && list.some(isWaitingOffer)
    if (waits && !repeating) {
      repeating = setInterval(repeat, REPEAT_MS)
      repeating.unref()
    } else if (!waits) {
      clearInterval(repeating)
      repeating = undefined
    }
  }
  const repeat = () => {
    const offer = list.find(isWaitingOffer)
    if (!offer || !settings().repeatOffers) return follow()
    const { sound } = howToTell(offer, surroundings())
    if (sound) options.play(sound)
  }

  const see = (which: (notice: Notice) => boolean) => {
    const gone = list.filter((one) => one.state === 'new' && which(one))
    if (gone.length === 0) return
    for (const { noticeId } of gone) options.hide(noticeId)
    change(list.map((one) => (gone.includes(one) ? { ...one, state: 'seen' } : one)))
  }
  const look = () => {
    const here = looked()
    see(({ kind, conversationId }) => kind === 'message' && here.includes(conversationId ?? ''))
  }
  const go: NoticeCentre['go'] = (where) => {
    place = { ...where, placeId: newId() }
    options.onGo(place)
  }

  return {
    tell(notice) {
      const { kept, shown, sound } = howToTell(notice, surroundings())
      const before = list.find((one) => one.noticeId === notice.noticeId)
      // The same thing, told by the hub again after a reconnection.
      if (before && notice.kind !== 'message') return
      const again = before?.state === 'new'
      const full: Notice = {
        ...notice,
        // What waits to be seen begins where the operator has not read yet.
        ...(again && before.itemAt !== undefined ? { itemAt: before.itemAt } : {}),
        state: 'new',
        count: again ? before.count + 1 : 1,
      }
      if (kept) {
        const since = now() - keptFor
        change(
          [full, ...list.filter((one) => one.noticeId !== full.noticeId && one.at > since)].slice(0, most),
        )
      }
      if (shown) options.show(full)
      if (sound) options.play(sound)
    },
    settle: see,
    get list() {
      return list
    },
    seen: (noticeIds) => see(({ noticeId }) => noticeIds.includes(noticeId)),
    open(noticeId) {
      const notice = list.find((one) => one.noticeId === noticeId)
      if (!notice) return
      const { contactId, conversationId, callId, itemAt } = notice
      go({
        ...(contactId ? { contactId } : {}),
        ...(conversationId ? { conversationId } : {}),
        ...(callId ? { callId } : {}),
        ...(itemAt === undefined ? {} : { itemAt }),
      })
      see((one) => one.noticeId === noticeId)
    },
    go,
    get place() {
      return place
    },
    arrived(placeId) {
      if (place?.placeId === placeId) place = undefined
    },
    viewing(from, conversationIds) {
      if (conversationIds.length) viewed.set(from, conversationIds)
      else viewed.delete(from)
      look()
    },
    focused: look,
    load() {
      const known = new Set(list.map((one) => one.noticeId))
      const since = now() - keptFor
      // An offer is for a minute: the hub makes those that still stand anew.
      const before = options.file
        .read()
        .filter((one) => !known.has(one.noticeId) && one.at > since)
        .map((one): Notice => (one.kind === 'offer' ? { ...one, state: 'seen' } : one))
      if (before.length) change([...list, ...before].sort((a, b) => b.at - a.at).slice(0, most))
    },
    forget() {
      for (const { noticeId } of list) options.hide(noticeId)
      list = []
      viewed.clear()
      place = undefined
      options.onChange(list)
      follow()
    },
    stop: () => clearInterval(repeating),
  }
}

const isWaitingOffer = ({ kind, state }: Notice): boolean => kind === 'offer' && state === 'new'
