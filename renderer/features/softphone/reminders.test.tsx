// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { NoticeStack } from '../../app/NoticeStack.tsx'
import { click, makeWindow, settle } from '../../testing/mount.tsx'
import { CallBars, IncomingCall } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
let here: boolean
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const show = () =>
  w.show(
    <>
      <CallBars />
      <IncomingCall onOpenPerson={() => undefined} />
      <NoticeStack />
    </>,
  )
beforeEach(async () => {
  here = true
  vi.spyOn(document, 'hasFocus').mockImplementation(() => here)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  w = await makeWindow()
  await show()
})
afterEach(async () => {
  await w.close()
  vi.restoreAllMocks()
  vi.useRealTimers()
})
const putOff = async () => {
  await settle(() => w.control.phone.ring({ remote: '+79000001234', contactId: 'c-petr' as ContactId }))
  await click(/remind me/)
}

it('a caller who was put off is told after five minutes, and called back from there', async () => {
  await putOff()
  expect(w.asked('reminders.snooze')).toHaveLength(1)
  await pass(4 * 60_000)
  expect(w.text()).not.toContain('Call back: ')
  await pass(60_000)
  expect(w.text()).toContain('Call back: ')
  expect(w.asked('reminders.done')).toHaveLength(1)
  await click(/^Call back/)
  expect(w.asked('softphone.dial')).toMatchObject([{ target: '+79000001234', contactId: 'c-petr' }])
})

it('an operator who is elsewhere is reminded when they are back, and told when it should have been', async () => {
  await putOff()
  here = false
  await pass(20 * 60_000)
  expect(w.text()).not.toContain('Call back: ')
  expect(w.asked('reminders.done')).toEqual([])
  here = true
  await settle(() => window.dispatchEvent(new FocusEvent('focus')))
  expect(w.text()).toMatch(/Call back: .*You wanted to be reminded at \d\d:\d\d/)
})
