// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallQuality } from '../../../shared/softphone/quality.ts'
import { click, makeWindow, press, settle } from '../../testing/mount.tsx'
import { CallBars } from '../softphone/index.ts'
import { BlackBoxes } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
let callId: string
beforeEach(async () => {
  w = await makeWindow()
  await w.show(
    <>
      <CallBars />
      <BlackBoxes />
    </>,
  )
  await settle(() => {
    callId = w.control.phone.ring({ remote: '+79000001234' })
  })
  await press('F12')
})
afterEach(() => w.close())

const tell = (so: Partial<CallQuality>) =>
  settle(() =>
    w.control.publish('softphone', 'quality', {
      callId,
      at: Date.now(),
      warnings: [],
      lossPercent: 0,
      jitterMs: 3,
      roundTripMs: 20,
      codec: 'opus',
      candidate: 'host',
      ...so,
    }),
  )
/** Shift+F4. */
const pressKey = () =>
  settle(() =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', {
        code: 'F4',
        key: 'F4',
        shiftKey: true,
        bubbles: true,
        cancelable: true,
      }),
    ),
  )
const meter = () => document.querySelector<HTMLElement>('[data-testid="mos"]')
const bars = () => meter()?.querySelectorAll('[data-on="true"]').length
const words = () => document.querySelector('[data-testid="quality-words"]')?.textContent

describe('the call bar', () => {
  it('shows bars, the figure and a word, and keeps the place before anything is measured', async () => {
    expect(meter()?.getAttribute('aria-label')).toBe('Call quality: measuring MOS')
    await tell({ mos: 4.31 })
    expect(meter()?.getAttribute('aria-label')).toBe('Call quality: MOS 4.3, excellent')
    expect([bars(), meter()?.dataset.tone]).toEqual([4, 'green'])
    await tell({ mos: 3.35 })
    expect([bars(), meter()?.dataset.tone]).toEqual([2, 'amber'])
    await tell({ mos: 2.2 })
    expect([bars(), meter()?.dataset.tone]).toEqual([1, 'red'])
  })

  it('says whose fault it is and what to do, for as long as it lasts', async () => {
    await tell({ mos: 4.3 })
    expect(words()).toBeUndefined()
    await tell({ mos: 3.1, fault: 'your-wifi' })
    expect(words()).toContain('Your Wi-Fi loses packets')
    expect(words()).toContain('Plug in a cable')
    await tell({ mos: 4.2 })
    expect(words()).toBeUndefined()
  })

  it('says that there is no sound while the media window is away, and stops when it is measured again', async () => {
    await tell({ mos: 4.3 })
    await settle(() => w.control.publish('softphone', 'trouble', { code: 'ENGINE_GONE' }))
    expect(words()).toContain('No sound')
    await tell({ mos: 4.3, at: Date.now() + 1000 })
    expect(words()).toBeUndefined()
  })

  it('shows what the figure is made of, and keeps the black box of that call', async () => {
    await tell({ mos: 4.3, remoteLossPercent: 2.5, candidate: 'relay' })
    await click(/Call quality: MOS/)
    expect(w.text()).toContain('2.5%')
    expect(w.text()).toContain('through TURN')
    const kept = [...document.querySelectorAll('button')].filter((b) =>
      b.textContent?.includes('Keep the black box'),
    )
    await settle(() => kept.find((b) => b.closest('[role="dialog"]'))?.click())
    expect(w.asked('quality.keep')).toEqual([{ callId }])
  })
})

describe('black boxes', () => {
  it('are kept by one key, listed, and opened with the verdict on top', async () => {
    expect(w.text()).toContain('None yet')
    await pressKey()
    expect(w.asked('quality.keep')).toEqual([{}])
    expect(w.text()).toContain('Your Wi-Fi loses packets')
    await click(/^Open$/)
    expect(w.text()).toContain('Plug in a cable')
    expect(document.querySelectorAll('figure')).toHaveLength(4)
    const ladder = [...document.querySelectorAll('ol li summary')].map((row) => row.textContent)
    expect(ladder[0]).toContain('INVITE sip:~')
    expect(ladder.at(-1)).toContain('200 OK')
  })

  it('that cannot be written are told', async () => {
    w.control.failNext('quality.keep', 'BLACK_BOX_NOT_KEPT')
    await pressKey()
    expect(w.text()).toContain('None yet')
  })
})
