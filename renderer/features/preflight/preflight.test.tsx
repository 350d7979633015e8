// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Preflight, PreflightResult } from '../../../shared/softphone/preflight.ts'
import { click, makeWindow, settle } from '../../testing/mount.tsx'
import { dismiss, useNotices } from '../../ui/notices.tsx'
import { openPreflight, PreflightHost } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const Told = () => useNotices().map((notice) => <output key={notice.id}>{notice.title}</output>)
const show = () =>
  w.show(
    <>
      <PreflightHost />
      <Told />
    </>,
  )
beforeEach(async () => {
  for (let id = 0; id < 50; id++) dismiss(id)
  w = await makeWindow()
  await show()
})
afterEach(() => w.close())

const tell = (phase: Preflight['phase'], ...results: PreflightResult[]) =>
  settle(() => w.control.publish('devices', 'preflight', { phase, results }))
const open = () => settle(() => openPreflight(w.bridge))

describe('the check before a shift', () => {
  it('says what to do now, what was found, and what to do about it', async () => {
    await open()
    expect(w.asked('devices.startPreflight')).toEqual([{}])
    await tell('speak', { check: 'microphone', light: 'running', values: {} })
    expect(w.text()).toContain('Say: “Good morning')
    await tell(
      'done',
      { check: 'microphone', light: 'amber', finding: 'mic-quiet', values: { level: -43 } },
      { check: 'station', light: 'green', finding: 'station-good', values: { rtt: 38, jitter: 4, lost: 0 } },
    )
    expect(w.text()).toContain('Almost ready')
    expect(w.text()).toContain('You are faint (−43 dB). Move the microphone to two fingers from your lips')
    expect(w.text()).toContain('Answers in 38 ms, jitter 4 ms, nothing lost')
    expect(w.text()).toContain('a remark does not stop you')
  })

  it('is ended by Esc, and by a call', async () => {
    await open()
    await tell('quiet', { check: 'microphone', light: 'running', values: {} })
    await settle(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    )
    expect(w.asked('devices.stopPreflight')).toEqual([{}])
    expect(w.text()).not.toContain('Say nothing')
    await open()
    await tell('idle')
    expect(document.querySelector('[data-testid="preflight"]')).toBeNull()
  })

  it('starts the shift whatever was found', async () => {
    await open()
    await tell('done', { check: 'microphone', light: 'red', finding: 'mic-dead', values: {} })
    expect(w.text()).toContain('Not ready yet')
    await click(/Start the shift/)
    expect(w.asked('session.setPresence')).toEqual([{ presence: 'available' }])
    expect(document.querySelector('[data-testid="preflight"]')).toBeNull()
  })

  it('is refused in a call, in words', async () => {
    w.control.failNext('devices.startPreflight', 'CALL_IN_PROGRESS')
    await open()
    expect(document.querySelector('[data-testid="preflight"]')).toBeNull()
    expect(w.text()).toContain('You are on the phone. This waits until the call is over')
  })
})

describe('the offer', () => {
  it('comes once, to who is not available yet', async () => {
    const offers = () => w.text().split('A new shift').length - 1
    expect(offers(), 'who is available is at work').toBe(0)
    await w.close()
    w = await makeWindow()
    await settle(() => w.control.setSession({ presence: 'away' }))
    await show()
    expect(offers()).toBe(1)
    await settle(() => w.control.setSession({ presence: 'busy' }))
    expect(offers()).toBe(1)
  })
})
