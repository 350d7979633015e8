// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallItem } from '../../../shared/domain/timeline.ts'
import { button, click, makeWindow, press, settle } from '../../testing/mount.tsx'
import { RecordingPlayer } from './index.ts'
import { playerOf } from './use-player.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const item = (o: Partial<CallItem> = {}): CallItem =>
  ({
    kind: 'call',
    id: 'call:1',
    direction: 'in',
    outcome: 'answered',
    answeredAt: Date.now() - 100_000,
    endedAt: Date.now() - 40_000,
    talkSeconds: 60,
    holds: [{ at: Date.now() - 70_000, seconds: 12 }],
    transcript: [
      { side: 'customer', start: 3, end: 5, text: 'Please deliver after six' },
      { side: 'operator', start: 31, end: 34, text: 'Noted' },
    ],
    recording: {
      recordingId: 'rec-1' as never,
      seconds: 60,
      kept: true,
      cutShort: false,
      peaks: { operator: [0, 50, 0, 0], customer: [60, 0, 0, 40] },
    },
    ...o,
  }) as CallItem
const slider = () => document.querySelector<HTMLElement>('[role="slider"]')
const status = () => playerOf(w.bridge).store.getState().recordings['rec-1']

beforeEach(async () => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined)
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue(undefined)
  w = await makeWindow()
})
afterEach(async () => {
  await w.close()
  vi.restoreAllMocks()
})

describe('the recording of a call', () => {
  it('plays and pauses by its button and by Space on its lanes', async () => {
    await w.show(<RecordingPlayer item={item()} />)
    await click(/Play the recording/)
    expect(status()?.status).toBe('playing')
    expect(w.asked('recordings.open')).toEqual([{ recordingId: 'rec-1' }])
    await press('Space', slider() ?? document.body)
    expect(status()?.status).toBe('paused')
    expect(button(/Play the recording/)).toBeTruthy()
  })

  it('moves five seconds by the arrows, and to its ends by Home and End, in words for a screen reader', async () => {
    await w.show(<RecordingPlayer item={item()} />)
    const to = async (code: string) => {
      await press(code, slider() ?? document.body)
      return slider()?.getAttribute('aria-valuetext')
    }
    expect(await to('ArrowRight')).toBe('0:05 of 1:00')
    expect(await to('ArrowLeft')).toBe('0:00 of 1:00')
    expect(await to('End')).toBe('1:00 of 1:00')
    expect(await to('Home')).toBe('0:00 of 1:00')
  })

  it('shows where the customer was on hold', async () => {
    await w.show(<RecordingPlayer item={item()} />)
    expect(document.querySelector('[title="On hold 0:12"]')).not.toBeNull()
  })

  it('plays from a line of the transcript', async () => {
    await w.show(<RecordingPlayer item={item()} />)
    await click(/Transcript/)
    await click(/Play from 0:31/)
    expect(status()).toMatchObject({ status: 'playing', position: 31 })
  })

  it('that does not open says why, and opens at the next try', async () => {
    w.control.failNext('recordings.open', 'HUB_OFFLINE')
    await w.show(<RecordingPlayer item={item()} />)
    await click(/Play the recording/)
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('No connection to the server')
    await click(/Retry/)
    expect(status()?.status).toBe('playing')
  })

  it.each([
    ['en', 'The recording was not kept', 'The recording is coming'],
    ['ru', 'Запись не сохранилась', 'Запись ещё загружается'],
    ['pl', 'Nagranie nie zostało zachowane', 'Nagranie jeszcze się wczytuje'],
  ] as const)(
    'that is lost or still on its way says so in %s, with no player',
    async (language, lost, coming) => {
      await w.close()
      w = await makeWindow({ language })
      const { recording } = item()
      await w.show(<RecordingPlayer item={item({ recording: { ...recording!, kept: false } })} />)
      await settle()
      expect(w.text()).toContain(lost)
      expect(slider()).toBeNull()
      await w.show(<RecordingPlayer item={item({ recording: undefined })} />)
      expect(w.text()).toContain(coming)
      expect(slider()).toBeNull()
    },
  )
})
