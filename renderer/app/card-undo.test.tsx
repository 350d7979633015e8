// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactId } from '../../shared/lib/ids.ts'
import { CardPane } from '../features/card/index.ts'
import { personOf } from '../features/person/index.ts'
import { click, makeWindow, settle, type } from '../testing/mount.tsx'
import { NoticeStack } from './NoticeStack.tsx'

const petr = 'c-petr' as ContactId
let w: Awaited<ReturnType<typeof makeWindow>>
beforeEach(async () => {
  w = await makeWindow()
  await w.show(
    <>
      <CardPane />
      <NoticeStack />
    </>,
  )
  await settle(() => personOf(w.bridge).getState().open(petr))
})
afterEach(() => w.close())

const promises = () =>
  [...document.querySelectorAll('[data-testid="promise"]')].map((e) => e.textContent ?? '')

describe('what was changed on the card', () => {
  it('a promise that was kept by mistake stands again, with its time', async () => {
    const before = promises()
    expect(before).toHaveLength(1)
    await settle(() => document.querySelector<HTMLElement>('[data-testid="promise"] button')?.click())
    expect(promises()).toEqual([])
    await click(/Put back/)
    expect(promises()).toEqual(before)
  })

  it('a new name gives way to the one before', async () => {
    const name = () => document.querySelector('[data-testid="card-name"]')
    const before = name()?.textContent
    await settle(() => name()?.querySelector('button')?.click())
    await type(name()?.querySelector('input') ?? null, 'Petr V.')
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })
    await settle(() => name()?.querySelector('input')?.dispatchEvent(enter))
    expect(name()?.textContent).toBe('Petr V.')
    await click(/Put back/)
    expect(name()?.textContent).toBe(before)
  })
})
