// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeWindow, settle } from '../testing/mount.tsx'
import { NoticeStack } from './NoticeStack.tsx'
import { useDeviceNotices } from './use-device-notices.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
function Screen() {
  useDeviceNotices()
  return <NoticeStack />
}
beforeEach(async () => {
  w = await makeWindow()
  await w.show(<Screen />)
})
afterEach(() => w.close())

it('a headset that is pulled out and plugged in again is told each time, with what is used instead', async () => {
  await settle(() =>
    w.control.publish('devices', 'switched', { role: 'speaker', why: 'lost', from: 'Jabra', to: 'Built-in' }),
  )
  expect(w.text()).toContain('Unplugged: Jabra')
  expect(w.text()).toContain('You hear the customer in Built-in')
  await settle(() =>
    w.control.publish('devices', 'switched', {
      role: 'microphone',
      why: 'back',
      from: 'Built-in',
      to: 'Jabra',
    }),
  )
  expect(w.text()).toContain('Back again: Jabra')
  expect(w.text()).toContain('The microphone is now Jabra')
})

it('the last microphone that goes is told as that', async () => {
  await settle(() =>
    w.control.publish('devices', 'switched', { role: 'microphone', why: 'lost', from: 'Jabra' }),
  )
  expect(w.text()).toContain('There is no microphone any more')
})
