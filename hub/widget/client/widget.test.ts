// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WidgetMessage } from '../../../shared/protocol/widget-protocol.ts'
import { readCart, readPageFacts, readProduct } from './page-facts.ts'
import { watchPage } from './page-watch.ts'
import type { SessionState } from './session.ts'
import { texts } from './texts.ts'
import { Thread } from './thread.ts'
import { minutes, threadView } from './view/thread-view.ts'

const nothing = () => {}
const on = { takeBack: nothing, edit: nothing, remove: nothing, react: nothing, changeable: () => true }
const online: SessionState = { link: 'online', operatorOnline: true, consent: 'no' }

describe('the thread on the page', () => {
  const hostile = [
    '<script>window.hacked = 1</script>',
    '<img src=x onerror="window.hacked = 1">',
    'javascript:alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
    '\u202eRTL \u0000 text',
    'z\u0351\u036b\u0343'.repeat(50),
  ]
  it('shows hostile text as it was typed and makes no element of it', () => {
    const thread = new Thread()
    hostile.forEach((text, i) => {
      thread.receive({
        messageId: `m${i}`,
        from: 'operator',
        name: '<b>x</b>',
        text,
        at: i,
        receipt: 'sent',
      } as WidgetMessage)
    })
    const view = threadView(texts.en, 'en', 'https://hub.example', on)
    view.render(thread, { ...online, typing: '<i>x</i>', product: { productId: 'p', title: '<u>x</u>' } })
    const tags = new Set([...view.element.querySelectorAll('*')].map((e) => e.localName))
    for (const tag of ['script', 'img', 'b', 'i', 'u', 'a']) expect(tags).not.toContain(tag)
    const shown = [...view.element.querySelectorAll('.bubble')].map((b) => b.firstChild?.textContent)
    expect(shown.slice(0, hostile.length)).toEqual(hostile)
    expect((window as { hacked?: number }).hacked).toBeUndefined()
  })
  it('shows pictures in their place, other files as something to save, and what became of a message', () => {
    const thread = new Thread()
    const file = { fileId: 'f1', name: 'plan.png', bytes: 2000, mime: 'image/png', path: '/api/file/f1?s=x' }
    const said = (messageId: string, more: object) =>
      thread.receive({
        messageId,
        from: 'operator',
        text: messageId,
        at: 1,
        receipt: 'sent',
        ...more,
      } as WidgetMessage)
    said('m1', {
      files: [
        { ...file, width: 40, height: 30 },
        { ...file, fileId: 'f2', name: 'a.pdf', mime: 'application/pdf' },
      ],
    })
    said('m2', { replyTo: 'm1' })
    said('m3', {})
    thread.change({ messageId: 'm2', text: 'better words' } as never)
    thread.change({ messageId: 'm3', deleted: true } as never)
    thread.change({ messageId: 'm1', reaction: '👍' } as never)
    const view = threadView(texts.en, 'en', 'https://hub.example', on)
    view.render(thread, online)
    const at = (id: string) => view.element.querySelector(`[data-message="${id}"]`)
    expect(at('m1')?.querySelector('img')?.getAttribute('src')).toBe('https://hub.example/api/file/f1?s=x')
    expect(at('m1')?.querySelector('a[download]')?.textContent).toContain('a.pdf')
    expect(at('m1')?.textContent).toContain('👍')
    expect(at('m2')?.textContent).toMatch(/m1better words.*edited/)
    expect(at('m3')?.textContent).toContain('Message deleted')
    expect(at('m3')?.textContent).not.toContain('m3')
  })
  it('lets what one has written be changed while it may be, and the other side be reacted to', () => {
    const thread = new Thread()
    const message = (messageId: string, from: string, at: number) =>
      thread.receive({ messageId, from, text: messageId, at, receipt: 'read' } as WidgetMessage)
    message('old', 'visitor', 1)
    message('new', 'visitor', 10)
    message('answer', 'operator', 11)
    const asked: unknown[] = []
    const view = threadView(texts.en, 'en', 'https://hub.example', {
      takeBack: nothing,
      edit: (...args) => asked.push(['edit', ...args]),
      remove: (id) => asked.push(['remove', id]),
      react: (...args) => asked.push(['react', ...args]),
      changeable: (at) => at > 5,
    })
    view.render(thread, online)
    const press = (id: string, word: string) =>
      [...view.element.querySelectorAll<HTMLElement>(`[data-message="${id}"] button`)]
        .find((b) => b.textContent === word)
        ?.click()
    expect(view.element.querySelector('[data-message="old"] button')).toBeNull()
    press('new', '⋯')
    expect(view.element.querySelector<HTMLElement>('[data-message="new"] .tools')?.hidden).toBe(false)
    press('new', 'Edit')
    press('new', 'Delete')
    press('answer', '👍')
    thread.change({ messageId: 'answer', own: '👍' } as never)
    view.render(thread, online)
    press('answer', '👍')
    expect(asked).toEqual([
      ['edit', 'new', 'new'],
      ['remove', 'new'],
      ['react', 'answer', '👍'],
      ['react', 'answer', ''],
    ])
  })
  it('opens links without giving the page away', () => {
    const thread = new Thread()
    thread.receive({
      messageId: 'm',
      from: 'operator',
      text: 'https://x.example/',
      at: 1,
      receipt: 'sent',
    } as WidgetMessage)
    const view = threadView(texts.en, 'en', 'https://hub.example', on)
    view.render(thread, online)
    expect(view.element.querySelector('a')?.getAttribute('rel')).toContain('noopener')
  })
  it('leaves what has not changed alone, so that a reader is not told twice', () => {
    const thread = new Thread()
    thread.send({ messageId: 'a', text: 'one', at: Date.now() })
    thread.accepted('a', Date.now())
    const view = threadView(texts.ru, 'ru', 'https://hub.example', on)
    view.render(thread, online)
    const before = view.element.querySelector('[data-message="a"]')
    thread.send({ messageId: 'b', text: 'two', at: Date.now() })
    view.render(thread, online)
    expect(view.element.querySelector('[data-message="a"]')).toBe(before)
    thread.receipt('a', 'read')
    view.render(thread, online)
    expect(view.element.querySelector('[data-message="a"]')?.getAttribute('data-mark')).toBe('read')
  })
  it('tells time as people write it', () => {
    expect([minutes(0), minutes(187), minutes(3860)]).toEqual(['0:00', '3:07', '1:04:20'])
  })
})

