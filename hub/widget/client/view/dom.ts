type Props = Record<string, string | number | boolean | undefined | (() => void)>
type Child = Node | string | undefined | false

/** An element from attributes, listeners (`onclick`) and children; text always goes in as text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function')
      element.addEventListener(name.slice(2), value as unknown as EventListener)
    else setAttribute(element, name, value)
  }
  element.append(...children.filter((child) => child !== undefined && child !== false))
  return element
}

/** Sets, or for false and undefined removes, an attribute. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | undefined) {
  if (value === undefined || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : String(value))
}

export const show = (element: HTMLElement, visible: boolean): void => {
  element.hidden = !visible
}

/** Puts `text` in unless it is there already, so that a screen reader does not hear it twice. */
export const say = (element: HTMLElement, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

const SVG = 'http://www.w3.org/2000/svg'

/** Outlines on a 24 grid (Tabler, MIT). A leading `!` fills instead of strokes. */
const paths = {
  chat: 'M8 9h8M8 13h6M18 4a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-5l-5 3v-3H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z',
  close: 'M18 6 6 18M6 6l12 12',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2',
  calling:
    '!M9 3a1 1 0 0 1 .9.6l.1.1 2 5a1 1 0 0 1-.3 1.2l-.1.1-1.3.7.1.2a10 10 0 0 0 2.7 2.7l.2.1.7-1.3a1 1 0 0 1 1.2-.4l.1.1 5 2a1 1 0 0 1 .7.8V19a3 3 0 0 1-3.1 3A17 17 0 0 1 2 6.2V6a3 3 0 0 1 2.8-3z',
  hangup:
    'M3 21 21 3M5.8 14a16 16 0 0 1-2.8-8 2 2 0 0 1 2-2h4l2 5-2.5 1.5c.3.6.7 1.2 1.1 1.7M13 15a11 11 0 0 0 .5.5L15 13l5 2v4a2 2 0 0 1-2 2 16 16 0 0 1-9.5-4',
  mic: 'M9 5a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 10a7 7 0 0 0 14 0M8 21h8M12 17v4',
  micOff:
    'M3 3l18 18M9 5a3 3 0 0 1 6 0v5q0 .3-.1.7m-2 2A3 3 0 0 1 9 10V9M5 10a7 7 0 0 0 10.8 5.9m2-2A7 7 0 0 0 19 10M8 21h8M12 17v4',
  keypad:
    '!M5 3h2v2H5zM11 3h2v2h-2zM17 3h2v2h-2zM5 9h2v2H5zM11 9h2v2h-2zM17 9h2v2h-2zM5 15h2v2H5zM11 15h2v2h-2zM17 15h2v2h-2zM11 20h2v2h-2z',
  send: 'M4.7 3.7 20 11.2a.9.9 0 0 1 0 1.6L4.7 20.3c-.7.3-1.4-.4-1.1-1.1L6.5 12 3.6 4.8c-.3-.7.4-1.4 1.1-1.1zM6.5 12H20',
  clip: 'm15 7-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9L21 13',
  next: 'm9 6 6 6-6 6',
  down: 'M12 5v14m-6-6 6 6 6-6',
  tag: 'M7.5 7.5m-1 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0M3 6v5.2a2 2 0 0 0 .6 1.4l7.7 7.7a2.4 2.4 0 0 0 3.4 0l5.6-5.6a2.4 2.4 0 0 0 0-3.4l-7.7-7.7a2 2 0 0 0-1.4-.6H6a3 3 0 0 0-3 3z',
  telegram: 'm15 10-4 4 6 6 4-16-18 7 4 2 2 6 3-4',
  whatsapp:
    'm3 21 1.7-3.8a9 9 0 1 1 3.4 2.9zM9 10a.5.5 0 0 0 1 0V9a.5.5 0 0 0-1 0v1a5 5 0 0 0 5 5h1a.5.5 0 0 0 0-1h-1a.5.5 0 0 0 0 1',
  vk: 'M14 19h-4a8 8 0 0 1-8-8V6h4v4.5A3.5 3.5 0 0 0 9 14h1V6h4v4l.5-.1A3.5 3.5 0 0 0 18 6h4a6 6 0 0 1-3 5.5 6 6 0 0 1 3 5.5v2h-4v-1a3.5 3.5 0 0 0-4-4z',
  viber:
    'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2M15 7a2 2 0 0 1 2 2M15 3a6 6 0 0 1 6 6',
} as const

export type IconName = keyof typeof paths
export const isIcon = (name: string): name is IconName => Object.hasOwn(paths, name)

export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  const filled = paths[name].startsWith('!')
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: size,
    height: size,
    fill: filled ? 'currentColor' : 'none',
    stroke: filled ? 'none' : 'currentColor',
    'stroke-width': 1.75,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }))
    svg.setAttribute(key, String(value))
  path.setAttribute('d', filled ? paths[name].slice(1) : paths[name])
  svg.append(path)
  return svg
}

/** A button that shows an icon only: its name is spoken, and shown by the tooltip. */
export function iconButton(
  name: IconName,
  label: string,
  onclick: () => void,
  className = 'ib',
): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: className, 'aria-label': label, title: label, onclick },
    icon(name),
  )
}
