// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { click, makeWindow, settle, type } from '../../testing/mount.tsx'
import { personOf } from '../person/index.ts'
import { FinderDialog, type FinderMode } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
let closed = 0
const show = async (mode: FinderMode) => {
  closed = 0
  await w.show(
    <FinderDialog
      mode={mode}
      onMode={() => undefined}
      onClose={() => {
        closed += 1
      }}
    />,
  )
}
const field = () => document.querySelector<HTMLInputElement>('[data-testid="finder-field"]')
const options = () => [...document.querySelectorAll('[role="option"]')].map((o) => o.textContent ?? '')
const find = async (text: string) => {
  await type(field(), text)
  await settle(() => new Promise((done) => setTimeout(done, 150)))
}
const key = (name: string) =>
  settle(() =>
    field()?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })),
  )

beforeEach(async () => {
  w = await makeWindow()
})
afterEach(() => w.close())

describe('the finder', () => {
  it('finds people by name, number, e-mail and order, and says how many', async () => {
    await show('find')
    for (const text of ['vorontsov', '+7 900 000-12-34', 'p.vorontsov@', '1187']) {
      await find(text)
      expect(options()[0], text).toContain('Petr Ilyich Vorontsov')
    }
    expect(w.text()).toMatch(/1 found, \d+ ms/)
  })

  it('opens the chosen person on Enter', async () => {
    await show('find')
    await find('alsu')
    await key('Enter')
    expect(personOf(w.bridge).getState().personId).toBe('c-alsu')
    expect(closed).toBe(1)
  })

  it('walks with the arrows, round and round', async () => {
    await show('find')
    await find('000')
    const chosen = () => document.querySelector('[aria-selected="true"]')?.textContent
    const first = chosen()
    await key('ArrowDown')
    expect(chosen()).not.toBe(first)
    for (let i = 1; i < options().length; i++) await key('ArrowDown')
    expect(chosen()).toBe(first)
  })

  it('says that nobody was found, and why when the search failed', async () => {
    await show('find')
    await find('nobody at all')
    expect(w.text()).toContain('Nobody found')
    w.control.failNext('card.find', 'HUB_OFFLINE')
    await find('petr')
    expect(w.text()).toContain('No connection to the server')
  })

  it('offers to dial what looks like a number', async () => {
    await show('find')
    await find('+48 500 000 111')
    expect(options()[0]).toContain('Dial +48 500 000 111')
  })
})

describe('linking a second card', () => {
  const petr = 'c-petr' as ContactId
  const stranger = 'c-unknown' as ContactId

  it('shows both sides, asks how one knows, and links only then', async () => {
    await settle(() => personOf(w.bridge).getState().open(stranger))
    await show('link')
    await find('petr')
    await key('Enter')
    const dialog = document.querySelector('[data-testid="link-confirm"]')?.textContent
    expect(dialog).toContain('+7 900 000-44-18')
    expect(dialog).toContain('p.vorontsov@example.com')
    expect(w.asked('card.link')).toHaveLength(0)
    await click(/^Said so in the conversation/)
    await click(/^Link/)
    expect(w.asked('card.link')).toMatchObject([
      { contactId: stranger, withContactId: petr, why: 'Said so in the conversation' },
    ])
    expect(personOf(w.bridge).getState().members).toContain(petr)
    expect(closed).toBe(1)
  })

  it('says why a link was refused and stays', async () => {
    await settle(() => personOf(w.bridge).getState().open(stranger))
    await show('link')
    await find('petr')
    await key('Enter')
    w.control.failNext('card.link', 'LINK_SAME_PERSON')
    await click(/^Same number/)
    await click(/^Link/)
    expect(w.text()).toContain('These cards are already one person')
    expect(closed).toBe(0)
  })

  it('does not offer a card that is this person already', async () => {
    await settle(() => personOf(w.bridge).getState().open(petr))
    await show('link')
    await find('petr')
    expect(options()[0]).toContain('already this person')
    await key('Enter')
    expect(document.querySelector('[data-testid="link-confirm"]')).toBeNull()
  })
})
