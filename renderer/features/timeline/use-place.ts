import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { TimelineItem } from '../../../shared/domain/timeline.ts'
import { usePerson } from '../person/index.ts'
import { keepPlace, placeOf } from './places.ts'
import type { Row } from './rows.ts'

type Kept = {
  personId: string | undefined
  list: RefObject<VirtualizerHandle | null>
  rows: readonly Row[]
  items: readonly TimelineItem[]
  stick: RefObject<boolean>
}

/** A scroll is over when it rests for so long, milliseconds. */
const rest = 400

/**
 * Comes back to where this person's timeline was left, and remembers where it is: whenever scrolling comes to rest (the
 * function handed back is told of scrolls), and when it is left again.
 */
export function usePlace({ personId, list, rows, items, stick }: Kept): () => void {
  const reach = usePerson((s) => s.reach)
  const waiting = useRef(personId === undefined ? undefined : placeOf(personId))
  const latest = useRef({ rows, items })
  useLayoutEffect(() => {
    latest.current = { rows, items }
  })

  useLayoutEffect(() => {
    const place = waiting.current
    if (place?.row === undefined) return
    stick.current = false
    const same = rows.findIndex((row) => row.id === place.row)
    const { at = 0 } = place
    // A row that is no more gives way to the next one, once everything from there on is here.
    const index = same < 0 && rows[0] && timeOf(rows[0]) < at ? rows.findIndex((r) => timeOf(r) >= at) : same
    if (index < 0) return
    waiting.current = undefined
    list.current?.scrollToIndex(index, { align: 'start', offset: place.above ?? 0 })
  }, [rows, list, stick])

  useEffect(() => {
    const at = waiting.current?.at
    if (at !== undefined) void reach(at)
  }, [reach])

  const remember = useCallback(() => {
    if (personId === undefined || waiting.current?.row !== undefined) return
    const handle = list.current
    const looked = latest.current.items.at(-1)?.at ?? 0
    const top = handle && !stick.current ? handle.findItemIndex(handle.scrollOffset) : -1
    const row = latest.current.rows[top]
    const here =
      handle && row
        ? { row: row.id, at: timeOf(row), above: Math.round(handle.scrollOffset - handle.getItemOffset(top)) }
        : {}
    keepPlace(personId, { looked, ...here }, Date.now())
  }, [personId, list, stick])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLayoutEffect(
    () => () => {
      clearTimeout(timer.current)
      remember()
    },
    [remember],
  )
  return useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(remember, rest)
  }, [remember])
}

const timeOf = (row: Row): number => {
  if (row.kind === 'head' || row.kind === 'item') return row.item.at
  if (row.kind === 'fold') return row.items[0]?.at ?? 0
  if (row.kind === 'waiting') return row.waiting.at
  return row.kind === 'sending' ? row.sending.at : row.at
}
