import '@fontsource-variable/inter/wght.css'
import './shop.css'
import { h, icon } from '../lib/html.ts'
import { type Cart, cartCount, cartReport, changeCart, loadCart, saveCart } from './cart.ts'
import {
  type Category,
  categories,
  currencyOf,
  findGoods,
  type Goods,
  goods,
  goodsById,
  type ShopLanguage,
} from './goods.ts'
import { picture } from './pictures.ts'
import { tell } from './widget.ts'
import { words } from './words.ts'

const language: ShopLanguage =
  document.documentElement.lang === 'pl' ? 'pl' : document.documentElement.lang === 'en' ? 'en' : 'ru'
const t = words[language]
const homes: Record<ShopLanguage, string> = { ru: '/demo/shop/', pl: '/demo/shop/pl/', en: '/demo/shop/en/' }
const phones: Record<ShopLanguage, string> = {
  ru: '+7 495 000-10-10',
  pl: '+48 71 000 10 10',
  en: '+7 495 000-10-10',
}
const currency = currencyOf(language)
const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
  style: 'currency',
  currency,
  currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: 0,
})
const money = (sum: number) => number.format(sum)
const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''))

let cart: Cart = loadCart()
const root = document.getElementById('shop') as HTMLElement
const main = h('main', { id: 'main' })
const count = h('span', { class: 'count' })
const nav = h('nav', { 'aria-label': t.all })
root.append(header(), main, h('footer', {}, h('p', {}, t.demo)))

/** A link within the shop: changes the address without loading a page, as a modern shop does. */
function link(query: string, props: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  const anchor = h('a', { ...props, href: homes[language] + query }, ...children)
  anchor.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go(query)
  })
  return anchor
}

function go(query: string): void {
  history.pushState(null, '', homes[language] + query)
  draw()
  scrollTo({ top: 0 })
}

function header(): HTMLElement {
  const field = h('input', { type: 'search', name: 'search', 'aria-label': t.search, placeholder: t.search })
  const form = h('form', { role: 'search', class: 'search' }, icon('search'), field)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const query = field.value.trim()
    if (query) tell('search', query)
    go(query ? `?search=${encodeURIComponent(query)}` : '')
  })
  const languages = h('span', { class: 'languages', role: 'group', 'aria-label': t.language })
  for (const [code, home] of Object.entries(homes))
    languages.append(
      h(
        'a',
        { href: home, lang: code, ...(code === language ? { 'aria-current': 'true' } : {}) },
        code.toUpperCase(),
      ),
    )
  return h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'bar' },
      link('', { class: 'logo' }, icon('home'), t.name),
      nav,
      form,
      h('a', { class: 'phone', href: `tel:${phones[language].replace(/[^+\d]/g, '')}` }, phones[language]),
      languages,
      link('?cart', { class: 'to-cart', 'aria-label': t.cart }, icon('bag'), count),
    ),
  )
}

function draw(): void {
  const asked = new URLSearchParams(location.search)
  const product = goodsById(asked.get('product'))
  const query = asked.get('search')
  const category = asked.get('category') as Category | null
  const known = category && Object.hasOwn(categories, category) ? category : undefined
  nav.replaceChildren(
    ...(Object.keys(categories) as Category[]).map((key) =>
      link(
        `?category=${key}`,
        key === known || key === product?.category ? { 'aria-current': 'page' } : {},
        categories[key][language],
      ),
    ),
  )
  count.textContent = String(cartCount(cart) || '')
  if (product) drawProduct(product)
  else if (asked.has('cart')) drawCart()
  else if (query) {
    const found = findGoods(query, language)
    drawList(fill(t.found, { query, n: found.length }), found)
  } else if (known)
    drawList(
      categories[known][language],
      goods.filter((g) => g.category === known),
    )
  else drawHome()
}

function title(text: string): void {
  document.title = text === t.name ? t.name : `${text} · ${t.name}`
}

function drawHome(): void {
  title(t.name)
  main.replaceChildren(
    h('section', { class: 'hero' }, h('h1', {}, t.tagline), h('p', {}, t.lead)),
    h('h2', {}, t.all),
    grid(goods),
  )
}

