import type { CDPSession, ElectronApplication } from '@playwright/test'
import { living } from './living.ts'

/** What one window holds after a collection of garbage. */
export type WindowFootprint = {
  heapMb: number
  nodes: number
  listeners: number
  /** Live objects, wherever they are kept. */
  peers: number
  tracks: number
  audioNodes: number
}
export type Footprint = {
  /** Handles that keep the process up (sockets, pipes, children), and its timers. */
  main: { heapMb: number; handles: number; timers: number }
  operator: WindowFootprint
  media: WindowFootprint
}

const mb = (bytes: number) => Math.round((bytes / 1_048_576) * 10) / 10

/** Measures the console while nothing goes on in it. Open `measure` once: each session to a page costs a little itself. */
export async function openFootprint(app: ElectronApplication): Promise<() => Promise<Footprint>> {
  const session = async (name: string): Promise<CDPSession> => {
    const page = app.windows().find((window) => window.url().includes(name))
    if (!page) throw new Error(`there is no window ${name}`)
    const opened = await page.context().newCDPSession(page)
    await opened.send('Performance.enable')
    return opened
  }
  const [operator, media] = [await session('index.html'), await session('engine.html')]
  return async () => ({
    main: await ofMain(app),
    operator: await ofWindow(operator),
    media: await ofWindow(media),
  })
}

async function ofMain(app: ElectronApplication): Promise<Footprint['main']> {
  const { heap, resources } = await app.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const gc = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
    gc()
    gc()
    return { heap: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo() }
  })
  const timers = resources.filter((name) => /^(Timeout|Immediate)$/.test(name)).length
  return { heapMb: mb(heap), handles: resources.length - timers, timers }
}

async function ofWindow(session: CDPSession): Promise<WindowFootprint> {
  for (let n = 0; n < 2; n++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN
  return {
    heapMb: mb(metric('JSHeapUsedSize')),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    peers: await living(session, 'RTCPeerConnection'),
    tracks: await living(session, 'MediaStreamTrack'),
    audioNodes: await living(session, 'AudioNode'),
  }
}
