import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { silentLogger } from '../log/logger.ts'
import { createDemoSwitch } from './demo-switch.ts'
import { createEmbeddedHub, type HubOptions } from './embedded-hub.ts'
import type { Child, ChildState } from './supervised-child.ts'

class FakeProcess extends EventEmitter implements Child {
  readonly heard: unknown[] = []
  postMessage(message: unknown): void {
    this.heard.push(structuredClone(message))
    if ((message as { type: string }).type === 'stop') queueMicrotask(() => this.emit('exit', 0))
  }
  kill(): boolean {
    this.emit('exit', 9)
    return true
  }
}

const options: HubOptions = {
  dataDir: '/data/demo',
  host: '127.0.0.1',
  port: 0,
  data: 'demo',
  assetsDir: '/pages',
  liveLoop: false,
  freshDemo: true,
}
const ready = { type: 'ready', url: 'http://127.0.0.1:4000', port: 4000 }
const switchConfig = { domain: 'demo.example', users: [], groups: {} }

function hub() {
  const processes: FakeProcess[] = []
  const states: ChildState[] = []
  const configs: unknown[] = []
  const fork = () => {
    const child = new FakeProcess()
    processes.push(child)
    return child
  }
  const demoCalls: unknown[] = []
  const embedded = createEmbeddedHub({
    fork,
    onDemoCall: (call) => demoCalls.push(call),
    onState: (state) => states.push(state),
    onReady: () => {},
    onSwitchConfig: (config) => configs.push(config),
    log: silentLogger,
  })
  const last = () => processes.at(-1) as FakeProcess
  return { embedded, processes, states, configs, demoCalls, last }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the hub inside the program', () => {
  test('lets customers of the living demo call from its own caller page alone, and only in the demo', () => {
    const { embedded, last, demoCalls } = hub()
    embedded.start({ ...options, data: 'demo' })
    last().emit('message', { ...ready, switchConfig })
    const path = '/demo/caller?number=%2B79000001001'
    last().emit('message', { type: 'demo-call', path, ringSeconds: 25 })
    last().emit('message', { type: 'demo-call', path: '//elsewhere.example/demo/caller?', ringSeconds: 25 })
    expect(demoCalls).toEqual([{ url: `${ready.url}${path}`, ringSeconds: 25 }])
  })

  test('is given its options and tells when it is ready', () => {
    const { embedded, last, states, configs } = hub()
    embedded.start(options)
    expect(last().heard).toEqual([{ type: 'start', options }])
    last().emit('message', { ...ready, switchConfig })
    expect(embedded.ready?.url).toBe('http://127.0.0.1:4000')
    expect(states.at(-1)).toEqual({ state: 'ready' })
    expect(configs).toEqual([switchConfig])
  })

  test('is started again when it dies, on the same port, and the demo is not made anew', () => {
    const { embedded, last, processes } = hub()
    embedded.start(options)
    last().emit('message', ready)
    embedded.tellSwitch({ url: 'ws://127.0.0.1:5000' })
    last().emit('exit', 9)
    expect(embedded.ready).toBeUndefined()
    vi.advanceTimersByTime(500)
    expect(processes).toHaveLength(2)
    expect(last().heard[0]).toEqual({
      type: 'start',
      options: { ...options, port: 4000, freshDemo: false },
      switch: { url: 'ws://127.0.0.1:5000' },
    })
  })

  test('that dies again and again is started ever more slowly and says that it failed', () => {
    const { embedded, last, processes, states } = hub()
    embedded.start(options)
    for (const pause of [500, 1000, 2000, 4000]) {
      last().emit('exit', 1)
      const before = processes.length
      vi.advanceTimersByTime(pause - 1)
      expect(processes).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(processes).toHaveLength(before + 1)
    }
    expect(states.some((s) => s.state === 'failed' && s.code === 'HUB_START_FAILED')).toBe(true)
  })

  test('whose port is taken is not tried again until somebody asks for it', () => {
    const { embedded, last, processes } = hub()
    embedded.start(options)
    last().emit('message', { type: 'failed', code: 'HUB_PORT_TAKEN', detail: '7340' })
    last().emit('exit', 1)
    vi.advanceTimersByTime(600_000)
    expect(embedded.state).toEqual({ state: 'failed', code: 'HUB_PORT_TAKEN' })
    expect(processes).toHaveLength(1)
    embedded.retry()
    expect(processes).toHaveLength(2)
  })

  test('that never says that it is ready is ended and tried again', () => {
    const { embedded, processes } = hub()
    embedded.start(options)
    vi.advanceTimersByTime(61_000)
    expect(processes).toHaveLength(2)
  })

  test('stops when it is told to, and stays so', async () => {
    const { embedded, last, processes, states } = hub()
    embedded.start(options)
    last().emit('message', ready)
    await embedded.stop()
    vi.advanceTimersByTime(600_000)
    expect(processes).toHaveLength(1)
    expect(states.at(-1)).toEqual({ state: 'stopped' })
  })
})

test('the demo switch that is wanted again while it is still ending waits for that end', async () => {
  const processes: FakeProcess[] = []
  const demo = createDemoSwitch({
    fork: () => {
      const child = new FakeProcess()
      child.kill = () => true
      processes.push(child)
      return child
    },
    port: 0,
    onAt: () => {},
    log: silentLogger,
  })
  demo.configure(switchConfig)
  processes[0]?.emit('message', { type: 'ready', port: 5001, url: 'ws://127.0.0.1:5001' })
  const stopped = demo.stop()
  demo.configure(switchConfig)
  expect(processes).toHaveLength(1)
  processes[0]?.emit('exit', 15)
  await stopped
  await vi.advanceTimersByTimeAsync(1)
  expect(processes).toHaveLength(2)
})

test('the demo switch comes back where it was, and is told of changes while it runs', () => {
  const processes: FakeProcess[] = []
  const places: unknown[] = []
  const demo = createDemoSwitch({
    fork: () => {
      const child = new FakeProcess()
      processes.push(child)
      return child
    },
    port: 0,
    onAt: (at) => places.push(at),
    log: silentLogger,
  })
  demo.configure(switchConfig)
  processes[0]?.emit('message', { type: 'ready', port: 5001, url: 'ws://127.0.0.1:5001' })
  demo.configure({ ...switchConfig, groups: { 'q-sales': ['101'] } })
  expect(processes[0]?.heard).toHaveLength(2)
  processes[0]?.emit('exit', 9)
  vi.advanceTimersByTime(500)
  expect(processes[1]?.heard[0]).toMatchObject({
    config: { host: '127.0.0.1', port: 5001, groups: { 'q-sales': ['101'] } },
  })
  processes[1]?.emit('message', { type: 'ready', port: 5001, url: 'ws://127.0.0.1:5001' })
  expect(places).toEqual([
    { url: 'ws://127.0.0.1:5001' },
    { code: 'SWITCH_START_FAILED' },
    { url: 'ws://127.0.0.1:5001' },
  ])
})
