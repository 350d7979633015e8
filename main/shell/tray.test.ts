import { inflateSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { countImage, trayImage } from './marks.ts'
import { type TrayNews, trayMenu, trayTip } from './tray.ts'
import { trayState } from './tray-teller.ts'

vi.mock('electron', () => ({ Menu: {}, nativeImage: {}, Tray: {} }))

/** Red, green, blue and alpha at a place of a PNG that was drawn here. */
function pixel(png: Buffer, x: number, y: number): number[] {
  const size = png.readUInt32BE(16)
  const length = png.readUInt32BE(33)
  const rows = inflateSync(png.subarray(41, 41 + length))
  return [...rows.subarray(y * (size * 4 + 1) + 1 + x * 4).subarray(0, 4)]
}

describe('the marks', () => {
  test('tell each state by its colour, and a count in red instead', () => {
    const looks = (['available', 'break', 'quiet', 'offline'] as const).map((state) =>
      pixel(trayImage(state, 0), 24, 11).join(),
    )
    expect(new Set(looks).size).toBe(4)
    expect(pixel(trayImage('available', 3), 14, 10)).toEqual([191, 44, 36, 255])
    expect(trayImage('available', 3)).not.toEqual(trayImage('available', 4))
    expect(trayImage('available', 10)).toEqual(trayImage('available', 99))
  })

  test('are pictures of 32 and of 16 with clear corners', () => {
    expect(trayImage('offline', 0).readUInt32BE(16)).toBe(32)
    expect(countImage(7).readUInt32BE(16)).toBe(16)
    expect(pixel(countImage(7), 0, 0)[3]).toBe(0)
  })
})

describe('the icon by the clock', () => {
  const news: TrayNews = { language: 'en', state: 'quiet', count: 2, quiet: true, signedIn: true }
  const actions = { open: vi.fn(), quit: vi.fn(), setStatus: vi.fn(), setQuiet: vi.fn() }
  const item = (label: string) => trayMenu(news, actions).find((one) => one.label === label)
  const click = (label: string) => (item(label)?.click as (() => void) | undefined)?.()

  test('says the state and what was not seen', () => {
    expect(trayTip(news)).toBe('Kommutator · Do not disturb · not seen: 2')
    expect(trayTip({ ...news, state: 'available', count: 0 })).toBe('Kommutator · Available')
  })

  test('offers the states, the window and the way out', () => {
    click('Available')
    expect(actions.setStatus).toHaveBeenCalledWith('available')
    click('Do not disturb')
    expect(actions.setQuiet).toHaveBeenCalledWith(false)
    click('Quit')
    expect(actions.quit).toHaveBeenCalledOnce()
  })

  test('offers no state while nobody is signed in', () => {
    expect(trayMenu({ ...news, signedIn: false }, actions).map(({ label }) => label)).not.toContain(
      'Available',
    )
  })

  test.each([
    [true, 'available', false, 'available'],
    [true, 'away', false, 'break'],
    [true, 'busy', false, 'quiet'],
    [true, 'available', true, 'quiet'],
    [true, 'offline', false, 'offline'],
    [false, 'available', false, 'offline'],
  ] as const)('connected %s, %s, quiet %s: %s', (connected, presence, quiet, state) => {
    expect(trayState(connected, presence, quiet)).toBe(state)
  })
})
