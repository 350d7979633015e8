// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { button, click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
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
      channels: 2,
      peaks: { operator: [0, 50, 0, 0], customer: [60, 0, 0, 40] },
    },
    callId: 'call-1',
    contactId: 'c-petr',
    pauses: [],
    comments: [],
    furtherRecordings: [],
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

  it('is moved, slowed down and commented by keys, wherever in the player the focus is', async () => {
    await w.show(<RecordingPlayer item={item()} />)
    const on = async (code: string, more: object = {}) =>
      settle(() => {
        const target = document.activeElement?.closest('[data-status]') ? document.activeElement : slider()
        target?.dispatchEvent(
          new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...more }),
        )
      })
    const speed = () => playerOf(w.bridge).store.getState().speed
    await on('ArrowRight')
    await on('ArrowRight', { shiftKey: true })
    expect(status()?.position).toBe(6)
    await on('ArrowLeft', { shiftKey: true })
    await on('BracketRight')
    expect([status()?.position, speed()]).toEqual([5, 1.25])
    await on('BracketLeft')
    await on('BracketLeft')
    expect(speed()).toBe(0.75)
    await on('KeyC')
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Comment at 0:05"]')
    expect(document.activeElement).toBe(field)
    // In the field a zero is a zero.
    await on('Digit0')
    expect(status()?.position).toBe(5)
    await type(field as HTMLInputElement, 'They agree here')
    await settle(() => field?.form?.requestSubmit())
    expect(w.asked('recordings.comment')).toMatchObject([
      { recordingId: 'rec-1', callId: 'call-1', second: 5, text: 'They agree here' },
    ])
    await on('Digit0')
    expect(status()?.position).toBe(0)
  })

  it('shows its pauses with their length, its comments with who said them, and that the PBX made another', async () => {
    const answeredAt = Date.now() - 100_000
    const comment = { commentId: 'm1', recordingId: 'rec-1' as never, second: 42, text: 'Promise', at: 0 }
    const further = {
      ...(item().recording as RecordingPart),
      recordingId: 'rec-2' as never,
      source: 'pbx' as const,
      matchedBy: 'numbers' as const,
    }
    await w.show(
      <RecordingPlayer
        item={item({
          answeredAt,
          pauses: [{ at: answeredAt + 10_000, seconds: 14, reason: 'payment' }],
          comments: [{ ...comment, operatorId: 'o-anna' as never }],
          furtherRecordings: [{ ...further, channels: 1 }],
        })}
      />,
    )
    expect(document.querySelector('[title="Recording paused 0:14: card data"]')?.textContent).toContain(
      '0:14',
    )
    expect(document.body.textContent).toContain('Promise')
    expect(document.body.textContent).toContain('Recording of the PBX')
    expect(document.body.textContent).toContain('matched by numbers and time')
    await click(/Play from 0:42/)
    expect(status()).toMatchObject({ status: 'playing', position: 42 })
  })

  it('says when and why it was removed instead of a dead player', async () => {
    const removed = { at: new Date(2026, 4, 3).getTime(), reason: 'retention' as const }
    await w.show(
      <RecordingPlayer item={item({ recording: { ...(item().recording as RecordingPart), removed } })} />,
    )
    expect(slider()).toBeNull()
    expect(document.body.textContent).toContain('by retention')
  })

  it('can be kept as a file, held and looked up in the audit only by those who may', async () => {
    await w.show(<RecordingPlayer item={item()} />)
    const names = () =>
      [...document.querySelectorAll('button')].map((b) => b.getAttribute('aria-label') ?? '')
    expect(names().filter((n) => /Download|legal hold|Who listened/.test(n))).toEqual([])
    const roles = async (...given: ('supervisor' | 'auditor')[]) =>
      settle(() => w.control.setSession({ me: { ...w.control.world.me, roles: given } }))
    await roles('supervisor')
    expect(names().filter((n) => /Download|legal hold|Who listened/.test(n))).toEqual([
      'Download the recording',
    ])
    await click(/Download/)
    expect(w.asked('recordings.download')).toEqual([{ recordingId: 'rec-1' }])
    await roles('auditor')
    expect(names().filter((n) => /Download|legal hold|Who listened/.test(n))).toEqual([
      'Place a legal hold',
      'Who listened',
    ])
    await click(/Who listened/)
    expect(w.asked('admin.audit')).toEqual([{ subject: 'rec-1', limit: 100 }])
  })
})
