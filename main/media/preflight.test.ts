import { describe, expect, test } from 'vitest'
import { CodedError } from '../../shared/lib/result.ts'
import type { Preflight } from '../../shared/softphone/preflight.ts'
import { createPreflight, type PreflightParts } from './preflight.ts'

const peaks = (amplitude: number) => Array.from({ length: 60 }, () => amplitude)

/** A computer with a headset: what it hears while it is quiet, while somebody speaks, and of the glide. */
function makeDesk(
  change: Partial<PreflightParts> = {},
  heard: { quiet: number; spoken: number; echo?: object } | string = { quiet: 0.001, spoken: 0.2 },
) {
  const told: Preflight[] = []
  const asked: string[] = []
  let listened = 0
  const preflight = createPreflight({
    engine: {
      async request(name: string) {
        asked.push(name)
        if (typeof heard === 'string') throw new CodedError(heard as never)
        if (name === 'probeMicrophone') return { peaks: peaks(listened++ === 0 ? heard.quiet : heard.spoken) }
        if (name === 'probeEcho') return heard.echo ? { echo: heard.echo } : {}
        return {}
      },
    } as unknown as PreflightParts['engine'],
    inCall: () => false,
    lineState: () => 'registered',
    pingStation: async () => 38,
    pingHub: async () => 12,
    clockOffset: () => 0,
    freeBytes: async () => 50e9,
    echoCall: () => undefined,
    publish: (state) => void told.push(state),
    timing: { quietMs: 10, speakMs: 10, betweenPingsMs: 1 },
    ...change,
  })
  const ended = async () => {
    await expect.poll(() => told.at(-1)?.phase).toBe('done')
    return Object.fromEntries((told.at(-1)?.results ?? []).map((r) => [r.check, `${r.light} ${r.finding}`]))
  }
  return { preflight, told, asked, ended }
}

describe('the pre-flight of a shift', () => {
  test('goes through its steps and is green where everything is well', async () => {
    const desk = makeDesk()
    expect(desk.preflight.start().ok).toBe(true)
    expect(await desk.ended()).toEqual({
      microphone: 'green mic-good',
      noise: 'green noise-low',
      echo: 'green echo-none',
      station: 'green station-good',
      server: 'green server-good',
      disk: 'green disk-good',
    })
    const phases = [...new Set(desk.told.map((state) => state.phase))]
    expect(phases).toEqual(['quiet', 'speak', 'echo', 'done'])
  })

  test('says what is wrong with a dead microphone, and does not guess at the rest of the sound', async () => {
    const desk = makeDesk({}, { quiet: 0, spoken: 0 })
    desk.preflight.start()
    expect(await desk.ended()).toMatchObject({
      microphone: 'red mic-dead',
      noise: 'skipped not-tried',
      echo: 'skipped not-tried',
      station: 'green station-good',
    })
    expect(desk.asked).not.toContain('probeEcho')
  })

  test('finds an echo, and a microphone that may not be used', async () => {
    const echoing = makeDesk({}, { quiet: 0.001, spoken: 0.2, echo: { db: -12, ms: 80 } })
    echoing.preflight.start()
    expect(await echoing.ended()).toMatchObject({ echo: 'red echo-strong' })
    const denied = makeDesk({}, 'MIC_DENIED')
    denied.preflight.start()
    expect(await denied.ended()).toMatchObject({ microphone: 'red mic-denied', echo: 'skipped not-tried' })
  })

  test('tells a phone server that is silent from a hub that is away', async () => {
    let pings = 0
    const desk = makeDesk({
      async pingStation() {
        pings++
        throw new Error('no pong')
      },
      pingHub: async () => undefined,
    })
    desk.preflight.start()
    expect(await desk.ended()).toMatchObject({
      station: 'red station-silent',
      server: 'amber server-offline',
    })
    expect(pings, 'it does not wait for ever').toBe(3)
  })

  test('calls the echo extension last, where there is one', async () => {
    const desk = makeDesk({
      echoCall: () => async () => ({ packetsIn: 200, lossPercent: 0, jitterMs: 3, mos: 4.4 }),
    })
    desk.preflight.start()
    expect(await desk.ended()).toMatchObject({ 'echo-call': 'green echo-call-good' })
    const failing = makeDesk({ echoCall: () => () => Promise.reject(new Error('busy')) })
    failing.preflight.start()
    expect(await failing.ended()).toMatchObject({ 'echo-call': 'red echo-call-failed' })
  })

  test('is stopped at once, tells nothing afterwards, and leaves no sound on', async () => {
    const desk = makeDesk()
    desk.preflight.start()
    desk.preflight.stop()
    expect(desk.told.at(-1)).toEqual({ phase: 'idle', results: [] })
    const count = desk.told.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(desk.told.length).toBe(count)
    expect(desk.asked).toContain('stopProbe')
    expect(desk.asked).not.toContain('probeEcho')
  })

  test('is not begun in a call', () => {
    expect(makeDesk({ inCall: () => true }).preflight.start()).toMatchObject({ code: 'CALL_IN_PROGRESS' })
  })
})
