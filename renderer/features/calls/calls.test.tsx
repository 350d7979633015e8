// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { click, makeWindow, press, settle } from '../../testing/mount.tsx'
import { CallsScreen } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const opened: string[] = []
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')]

beforeEach(async () => {
  opened.length = 0
  w = await makeWindow()
  await w.show(<CallsScreen onOpenPerson={(id) => opened.push(id)} />)
  await settle()
})
afterEach(() => w.close())

describe('the list of calls', () => {
  it('shows what was missed, by day, with how long they waited and who has called back since', () => {
    expect(rows()).toHaveLength(3)
    expect(rows()[0]?.textContent).toContain('waited 0:41')
    expect(rows()[1]?.textContent).toContain('called back at')
    expect(rows()[2]?.textContent).toContain('tried at')
    expect(w.text()).toMatch(/today|yesterday/)
  })

  it('leaves in red only those that nobody has reached since', () => {
    expect(rows().map((row) => row.dataset.missed)).toEqual(['true', 'false', 'true'])
  })

  it('calls back the chosen one by Enter; arrows walk', async () => {
    await settle(() => rows()[0]?.focus())
    await press('ArrowDown')
    await settle(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }),
      ),
    )
    expect(document.activeElement).toBe(rows()[1])
    await settle(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
      ),
    )
    expect(w.asked('softphone.dial')).toMatchObject([{ target: '+79000001234' }])
  })

  it('shows all others as well, and opens a person’s card', async () => {
    await settle(() => document.querySelector<HTMLInputElement>('input[value="all"]')?.click())
    await settle()
    expect(w.asked('softphone.recent').at(-1)).toEqual({ missed: false })
    expect(w.text()).toContain('talked 4:12')
    await click(/Open the card/)
    expect(opened).toHaveLength(1)
  })

  it('is asked for anew when something happens to anybody’s call', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const row = w.world.rows()[0]
    const before = w.asked('softphone.recent').length
    await settle(() =>
      w.control.publish('inbox', 'changed', {
        rows: [{ ...row, conversationId: 'cv-x' as ConversationId, channel: 'voice' } as never],
        all: false,
      }),
    )
    await settle(() => vi.advanceTimersByTime(400))
    vi.useRealTimers()
    expect(w.asked('softphone.recent')).toHaveLength(before + 1)
  })

  it('says what is wrong when it cannot be had, and tries again', async () => {
    w.control.failNext('softphone.recent', 'HUB_OFFLINE')
    await settle(() => document.querySelector<HTMLInputElement>('input[value="all"]')?.click())
    await settle()
    expect(document.querySelector('[role="alert"]')).not.toBeNull()
    await click(/Try again/)
    expect(document.querySelector('[role="alert"]')).toBeNull()
  })
})
