import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { usePerson } from '../person/index.ts'
import type { Row } from './rows.ts'

const flashMs = 1800

/** Shows the moment that somebody looks for (`seek`): everything down to it is fetched, and what was said then lights up. */
export function useSought(
  list: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
  stick: RefObject<boolean>,
): void {
  const sought = usePerson((s) => s.sought)
  const reach = usePerson((s) => s.reach)
  const found = usePerson((s) => s.found)
  const [here, setHere] = useState<number>()
  useEffect(() => {
    if (sought === undefined) return
    stick.current = false
    void reach(sought).then(() => setHere(sought))
  }, [sought, reach, stick])
  useLayoutEffect(() => {
    if (here === undefined) return
    const index = rows.findIndex((row) => row.kind === 'item' && row.item.at >= here)
    if (index < 0) return
    setHere(undefined)
    found()
    const id = rows[index]?.id ?? ''
    list.current?.scrollToIndex(index, { align: 'center' })
    // It has to be drawn first.
    const timer = setTimeout(() => {
      document
        .querySelector(`[data-row="${CSS.escape(id)}"]`)
        ?.animate?.([{ background: 'var(--k-amber-tint)' }, { background: 'transparent' }], flashMs)
    }, 60)
    return () => clearTimeout(timer)
  }, [here, rows, list, found])
}
