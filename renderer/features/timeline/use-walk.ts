import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows.ts'

/** Rows that the keyboard stops at: what was said, done or called, not the lines between. */
const stops = (row: Row | undefined): boolean =>
  row?.kind === 'item' || row?.kind === 'fold' || row?.kind === 'sending'

const own = 'input, textarea, select, button, a, [role="slider"], [role="menu"]'

/**
 * The timeline is one stop of Tab; inside it the arrows walk from item to item, and what has the focus may be read,
 * copied and acted upon. `kept` are the rows that must stay in the page although they are out of sight.
 */
export function useWalk(
  list: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
  onPlace: (itemId: string) => unknown,
) {
  const [at, setAt] = useState<string>()
  const index = at === undefined ? -1 : rows.findIndex((row) => row.id === at)

  /** From where the walk is, or else from the row that has the focus again, as after its menu. */
  const go = (scroller: HTMLElement, focused: string | undefined, by: 1 | -1) => {
    const from = at ?? focused
    const index = from === undefined ? -1 : rows.findIndex((row) => row.id === from)
    let next = index >= 0 ? index + by : by < 0 ? rows.length - 1 : firstSeen(list.current)
    while (rows[next] && !stops(rows[next])) next += by
    const row = rows[next]
    if (!row) return
    setAt(row.id)
    list.current?.scrollToIndex(next, { align: 'nearest' })
    // It may have to be drawn first.
    requestAnimationFrame(() =>
      scroller
        .querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)
        ?.focus({ preventScroll: true }),
    )
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    // Menus stand elsewhere in the page, and only React counts them in.
    if (!event.currentTarget.contains(target)) return
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    const row = target.closest<HTMLElement>('[data-row]')
    if (event.code === 'Escape' && row && target !== row) row.focus()
    else if (event.code === 'Escape')
      // The reply of this timeline: there are others beside it.
      event.currentTarget
        .closest('[data-active]')
        ?.querySelector<HTMLElement>('[data-pane="composer"] textarea')
        ?.focus()
    else if (target.closest(own)) return
    else if (event.code === 'ArrowDown') go(event.currentTarget, row?.dataset.row, 1)
    else if (event.code === 'ArrowUp') go(event.currentTarget, row?.dataset.row, -1)
    else if (row && event.code === 'KeyM') onPlace(row.dataset.row ?? '')
    else if (!row || !act(row, event.code)) return
    event.preventDefault()
  }
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    // Chosen words keep the menu of the system.
    if (!row?.dataset.row || !document.getSelection()?.isCollapsed) return
    if (onPlace(row.dataset.row) !== false) event.preventDefault()
  }
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setAt(undefined)
  }
  return { onKeyDown, onBlur, onContextMenu, kept: index >= 0 ? [index] : none }
}

const none: number[] = []

const firstSeen = (list: VirtualizerHandle | null): number =>
  list ? list.findItemIndex(list.scrollOffset) : 0

/** Does what the key means for the item; false when it means nothing there. */
function act(row: HTMLElement, code: string): boolean {
  const player = row.querySelector<HTMLElement>('[data-keys="player"]')
  if (code === 'Space' && player) player.querySelector<HTMLElement>('button')?.click()
  else if (code === 'Enter' && player) player.querySelector<HTMLElement>('[role="slider"]')?.focus()
  else if (code === 'Enter')
    // What the item itself offers comes before the tools of any message.
    (
      row.querySelector<HTMLElement>('button:not([data-tool]), a') ??
      row.querySelector<HTMLElement>('[data-tool="actions"]')
    )?.click()
  else if (code === 'KeyC') row.querySelector<HTMLElement>('[data-tool="copy"]')?.click()
  else return false
  return true
}
