import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type EngineAsk, engineChannels } from '../../shared/ipc/engine-wire.ts'
import { createEngineClient, type EngineClient } from './engine-client.ts'

/** A media window of paper: it keeps what it is asked and says what the test wants. */
function makeWindow() {
  const listeners = new Map<string, (payload: unknown) => void>()
  const asked: EngineAsk[] = []
  return {
    asked,
    transport: {
      send: (_channel: string, payload: unknown) => void asked.push(payload as EngineAsk),
      onMessage(channel: string, listener: (payload: unknown) => void) {
        listeners.set(channel, listener)
        return () => void listeners.delete(channel)
      },
    },
    answer: (id: number, result: unknown) => listeners.get(engineChannels.answer)?.({ id, result }),
    tell: (name: string, payload: unknown) => listeners.get(engineChannels.tell)?.({ name, payload }),
    last: () => asked.at(-1)?.id ?? 0,
  }
}

let window: ReturnType<typeof makeWindow>
let engine: EngineClient
const invalid = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  invalid.mockReset()
  window = makeWindow()
  engine = createEngineClient(window.transport, { onInvalid: invalid })
})
afterEach(() => {
  engine.dispose()
  vi.useRealTimers()
})

describe('the media window as main sees it', () => {
  test('what is asked before the window has loaded waits for it', async () => {
    const created = engine.create('m', { callId: 'c' })
    expect(window.asked).toEqual([])
    window.tell('ready', {})
    expect(window.asked).toMatchObject([{ name: 'create', input: { mediaId: 'm', callId: 'c' } }])
    window.answer(window.last(), { ok: true, value: {} })
    await created
  })

  test('a failure comes back as its code', async () => {
    window.tell('ready', {})
    const created = engine.create('m', { callId: 'c' })
    window.answer(window.last(), { ok: false, code: 'MIC_DENIED' })
    await expect(created).rejects.toMatchObject({ code: 'MIC_DENIED' })
  })

  test('a window that does not answer for five seconds is gone', async () => {
    window.tell('ready', {})
    const asked = expect(engine.quality('c')).rejects.toMatchObject({ code: 'ENGINE_GONE' })
    await vi.advanceTimersByTimeAsync(5000)
    await asked
  })

  test('an answer outside the contract is refused, an event outside it dropped', async () => {
    window.tell('ready', {})
    const heard = vi.fn()
    engine.on('level', heard)
    window.tell('level', { callId: 'c', microphone: 'loud', remote: 0 })
    window.tell('constructor', {})
    expect(heard).not.toHaveBeenCalled()
    const asked = engine.quality('c')
    window.answer(window.last(), { ok: true, value: { mos: 'good' } })
    await expect(asked).rejects.toMatchObject({ code: 'IPC_INVALID_OUTPUT' })
    expect(invalid.mock.calls.flat()).toEqual(['level', 'event', 'quality'])
  })

  test('a crash rejects what is open and is told once; the next window is used', async () => {
    window.tell('ready', {})
    const gone = vi.fn()
    engine.on('gone', gone)
    const asked = expect(engine.devices()).rejects.toMatchObject({ code: 'ENGINE_GONE' })
    engine.reset()
    engine.reset()
    await asked
    expect(gone.mock.calls).toEqual([[{ silent: false }]])
    expect(engine.alive()).toBe(false)
    window.tell('ready', {})
    const again = engine.devices()
    window.answer(window.last(), {
      ok: true,
      value: { inputs: [], outputs: [], microphone: 'ready', using: {} },
    })
    expect(await again).toMatchObject({ microphone: 'ready', using: {} })
  })

  test('a page that loaded again by itself counts as a crash', () => {
    const gone = vi.fn()
    engine.on('gone', gone)
    window.tell('ready', {})
    window.tell('ready', {})
    expect(gone).toHaveBeenCalledTimes(1)
    expect(engine.alive()).toBe(true)
  })

  test('a window that hangs is noticed by its heartbeat', async () => {
    window.tell('ready', {})
    const gone = vi.fn()
    engine.on('gone', gone)
    await vi.advanceTimersByTimeAsync(5000)
    window.answer(window.last(), { ok: true, value: {} })
    await vi.advanceTimersByTimeAsync(9000)
    expect(gone).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(gone.mock.calls).toEqual([[{ silent: true }]])
  })

  test('chunks of a recording arrive as bytes', () => {
    const heard = vi.fn()
    engine.on('chunk', heard)
    const chunk = {
      callId: 'c',
      n: 0,
      at: 0,
      ms: 1000,
      data: new Uint8Array([1]),
      operator: [1],
      customer: [2],
    }
    window.tell('chunk', chunk)
    expect(heard).toHaveBeenCalledWith(chunk)
  })
})