function drawList(heading: string, found: readonly Goods[]): void {
  title(heading)
  main.replaceChildren(
    h('h1', {}, heading),
    found.length > 0 ? grid(found) : h('p', { class: 'empty' }, t.nothing),
  )
}

const grid = (found: readonly Goods[]): HTMLElement =>
  h(
    'ul',
    { class: 'grid' },
    ...found.map((g) =>
      h(
        'li',
        {},
        link(
          `?product=${g.productId}`,
          { class: 'tile' },
          h('span', { class: 'picture' }, picture(g.picture)),
          h('span', { class: 'price' }, money(g.price[currency])),
          h('span', { class: 'name' }, g.name[language]),
        ),
      ),
    ),
  )

function drawProduct(product: Goods): void {
  const name = product.name[language]
  title(name)
  const inCart = cart[product.productId] ?? 0
  const add = h('button', { type: 'button', class: 'buy' }, inCart > 0 ? fill(t.added, { n: inCart }) : t.add)
  add.addEventListener('click', () => {
    setCart(changeCart(cart, product.productId, 1))
    drawProduct(product)
    main.querySelector<HTMLElement>('.buy')?.focus()
  })
  const ask = h('button', { type: 'button', class: 'plain' }, t.ask)
  ask.addEventListener('click', () => tell('open'))
  main.replaceChildren(
    h(
      'article',
      { class: 'product' },
      h('div', { class: 'picture large' }, picture(product.picture)),
      h(
        'div',
        {},
        link(`?category=${product.category}`, { class: 'crumb' }, categories[product.category][language]),
        h('h1', {}, name),
        h('p', { class: 'price' }, money(product.price[currency])),
        h('p', { class: 'about' }, product.about[language]),
        h('div', { class: 'actions' }, add, ask),
        inCart > 0 ? link('?cart', { class: 'crumb' }, t.toCart) : '',
        h(
          'ul',
          { class: 'terms' },
          h('li', {}, icon('truck'), t.delivery),
          h('li', {}, icon('shop'), t.pickup),
        ),
      ),
    ),
  )
  tell('product', {
    productId: product.productId,
    title: name,
    url: location.href,
    price: money(product.price[currency]),
  })
}

function drawCart(): void {
  title(t.cart)
  const report = cartReport(cart, language)
  if (report.items.length === 0) {
    main.replaceChildren(
      h('h1', {}, t.cart),
      h('p', { class: 'empty' }, t.empty),
      link('', { class: 'crumb' }, t.back),
    )
    return
  }
  const note = h('p', { class: 'note', role: 'status' })
  const order = h('button', { type: 'button', class: 'buy' }, t.order)
  order.addEventListener('click', () => {
    note.textContent = t.orderNote
    tell('open')
  })
  main.replaceChildren(
    h('h1', {}, t.cart),
    h(
      'ul',
      { class: 'lines' },
      ...report.items.map((line) => cartLine(line.productId, line.quantity, line.unitPrice)),
    ),
    h('p', { class: 'total' }, `${t.total} `, h('b', {}, money(report.total))),
    h('div', { class: 'actions' }, order),
    note,
  )
}

function cartLine(productId: string, quantity: number, unitPrice: number): HTMLElement {
  const product = goodsById(productId) as Goods
  const name = product.name[language]
  const step = (sign: string, label: string, by: number) => {
    const button = h('button', { type: 'button', class: 'step', 'aria-label': `${label}: ${name}` }, sign)
    button.addEventListener('click', () => {
      setCart(changeCart(cart, productId, by))
      draw()
    })
    return button
  }
  return h(
    'li',
    {},
    h('span', { class: 'picture small' }, picture(product.picture)),
    link(`?product=${productId}`, { class: 'name' }, name),
    h(
      'span',
      { class: 'quantity' },
      step('−', t.less, -1),
      h('span', {}, String(quantity)),
      step('+', t.more, 1),
    ),
    h('span', { class: 'price' }, money(quantity * unitPrice)),
    step('×', t.remove, -quantity),
  )
}

function setCart(next: Cart): void {
  cart = next
  saveCart(cart)
  count.textContent = String(cartCount(cart) || '')
  tell('cart', cartReport(cart, language))
}

addEventListener('popstate', draw)
draw()
