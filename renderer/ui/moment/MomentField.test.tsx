// @vitest-environment happy-dom
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { MomentField } from './MomentField.tsx'

const at = (day: number, h = 10, m = 30) => new Date(2026, 10, day, h, m).getTime()
let told: number[]
let w: Awaited<ReturnType<typeof makeWindow>>
function Promised() {
  const [value, setValue] = useState(at(24))
  const change = (next: number) => {
    told.push(next)
    setValue(next)
  }
  return <MomentField label="When" value={value} onChange={change} />
}
const field = () => document.querySelector('input') as HTMLInputElement
const show = async (language: 'en' | 'ru') => {
  w = await makeWindow({ language })
  await w.show(<Promised />)
}
beforeEach(() => {
  told = []
  vi.useFakeTimers({ toFake: ['Date'], now: at(20) })
})
afterEach(async () => {
  await w.close()
  vi.useRealTimers()
})

it("stands in the console's language, and hears of whole moments only", async () => {
  await show('ru')
  expect(field().value).toBe('24.11.2026 10:30')
  await type(field(), '25.11')
  await type(field(), '25.11 9')
  await type(field(), '25.11 9:')
  expect(told).toEqual([at(25), at(25, 9, 0)])
  expect(field().getAttribute('aria-invalid')).toBe('true')
  await settle(() => field().dispatchEvent(new FocusEvent('focusout', { bubbles: true })))
  expect(field().value).toBe('25.11.2026 09:00')
})

it('is stepped by days in its date, by quarters of an hour in its time', async () => {
  await show('en')
  expect(field().value).toBe('24/11/2026 10:30')
  field().setSelectionRange(1, 1)
  await press('ArrowUp', field())
  field().setSelectionRange(13, 13)
  await press('ArrowDown', field())
  expect(told).toEqual([at(25), at(25, 10, 15)])
})

it('a day is chosen from the month, and the time stays', async () => {
  await show('en')
  await click(/Choose a day/)
  await click(/Next month/)
  expect(w.text()).toContain('December 2026')
  await click(/Tuesday, 1 December/)
  expect(told).toEqual([new Date(2026, 11, 1, 10, 30).getTime()])
})
