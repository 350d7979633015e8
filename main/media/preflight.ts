import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError, type Done, fail, ok } from '../../shared/lib/result.ts'
import {
  judgeDisk,
  judgeEcho,
  judgeEchoCall,
  judgeMicrophone,
  judgeNoise,
  judgeServer,
  judgeStation,
  type Preflight,
  type PreflightCheck,
  type PreflightFinding,
  type PreflightResult,
} from '../../shared/softphone/preflight.ts'
import type { EngineClient } from './engine-client.ts'

export type PreflightParts = {
  engine: Pick<EngineClient, 'request'>
  /** Somebody is on the phone, or rings. */
  inCall(): boolean
  lineState(): string
  /** One round trip to the phone server, milliseconds; rejects when none came back. */
  pingStation(): Promise<number>
  /** One round trip to the hub; undefined when it is away. */
  pingHub(): Promise<number | undefined>
  clockOffset(): number
  freeBytes(): Promise<number>
  /** How to call the echo extension and measure it; undefined when there is no such extension. */
  echoCall(): (() => Promise<Parameters<typeof judgeEchoCall>[0]>) | undefined
  publish(state: Preflight): void
  /** Milliseconds; tests shorten them. */
  timing?: { quietMs: number; speakMs: number; betweenPingsMs: number }
}

export type PreflightRunner = {
  /** Answers at once; how it goes is published. CALL_IN_PROGRESS while somebody is on the phone. */
  start(): Done
  /** Ends it wherever it is, at once and silently. */
  stop(): void
}

const PINGS = 12
/** So many pings without an answer, one after the other, are an answer. */
const GIVE_UP = 3
const micFindings: Record<string, PreflightFinding> = { MIC_DENIED: 'mic-denied', MIC_MISSING: 'mic-missing' }

/** Tries what a shift needs: the sound step by step, the network beside it. It ends by itself within 20 seconds. */
export function createPreflight(parts: PreflightParts): PreflightRunner {
  const { engine, publish } = parts
  const { quietMs, speakMs, betweenPingsMs } = parts.timing ?? {
    quietMs: 3000,
    speakMs: 6000,
    betweenPingsMs: 700,
  }
  let running: AbortController | undefined

  const run = async (signal: AbortSignal): Promise<void> => {
    const checks: PreflightCheck[] = ['microphone', 'noise', 'echo', 'station', 'server', 'disk']
    const echoCall = parts.echoCall()
    if (echoCall) checks.push('echo-call')
    let phase: Preflight['phase'] = 'quiet'
    let results = checks.map((check): PreflightResult => ({ check, light: 'waiting', values: {} }))
    const tell = (): void => {
      if (!signal.aborted) publish({ phase, results })
    }
    const set = (check: PreflightCheck, change: Partial<PreflightResult>): void => {
      results = results.map((result) => (result.check === check ? { ...result, ...change } : result))
      tell()
    }
    const become = (next: Preflight['phase']): void => {
      phase = next
      tell()
    }
    const listen = async (ms: number): Promise<number[]> =>
      (await engine.request('probeMicrophone', { ms }, ms + 8000)).peaks

    const sound = async (): Promise<void> => {
      set('microphone', { light: 'running' })
      try {
        const quiet = await listen(quietMs)
        signal.throwIfAborted()
        become('speak')
        const spoken = await listen(speakMs)
        signal.throwIfAborted()
        const microphone = judgeMicrophone(quiet, spoken)
        set('microphone', microphone)
        if (microphone.finding === 'mic-dead') {
          for (const check of ['noise', 'echo'] as const)
            set(check, { light: 'skipped', finding: 'not-tried' })
          return
        }
        set('noise', judgeNoise(quiet))
        set('echo', { light: 'running' })
        become('echo')
        const { echo } = await engine.request('probeEcho', {}, 10_000)
        signal.throwIfAborted()
        set('echo', judgeEcho(echo))
      } catch (error) {
        signal.throwIfAborted()
        const code = error instanceof CodedError ? error.code : 'UNKNOWN'
        set('microphone', { light: 'red', finding: micFindings[code] ?? 'mic-busy' })
        for (const check of ['noise', 'echo'] as const) set(check, { light: 'skipped', finding: 'not-tried' })
      }
    }

    const callEcho = async (): Promise<void> => {
      if (!echoCall) return
      set('echo-call', { light: 'running' })
      become('network')
      set('echo-call', judgeEchoCall(await echoCall().catch(() => undefined)))
    }

    const station = async (): Promise<void> => {
      set('station', { light: 'running' })
      const trips: (number | null)[] = []
      const silent = (): boolean =>
        trips.length >= GIVE_UP && trips.slice(-GIVE_UP).every((trip) => trip === null)
      while (trips.length < PINGS && parts.lineState() !== 'off' && !silent() && !signal.aborted) {
        trips.push(await parts.pingStation().catch(() => null))
        await sleep(betweenPingsMs)
      }
      set('station', judgeStation(parts.lineState(), trips))
    }
    const server = async (): Promise<void> => {
      set('server', { light: 'running' })
      set('server', judgeServer(await parts.pingHub(), parts.clockOffset()))
    }
    const disk = async (): Promise<void> => set('disk', judgeDisk(await parts.freeBytes()))

    tell()
    await Promise.all([sound().then(callEcho), station(), server(), disk()])
    become('done')
  }

  const stop = (): void => {
    if (!running) return
    running.abort()
    running = undefined
    engine.request('stopProbe', {}).catch(() => undefined)
    publish({ phase: 'idle', results: [] })
  }

  return {
    start() {
      if (parts.inCall()) return fail('CALL_IN_PROGRESS')
      stop()
      const mine = new AbortController()
      running = mine
      run(mine.signal)
        .catch(() => undefined)
        .finally(() => {
          if (running === mine) running = undefined
        })
      return ok({})
    },
    stop,
  }
}
