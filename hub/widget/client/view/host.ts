import css from '../style.css?inline'

export type Host = { element: HTMLElement; root: HTMLElement; remove(): void }

/** Above anything that a page piles up, and one below the largest number, for a page that insists. */
const ON_TOP = '2147483000'

/**
 * The widget's own corner of somebody else's page. Its element has a name that no rule for div or span can hit, and
 * resets everything by important inline styles, which win over any stylesheet of the page; inside is a shadow root.
 */
export function mountHost(theme: 'light' | 'dark' | undefined): Host {
  const element = document.createElement('kommutator-widget')
  const fixed: Record<string, string> = {
    all: 'initial',
    position: 'fixed',
    right: '0',
    bottom: '0',
    width: '0',
    height: '0',
    'z-index': ON_TOP,
    display: 'block',
  }
  for (const [name, value] of Object.entries(fixed)) element.style.setProperty(name, value, 'important')
  const shadow = element.attachShadow({ mode: 'open' })
  dress(shadow)
  const root = document.createElement('div')
  root.className = 'root'
  shadow.append(root)
  // Keys typed here are not the page's shortcuts.
  for (const type of ['keydown', 'keyup', 'keypress'])
    element.addEventListener(type, (event) => event.stopPropagation())

  const system = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    const asked = theme ?? document.documentElement.dataset.theme
    const dark = asked === 'dark' || (asked !== 'light' && system.matches)
    element.dataset.theme = dark ? 'dark' : 'light'
  }
  const observer = new MutationObserver(paint)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', paint)
  paint()
  document.body.append(element)
  return {
    element,
    root,
    remove() {
      observer.disconnect()
      system.removeEventListener('change', paint)
      element.remove()
    },
  }
}

/** A constructed sheet passes the strictest style-src of a host page; the element is for browsers without it. */
function dress(shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    shadow.append(style)
  }
}
