import type { Language } from '../../../shared/lib/language.ts'
import { caller } from './call.ts'
import { openLink } from './link.ts'
import { Memory, shelf } from './memory.ts'
import { readCart, readPageFacts, readProduct, searchOf } from './page-facts.ts'
import { watchPage } from './page-watch.ts'
import { Session } from './session.ts'
import { chime } from './sound.ts'
import { deviceOf, isNewLanding, type Source, sourceOf, withoutFragment } from './source.ts'
import { fill, texts } from './texts.ts'
import { elsewhere, follow, waysSheet } from './view/channels.ts'
import { h, icon, say, setAttribute, show } from './view/dom.ts'
import { mountHost } from './view/host.ts'
import { panel, statusWord } from './view/panel.ts'

export type WidgetOptions = {
  /** The hub's origin. */
  hub: string
  phoneUrl: string
  account?: string
  language: Language
  theme?: 'light' | 'dark'
  sound: boolean
}

/** What a host page may call: `window.kommutator`. */
export type WidgetApi = {
  open(): void
  close(): void
  /** `{ productId, title?, url?, price? }`: the goods that the visitor is looking at; nothing, when no longer. */
  product(product?: unknown): void
  /** `{ items: [{ productId, quantity, unitPrice?, title? }], total?, currency?, cartId? }`, after every change. */
  cart(cart: unknown): void
  search(query: string): void
  /** Forgets the visitor on this device. */
  forget(): void
}

/** Builds the widget on this page and connects it to the hub. */
export function startWidget(options: WidgetOptions): WidgetApi {
  const { language } = options
  const words = texts[language]
  const memory = new Memory(
    options.account ?? 'site',
    shelf(() => sessionStorage),
    shelf(() => localStorage),
  )
  const { source, visitId } = visit(memory)
  const host = mountHost(options.theme)
  let open = memory.note('open') === true
  let ways: HTMLElement | undefined
  let lastCart = memory.note('cart')

  const page = () => ({ url: withoutFragment(location.href), title: document.title.slice(0, 300) })
  const session = new Session(
    memory,
    {
      account: options.account,
      language,
      device: deviceOf(Math.min(screen.width, screen.height), navigator.maxTouchPoints > 0),
      source,
      visitId,
      referrer: document.referrer.slice(0, 2000),
      page,
      watching: () => open && document.visibilityState === 'visible',
    },
    (handlers, on) => openLink(options.hub, handlers, on),
    {
      changed: () => render(),
      arrived: () => {
        if (options.sound && !(open && document.hasFocus())) chime()
      },
    },
  )
  const phone = caller(session, language, options.phoneUrl, () => render())
  const draft = memory.note('draft')
  const box = panel(
    session,
    phone,
    language,
    options.hub,
    { close: () => toggle(false), draft: (text) => memory.setNote('draft', text) },
    typeof draft === 'string' ? draft : '',
  )
  const badge = h('span', { class: 'badge' })
  const launcher = h('button', { type: 'button', class: 'launcher', onclick: press })
  host.root.append(box.element, launcher)

  /** On a phone, somebody who has not written yet is first asked by which way to talk. */
  function press(): void {
    const choices = elsewhere(session.state.company)
    if (open || innerWidth > 600 || !session.thread.empty || choices.length === 0 || phone.lives)
      return toggle(!open)
    const leave = () => {
      ways?.remove()
      ways = undefined
      launcher.focus()
      render()
    }
    if (ways) return leave()
    const canCall = session.state.company?.call !== 'off'
    ways = waysSheet(words, choices, h('div', { class: 'small status' }, statusWord(session, language)), {
      chat: () => {
        leave()
        toggle(true)
      },
      call: canCall
        ? () => {
            leave()
            session.click('call')
            toggle(true)
            box.call()
          }
        : undefined,
      other: (button) => {
        leave()
        if (!follow(button, (kind) => session.click(kind))) toggle(true)
      },
      close: leave,
    })
    host.root.append(ways)
    ways.querySelector('button')?.focus()
    render()
  }

  function toggle(next: boolean): void {
    if (next === open) return
    open = next
    memory.setNote('open', open || undefined)
    if (open) session.click('chat')
    render()
    if (open) {
      box.opened(true)
      session.see()
    } else launcher.focus()
  }

  function render(): void {
    const full = innerWidth <= 600
    show(box.element, open)
    show(launcher, !(full && (open || ways !== undefined)))
    if (open) box.render()
    const unread = open ? 0 : session.thread.unread().length
    const lives = phone.lives
    launcher.className = lives && !open ? 'launcher live' : 'launcher'
    const label = open
      ? words.close
      : lives
        ? words.leaving
        : unread > 0
          ? `${words.open}, ${fill(words.unread, { n: unread })}`
          : words.open
    if (launcher.getAttribute('aria-label') !== label) setAttribute(launcher, 'aria-label', label)
    setAttribute(launcher, 'aria-expanded', String(open))
    launcher.replaceChildren(icon(open ? 'close' : lives ? 'calling' : 'chat', 26), badge)
    say(badge, unread > 99 ? '99+' : String(unread))
    show(badge, unread > 0)
    const { dataset } = host.element
    dataset.open = String(open)
    dataset.link = session.state.link
    dataset.call = phone.view.call?.phase ?? 'none'
    dataset.outcome = phone.view.call?.outcome ?? ''
    dataset.unread = String(unread)
  }

  function readFacts(): void {
    const facts = readPageFacts(document)
    if (facts.product) session.product(facts.product)
    if (facts.cart) cart(facts.cart)
  }

  /** A cart that is only drawn again has not changed. */
  function cart(value: unknown): void {
    const read = readCart(value)
    const look = JSON.stringify(read)
    if (!read || look === lastCart) return
    lastCart = look
    memory.setNote('cart', look)
    session.cart(read)
  }

  watchPage(
    () => session.leavePage(),
    () => {
      session.page()
      readFacts()
    },
  )
  document.addEventListener(
    'submit',
    (event) => {
      const query = searchOf(event)
      if (query) session.search(query)
    },
    true,
  )
  document.addEventListener('visibilitychange', () => session.see())
  addEventListener('resize', () => render())
  addEventListener('beforeunload', (event) => {
    if (phone.lives) event.preventDefault()
  })
  readFacts()
  render()
  if (open) box.opened(false)

  return {
    open: () => toggle(true),
    close: () => toggle(false),
    product: (value) => {
      const read = readProduct(value)
      if (read) session.product(read)
      else session.leavePage()
    },
    cart,
    search: (query) => {
      if (typeof query === 'string' && query.trim() !== '') session.search(query.trim())
    },
    forget: () => {
      memory.forget()
      session.close()
      host.remove()
    },
  }
}

/** Where this visit came from is asked once, on its landing; every later page of the visit remembers it. */
function visit(memory: Memory): { source: Source; visitId: string } {
  const here = sourceOf(location.href, document.referrer)
  const known = memory.note('source') as Source | undefined
  const landed = known === undefined || (isNewLanding(here) && here.landing !== known.landing)
  const source = landed ? here : known
  if (landed) memory.setNote('source', source)
  return { source, visitId: memory.visitId(Date.now(), landed) }
}
