import { useCommand } from '../keys/keys.tsx'

const order = ['list', 'timeline', 'composer', 'card', 'rail'] as const

/** Walks the panes: list, timeline, composer, card, rail. Inside a pane, arrows do the rest. */
export function usePanes(): void {
  useCommand('pane.next', () => {
    const here = document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane
    const at = order.indexOf(here as (typeof order)[number])
    for (let i = 1; i <= order.length; i++) {
      const pane = document.querySelector<HTMLElement>(`[data-pane="${order[(at + i) % order.length]}"]`)
      const target = pane && (pane.tabIndex >= 0 ? pane : pane.querySelector<HTMLElement>('textarea, button'))
      if (!target) continue
      target.focus()
      return
    }
    return false
  })
}
