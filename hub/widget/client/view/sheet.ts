import { h } from './dom.ts'

export type Sheet = { open(content: HTMLElement, focus: HTMLElement): void; close(): boolean }

/** A small question over the panel. It takes the focus and gives it back; Esc and a press beside it say no. */
export function sheet(over: HTMLElement): Sheet {
  let scrim: HTMLElement | undefined
  let before: Element | null = null
  const close = (): boolean => {
    if (!scrim) return false
    scrim.remove()
    scrim = undefined
    if (before instanceof HTMLElement) before.focus()
    return true
  }
  return {
    close,
    open(content, focus) {
      close()
      before = (over.getRootNode() as ShadowRoot).activeElement
      const label = content.firstElementChild?.textContent ?? ''
      scrim = h(
        'div',
        { class: 'scrim' },
        h('div', { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': label }, content),
      )
      scrim.addEventListener('click', (event) => {
        if (event.target === scrim) close()
      })
      over.append(scrim)
      focus.focus()
    },
  }
}