describe('what a host page says about itself', () => {
  beforeEach(() => {
    document.body.innerHTML = ''
  })
  it('is read from its markup', () => {
    document.body.innerHTML = `<main data-kommutator-product="p-1" data-kommutator-title="Sofa"></main>
      <div data-kommutator-cart='{"items":[{"productId":"p-1","quantity":2}],"total":10}'></div>`
    expect(readPageFacts(document)).toEqual({
      product: { productId: 'p-1', title: 'Sofa' },
      cart: { items: [{ productId: 'p-1', quantity: 2 }], total: 10 },
    })
  })
  it('is cut to what the hub takes, and nonsense is left alone', () => {
    document.body.innerHTML = '<div data-kommutator-cart="{"></div>'
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(readPageFacts(document)).toEqual({})
    expect(warned).toHaveBeenCalledOnce()
    expect(readProduct({ id: 7, title: 'x'.repeat(999), price: {} })).toEqual({
      productId: '7',
      title: 'x'.repeat(300),
    })
    expect(readProduct(null)).toBeUndefined()
    expect(readCart({ items: [null, { productId: 'a', quantity: Number.NaN }, 'x'] })).toEqual({
      items: [{ productId: 'a', quantity: 1 }],
    })
    expect(readCart('cart')).toBeUndefined()
  })
})

describe('page changes within a page', () => {
  it('are noticed without changing what the History API does, until the widget goes', async () => {
    vi.useFakeTimers()
    const original = history.pushState
    const left = vi.fn()
    const arrived = vi.fn()
    const stop = watchPage(left, arrived)
    history.pushState({ a: 1 }, '', '#one')
    history.pushState(null, '', '#one')
    expect(left).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(100)
    expect(arrived).toHaveBeenCalledOnce()
    stop()
    expect(history.pushState).toBe(original)
    vi.useRealTimers()
  })
})
