import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { PopOut, Stood } from '../../shared/ipc/windows-contract.ts'
import { silentLogger } from '../log/logger.ts'
import { createPopOuts, type PopOutWindow } from './pop-outs.ts'
import type { Bounds } from './window-options.ts'
import { windowOptions } from './window-options.ts'

let nextId = 0
class FakeWindow extends EventEmitter {
  readonly url: string[] = []
  readonly sent: unknown[] = []
  readonly webContents: { id: number; send(channel: string, payload: unknown): void; isDestroyed(): boolean }
  readonly bounds: Bounds | undefined
  focusedNow = false
  shown = 0
  private gone = false
  constructor(bounds: Bounds | undefined) {
    super()
    this.bounds = bounds
    this.webContents = {
      id: ++nextId,
      send: (_channel, payload) => void this.sent.push(payload),
      isDestroyed: () => this.gone,
    }
  }
  async loadURL(url: string) {
    this.url.push(url)
  }
  show() {
    this.shown++
  }
  focus() {}
  restore() {}
  maximize() {}
  isMinimized = () => false
  isMaximized = () => false
  isFocused = () => this.focusedNow
  isDestroyed = () => this.gone
  getNormalBounds = () => ({ x: 1, y: 2, width: 600, height: 700 })
  destroy() {
    if (this.gone) return
    this.gone = true
    this.emit('closed')
  }
}

function popOuts() {
  const made: FakeWindow[] = []
  const told: PopOut[][] = []
  const returned: Stood[] = []
  const all = createPopOuts({
    make(bounds) {
      const window = new FakeWindow(bounds)
      made.push(window)
      return window as unknown as PopOutWindow
    },
    onChange: (list) => void told.push(list),
    onReturned: (stood) => void returned.push(stood),
    onFocus: () => {},
    log: silentLogger,
  })
  return { all, made, told, returned }
}
const petr = { contactId: 'c-petr', conversationId: 'cv-1' } as Stood

describe('a conversation in a window of its own', () => {
  test('stands once, is told of, and comes back to the desk when its window closes', () => {
    const { all, made, told, returned } = popOuts()
    all.open(petr)
    all.open(petr)
    expect(made).toHaveLength(1)
    expect(made[0]?.shown).toBe(1)
    expect(made[0]?.url[0]).toMatch(/\?popOut=.+&contact=c-petr&conversation=cv-1$/)
    expect(all.owns(made[0]?.webContents.id ?? 0)).toBe(true)
    expect(all.owns(999_999)).toBe(false)
    made[0]?.destroy()
    expect(returned).toEqual([petr])
    expect(told.at(-1)).toEqual([])
  })

  test('hears everything that the desk hears, and says when it has the keyboard', () => {
    const { all, made } = popOuts()
    all.open(petr)
    all.send('events', 'x')
    expect(made[0]?.sent).toEqual(['x'])
    expect(all.focused).toBeUndefined()
    if (made[0]) made[0].focusedNow = true
    expect(all.focused).toBe(all.list[0]?.popOutId)
  })

  test('is one of six at the most', async () => {
    const { all } = popOuts()
    for (let i = 0; i < 6; i++) all.open({ contactId: `c-${i}` } as Stood)
    expect(await all.handlers.popOut({ contactId: 'c-7' } as Stood)).toMatchObject({ code: 'WINDOWS_ENOUGH' })
  })

  test('makes room for a workspace without coming back, and is remembered when the program ends', async () => {
    const { all, made, told, returned } = popOuts()
    all.open(petr)
    const bounds = { x: 5, y: 6, width: 640, height: 700, maximized: false }
    await all.handlers.arrange({ popOuts: [{ contactId: 'c-alsu' as never, bounds }] })
    expect(returned).toEqual([])
    expect(all.list).toMatchObject([{ contactId: 'c-alsu', bounds }])
    expect(made[1]?.bounds).toEqual(bounds)
    const before = told.length
    all.dispose()
    expect(told).toHaveLength(before)
    expect(returned).toEqual([])
  })

  test('opens on the screen that there is', () => {
    const bounds = { x: 3000, y: 0, width: 600, height: 700, maximized: false }
    const at = (width: number) =>
      windowOptions({
        ...{ kind: 'pop-out', platform: 'linux', bounds },
        displays: [{ x: 0, y: 0, width, height: 1080 }],
      })
    expect(at(1920)).not.toHaveProperty('x')
    expect(at(3840)).toMatchObject({ x: 3000, width: 600, minWidth: 440 })
  })
})
