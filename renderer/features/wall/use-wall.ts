import { useEffect, useMemo, useRef } from 'react'
import type { BoardLine } from '../../../shared/supervision/board.ts'
import { type AlarmLimits, supervisionOf } from '../../../shared/supervision/settings.ts'
import { useClockOffset, useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { inOrder, useWall } from './store.ts'

/** So long without pointer or keys, and the wall may stand in a new order. */
const STILL_MS = 10_000

export const useLimits = (): AlarmLimits => supervisionOf(useCompany()?.settings).alarms

/** Watches while it is on screen. The order changes on F5, on the button, and after ten still seconds. */
export function useWatchedLines(): { lines: BoardLine[] | undefined; sort: () => void } {
  const board = useWall((s) => s.board)
  const order = useWall((s) => s.order)
  const watch = useWall((s) => s.watch)
  const sortNow = useWall((s) => s.sort)
  const limits = useLimits()
  const nameOf = useOperatorName()
  const offset = useClockOffset()
  const sort = () => sortNow(limits, nameOf, Date.now() + offset)
  const latest = useRef(sort)
  useEffect(() => {
    latest.current = sort
  })
  useEffect(() => {
    void watch(true).then(() => latest.current())
    return () => void watch(false)
  }, [watch])
  useEffect(() => {
    let still: ReturnType<typeof setTimeout>
    const wait = () => {
      clearTimeout(still)
      still = setTimeout(() => {
        latest.current()
        wait()
      }, STILL_MS)
    }
    const onKey = (event: KeyboardEvent) => {
      wait()
      if (event.code !== 'F5' || event.ctrlKey || event.altKey || event.shiftKey) return
      event.preventDefault()
      latest.current()
    }
    wait()
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointermove', wait)
    return () => {
      clearTimeout(still)
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointermove', wait)
    }
  }, [])
  const lines = useMemo(() => board && inOrder(board.lines, order), [board, order])
  return { lines, sort }
}
