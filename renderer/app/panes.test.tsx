// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContactId } from '../../shared/lib/ids.ts'
import { activatePane, Pane } from '../bridge/pane.tsx'
import { Composer } from '../features/conversation/index.ts'
import { personOf } from '../features/person/index.ts'
import { makeWindow, settle } from '../testing/mount.tsx'

let w: Awaited<ReturnType<typeof makeWindow>>
beforeEach(async () => {
  w = await makeWindow()
  await w.show(
    <>
      <Pane name="main">
        <Composer />
      </Pane>
      <Pane name="second">
        <Composer />
      </Pane>
    </>,
  )
  await settle(() =>
    personOf(w.bridge, 'main')
      .getState()
      .open('c-petr' as ContactId),
  )
  await settle(() =>
    personOf(w.bridge, 'second')
      .getState()
      .open('c-alsu' as ContactId),
  )
})
afterEach(async () => {
  await settle(() => activatePane('main'))
  await w.close()
})

const notes = () =>
  [...document.querySelectorAll('[data-testid="composer"]')].map((box) => box.getAttribute('data-note'))
const places = () =>
  w.asked('writing.attend').map((asked) => (asked as { conversationId?: string }).conversationId)

it('a note in one pane leaves the reply in the other', async () => {
  expect(notes()).toEqual(['false', 'false'])
  const turn = [...document.querySelectorAll('button')].filter((b) => b.textContent?.startsWith('Note'))
  await settle(() => turn[1]?.click())
  expect(notes()).toEqual(['false', 'true'])
})

it('colleagues see this operator where the keyboard is', async () => {
  const first = places().at(-1)
  await settle(() => activatePane('second'))
  const second = places().at(-1)
  expect(first).toContain('petr')
  expect(second).toContain('alsu')
})
