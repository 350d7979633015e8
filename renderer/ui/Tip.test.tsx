// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { button, makeWindow, settle } from '../testing/mount.tsx'
import { Tip } from './Tip.tsx'

afterEach(() => document.body.replaceChildren())

it('a tip comes after a while under the pointer, and goes with it', async () => {
  const w = await makeWindow()
  let entered = 0
  await w.show(
    <Tip label="What it does">
      <button type="button" onPointerEnter={() => entered++}>
        Do
      </button>
    </Tip>,
  )
  const point = (type: string) =>
    settle(() => button(/Do/).dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'mouse' })))
  const shown = () => w.text().includes('What it does')
  const shows = (on: boolean) =>
    vi.waitFor(async () => {
      await settle()
      expect(shown()).toBe(on)
    }, 5000)
  await point('pointerover')
  expect(entered).toBe(1)
  expect(shown()).toBe(false)
  await shows(true)
  await point('pointerout')
  await shows(false)
  await w.close()
})
