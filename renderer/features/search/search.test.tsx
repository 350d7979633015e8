// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { click, makeWindow, settle } from '../../testing/mount.tsx'
import { personOf } from '../person/index.ts'
import { SearchPane } from './index.ts'
import { searchOf } from './store.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const hits = () => [...document.querySelectorAll<HTMLElement>('[data-testid=search-hit]')]
const store = () => searchOf(w.bridge).getState()
const field = () => document.querySelector<HTMLInputElement>('[data-testid=search-field]')
const key = (name: string) =>
  settle(() =>
    field()?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })),
  )
const search = async (text: string) => {
  await settle(() => store().show(text))
  await expect.poll(() => store().status).not.toBe('asking')
  await settle()
}

beforeEach(async () => {
  w = await makeWindow({ language: 'ru' })
  await w.show(<SearchPane />)
})
afterEach(() => w.close())

describe('the search pane', () => {
  it('says what it searches, then shows finds by person with the words marked, in any form', async () => {
    expect(w.text()).toContain('Всё сказанное и написанное')
    await search('заказы')
    expect(hits().length).toBeGreaterThan(1)
    for (const mark of document.querySelectorAll('mark')) expect(mark.textContent).toMatch(/^заказ/i)
    expect(document.querySelectorAll('[role=group]').length).toBeLessThanOrEqual(hits().length)
  })

  it('opens the chosen find’s person by Enter and keeps what was found, also for who comes back', async () => {
    await search('заказ')
    await key('ArrowDown')
    const chosen = hits().find((hit) => hit.getAttribute('aria-selected') === 'true')
    expect(chosen).toBe(hits()[1])
    await key('Enter')
    await settle()
    expect(store().chosen).toBe(chosen?.id.replace('hit-', ''))
    expect(personOf(w.bridge).getState().status).toBe('ready')
    const count = hits().length
    await w.show(<p>elsewhere</p>)
    expect(hits()).toHaveLength(0)
    await w.show(<SearchPane />)
    expect(hits()).toHaveLength(count)
    expect(field()?.value).toBe('заказ')
    expect(document.querySelector('[data-chosen=true]')?.id).toBe(chosen?.id)
  })

  it('says how it read the other layout, and when nothing is there', async () => {
    await search('pfrfp')
    expect(w.text()).toContain('«pfrfp» прочитано как «заказ»')
    await search('zzzz')
    expect(w.text()).toContain('Ничего не нашлось')
  })

  it('asks again with a filter, and offers to drop it where it leaves nothing', async () => {
    await search('заказ')
    await settle(() => store().filter({ to: 1 }))
    await settle()
    expect(w.asked('search.said').at(-1)).toEqual({ text: 'заказ', to: 1 })
    expect(w.text()).toContain('С этими фильтрами совпадений нет')
    await click(/Снять фильтры/)
    await settle()
    expect(hits().length).toBeGreaterThan(0)
    expect(w.asked('search.said').at(-1)).toEqual({ text: 'заказ' })
  })

  it('tells a failure in words, and tries again', async () => {
    w.control.failNext('search.said', 'HUB_OFFLINE')
    await search('заказ')
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Поиск не удался')
    await click(/Повторить/)
    await settle()
    expect(hits().length).toBeGreaterThan(0)
  })

  it('Esc empties the field, and from an empty one goes back to the list', async () => {
    await search('заказ')
    await key('Escape')
    expect(store()).toMatchObject({ text: '', open: true })
    await key('Escape')
    expect(store().open).toBe(false)
  })
})
