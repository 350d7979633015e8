/** An element from attributes and children; text always goes in as text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const paths = {
  home: 'M5 12H3l9-9 9 9h-2M5 12v7a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-7M10 21v-6h4v6',
  search: 'M10 3a7 7 0 1 0 .1 0M21 21l-6-6',
  bag: 'M6.3 8h11.4a2 2 0 0 1 2 2.3l-1.3 8.2A3 3 0 0 1 15.5 21H8.5a3 3 0 0 1-2.9-2.5L4.3 10.3A2 2 0 0 1 6.3 8zM9 11V6a3 3 0 0 1 6 0v5',
  truck: 'M7 17a2 2 0 1 0 .1 0M17 17a2 2 0 1 0 .1 0M5 17H3V6h10v11M9 17h6m4 0h2v-6h-8m0-5h5l3 5',
  shop: 'M3 21h18M5 21V10.9M19 21V10.9M9 21v-5h6v5M3 7l2-4h14l2 4v1a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2',
  hangup:
    'M3 21 21 3M5.8 14a16 16 0 0 1-2.8-8 2 2 0 0 1 2-2h4l2 5-2.5 1.5c.3.6.7 1.2 1.1 1.7M13 15a11 11 0 0 0 .5.5L15 13l5 2v4a2 2 0 0 1-2 2 16 16 0 0 1-9.5-4',
  mic: 'M9 5a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 10a7 7 0 0 0 14 0M8 21h8M12 17v4',
  micOff:
    'M3 3l18 18M9 5a3 3 0 0 1 6 0v5q0 .3-.1.7m-2 2A3 3 0 0 1 9 10V9M5 10a7 7 0 0 0 10.8 5.9m2-2A7 7 0 0 0 19 10M8 21h8M12 17v4',
  keypad:
    'M5 4h2v2H5zM11 4h2v2h-2zM17 4h2v2h-2zM5 10h2v2H5zM11 10h2v2h-2zM17 10h2v2h-2zM5 16h2v2H5zM11 16h2v2h-2zM17 16h2v2h-2z',
} as const

/** A small outline (Tabler, MIT); decoration beside words. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  const path = document.createElementNS(namespace, 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', paths[name])
  svg.append(path)
  return svg
}
