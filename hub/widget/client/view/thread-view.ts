import type { WidgetFile } from '../../../../shared/protocol/widget-protocol.ts'
import { linkify } from '../linkify.ts'
import type { SessionState } from '../session.ts'
import { callLine, fill, refusal, type texts } from '../texts.ts'
import type { CallItem, Item, Mark, MessageItem, Thread } from '../thread.ts'
import { h, icon, say, show } from './dom.ts'

type Words = (typeof texts)['ru']
type Language = keyof typeof texts

export type ThreadView = {
  element: HTMLElement
  render(thread: Thread, state: SessionState): void
  toNewest(): void
}

const NEAR_BOTTOM = 48
const REACTIONS = ['👍', '❤️', '😊', '👎']
/** Messages of one side within this time stand together under one name. */
const RUN_MS = 10 * 60_000

/** The thread: bubbles, calls as lines, days, who is typing. Elements that have not changed are left alone. */
export function threadView(
  words: Words,
  language: Language,
  origin: string,
  on: {
    takeBack(messageId: string): void
    edit(messageId: string, text: string): void
    remove(messageId: string): void
    react(messageId: string, emoji: string): void
    changeable(at: number): boolean
  },
): ThreadView {
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' })
  const clock = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    hour: '2-digit',
    minute: '2-digit',
  })
  const list = h('div', { class: 'thread', role: 'log', 'aria-live': 'polite', tabindex: 0 })
  list.setAttribute('aria-label', words.chat)
  const greeting = h('p', { class: 'greet' }, words.greeting)
  const typing = h('div', { class: 'msg', 'data-part': 'typing' }, h('div', { class: 'bubble dim' }))
  const product = h('div', { class: 'row card' })
  const jump = h(
    'button',
    { type: 'button', class: 'jump', onclick: () => toNewest() },
    icon('down', 16),
    words.newBelow,
  )
  const element = h('div', { class: 'grow' }, list, jump)
  show(jump, false)
  const drawn = new Map<string, { look: string; node: HTMLElement }>()
  let newest = ''

  list.addEventListener('scroll', () => {
    if (nearBottom()) show(jump, false)
  })

  function toNewest(): void {
    list.scrollTop = list.scrollHeight
    show(jump, false)
  }
  const nearBottom = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM

  function render(thread: Thread, state: SessionState): void {
    const stay = !nearBottom()
    const items = thread.items(state.link === 'online')
    const nodes: HTMLElement[] = []
    const used = new Set<string>()
    const place = (key: string, look: string, make: () => HTMLElement) => {
      used.add(key)
      const known = drawn.get(key)
      const node = known?.look === look ? known.node : make()
      drawn.set(key, { look, node })
      nodes.push(node)
    }
    let before: Item | undefined
    for (const item of items) {
      const date = dayOf(item.at)
      if (!before || dayOf(before.at) !== date)
        place(`day ${date}`, named(item.at), () => h('div', { class: 'day' }, named(item.at)))
      const heads = item.kind === 'message' && startsRun(item, before)
      place(item.id, JSON.stringify([item, heads]), () =>
        item.kind === 'call' ? callNode(item) : messageNode(item, heads),
      )
      before = item
    }
    for (const key of drawn.keys()) if (!used.has(key)) drawn.delete(key)
    if (nodes.length === 0) nodes.push(greeting)
    if (state.typing !== undefined) {
      say(
        typing.firstElementChild as HTMLElement,
        fill(words.typing, { name: state.typing || words.operator }),
      )
      nodes.push(typing)
    }
    if (state.product?.title) {
      const { title, price } = state.product
      product.replaceChildren(
        icon('tag', 24),
        h(
          'span',
          { class: 'col' },
          h('span', { class: 'cut b' }, title),
          h('span', { class: 'small dim' }, price ? `${price}, ${words.viewing}` : words.viewing),
        ),
      )
      nodes.push(product)
    }
    arrange(list, nodes)
    const last = items.at(-1)
    const grew = last !== undefined && last.id !== newest
    newest = last?.id ?? ''
    const mine = last?.kind === 'message' && last.from === 'visitor'
    if (!stay || (grew && mine)) toNewest()
    else if (grew) show(jump, true)
  }

  function messageNode(item: MessageItem, heads: boolean): HTMLElement {
    const own = item.from === 'visitor'
    const name = item.name ?? (item.from === 'bot' ? words.bot : words.operator)
    const bubble = h('div', { class: item.mark === 'failed' ? 'bubble bad' : 'bubble', dir: 'auto' })
    if (item.quote) bubble.append(h('q', { class: 'quote' }, item.quote))
    if (item.deleted) bubble.append(h('i', { class: 'dim' }, words.deleted))
    for (const file of item.files ?? []) bubble.append(fileNode(file))
    if (item.sending)
      bubble.append(
        h('span', { class: 'file' }, icon('clip', 16), item.sending.name),
        h('progress', { max: 100, value: item.sending.percent, 'aria-label': item.sending.name }),
      )
    for (const { text, href } of linkify(item.text))
      bubble.append(
        href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, text) : text,
      )
    bubble.append(
      h(
        'span',
        { class: 'meta num' },
        item.edited && `${words.edited} `,
        clock.format(item.at),
        item.mark && ticks(item.mark),
      ),
    )
    for (const emoji of [item.reaction, item.own])
      if (emoji) bubble.append(h('span', { class: 'reaction' }, emoji))
    return h(
      'div',
      { class: own ? 'msg own' : 'msg', 'data-message': item.id, 'data-mark': item.mark },
      heads && h('span', { class: 'who' }, name),
      own && h('span', { class: 'hiddenly' }, `${words.you}: `),
      withTools(bubble, tools(item)),
      item.mark === 'failed' && failed(item),
    )
  }

  /** What can be done to a message: one's own words anew or gone for an hour, a reaction to the other side's. */
  function tools(item: MessageItem): HTMLElement | false {
    if (item.deleted || item.sending || !['sent', 'delivered', 'read', undefined].includes(item.mark))
      return false
    if (item.from !== 'visitor') {
      const react = (emoji: string) => {
        const chosen = item.own === emoji
        const button = h(
          'button',
          {
            type: 'button',
            class: 'react',
            'aria-pressed': String(chosen),
            'aria-label': fill(words.react, { emoji }),
          },
          emoji,
        )
        button.addEventListener('click', () => on.react(item.id, chosen ? '' : emoji))
        return button
      }
      return h('div', { class: 'tools' }, ...REACTIONS.map(react))
    }
    if (!on.changeable(item.at)) return false
    const link = (word: string, onclick: () => void) =>
      h('button', { type: 'button', class: 'link', onclick }, word)
    return h(
      'div',
      { class: 'tools' },
      item.text !== '' && link(words.edit, () => on.edit(item.id, item.text)),
      link(words.remove, () => on.remove(item.id)),
    )
  }

  /** A picture stands where its place was kept; sound has a player; anything else is a link that saves it. */
  function fileNode({ name, path, mime, width, height, bytes }: WidgetFile): HTMLElement {
    const url = `${origin}${path}`
    if (mime.startsWith('image/')) {
      const image = h('img', { src: url, alt: name, loading: 'lazy', width, height })
      return h('a', { class: 'picture', href: url, target: '_blank', rel: 'noopener noreferrer' }, image)
    }
    if (mime.startsWith('audio/')) return h('audio', { src: url, controls: true, preload: 'none' })
    const size = bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
    return h(
      'a',
      { class: 'file', href: `${url}&as=file`, download: name },
      icon('clip', 16),
      h('span', { class: 'cut' }, name),
      h('span', { class: 'dim num' }, size),
    )
  }

  function withTools(bubble: HTMLElement, row: HTMLElement | false): HTMLElement | DocumentFragment {
    if (!row) return bubble
    const more = h(
      'button',
      { type: 'button', class: 'more', 'aria-label': words.more, 'aria-expanded': 'false' },
      '⋯',
    )
    more.addEventListener('click', () => {
      show(row, Boolean(row.hidden))
      more.setAttribute('aria-expanded', String(!row.hidden))
    })
    show(row, false)
    const both = document.createDocumentFragment()
    both.append(h('div', { class: 'line' }, bubble, more), row)
    return both
  }

  function failed(item: MessageItem): HTMLElement {
    const edit = h(
      'button',
      { type: 'button', class: 'link', onclick: () => on.takeBack(item.id) },
      words.edit,
    )
    return h('div', { class: 'under' }, `${refusal(item.code ?? 'UNKNOWN', language)}. `, item.code && edit)
  }

  function ticks(mark: Mark): HTMLElement {
    const [sign, word] = {
      waiting: ['○', words.markWaiting],
      sending: ['○', words.markSending],
      sent: ['✓', words.markSent],
      delivered: ['✓✓', words.markDelivered],
      read: ['✓✓', words.markRead],
      failed: ['!', words.markFailed],
    }[mark] as [string, string]
    return h('span', { class: mark, title: word, role: 'img', 'aria-label': word }, sign)
  }

  function callNode({ call, at }: CallItem): HTMLElement {
    const good = call.outcome === 'answered'
    const text = fill(callLine(call.outcome, language), { time: minutes(call.talkSeconds) })
    return h(
      'div',
      { class: good ? 'fact' : 'fact bad', 'data-call': call.callId },
      icon(good ? 'phone' : 'hangup', 16),
      text,
      h('span', { class: 'num' }, clock.format(at)),
    )
  }

  function named(at: number): string {
    const age = Math.round((dayOf(Date.now()) - dayOf(at)) / 86_400_000)
    return age === 0 ? words.today : age === 1 ? words.yesterday : day.format(at)
  }

  return { element, render, toNewest }
}

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

const startsRun = (item: MessageItem, before: Item | undefined): boolean =>
  item.from !== 'visitor' &&
  item.from !== 'system' &&
  !(
    before?.kind === 'message' &&
    before.from === item.from &&
    before.name === item.name &&
    item.at - before.at < RUN_MS
  )

/** `3:07`, over an hour `1:04:20`. */
export function minutes(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  const [hours, rest] = [Math.floor(whole / 3600), whole % 3600]
  const short = `${hours ? two(Math.floor(rest / 60)) : Math.floor(rest / 60)}:${two(rest % 60)}`
  return hours ? `${hours}:${short}` : short
}

/** Puts `nodes` in as the children in that order, moving only what is not there already. */
function arrange(parent: HTMLElement, nodes: HTMLElement[]): void {
  const wanted = new Set<Node>(nodes)
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove()
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index]
    if (there !== node) parent.insertBefore(node, there ?? null)
  })
}
