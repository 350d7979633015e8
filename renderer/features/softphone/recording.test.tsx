// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { button, click, makeWindow, press, settle } from '../../testing/mount.tsx'
import { CallBars } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
beforeEach(async () => {
  w = await makeWindow()
  await w.show(<CallBars />)
  await settle(() => void w.control.phone.ring({ remote: '+79000001234' }))
  await press('F12')
})
afterEach(() => w.close())

const pressPause = () =>
  settle(() => {
    const key = { code: 'F6', key: 'F6', shiftKey: true, bubbles: true, cancelable: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', key))
  })
const recording = () => w.control.phone.calls[0]?.recording

describe('the recording of the call in front', () => {
  it('is paused and goes on by its key, and says so', async () => {
    expect(document.body.textContent).toContain('Rec')
    await pressPause()
    expect(recording()).toBe('paused')
    expect(document.body.textContent).toContain('Paused: card data')
    expect(button(/Resume recording/).getAttribute('aria-pressed')).toBe('true')
    await pressPause()
    expect(recording()).toBe('on')
  })

  it('is paused by its button, which waits until there is something to pause', async () => {
    await click(/Pause recording/)
    expect(recording()).toBe('paused')
    const { callId } = w.control.phone.calls[0] ?? {}
    await settle(() => void w.control.phone.send(callId ?? '', { type: 'recording-failed' }))
    expect((button(/Pause recording/) as HTMLButtonElement).disabled).toBe(true)
    await pressPause()
    expect(w.asked('recordings.pause')).toHaveLength(1)
  })

  it('that the rules do not want is not called a failure', async () => {
    const { callId } = w.control.phone.calls[0] ?? {}
    await settle(() => void w.control.phone.send(callId ?? '', { type: 'recording-failed' }))
    const mark = () => document.querySelector('[data-wanted]')?.getAttribute('data-wanted')
    expect(mark()).toBe('true')
    await settle(() => void w.control.phone.send(callId ?? '', { type: 'recording-unwanted' }))
    expect(mark()).toBe('false')
  })
})
