import { describe, expect, it } from 'vitest'
import {
  holdSpans,
  laneBars,
  lanePaths,
  lineAt,
  nextSpeed,
  pauseSpans,
  recordingView,
  secondAt,
  silences,
  skipFrom,
  speeds,
  stepSpeed,
} from './playback.ts'

const loud = 60

describe('a recording', () => {
  it('places its holds against the answer, and an open one up to the end', () => {
    const call = { answeredAt: 100_000, endedAt: 160_000 }
    expect(holdSpans({ ...call, holds: [{ at: 110_000, seconds: 24 }] }, { seconds: 60 })).toEqual([
      { from: 10, to: 34 },
    ])
    expect(holdSpans({ ...call, holds: [{ at: 150_000, seconds: 0 }] }, { seconds: 60 })).toEqual([
      { from: 50, to: 60 },
    ])
    expect(
      holdSpans({ ...call, answeredAt: undefined, holds: [{ at: 1, seconds: 5 }] }, { seconds: 60 }),
    ).toEqual([])
  })

  it('places pauses by its own first second, and none on what the PBX recorded', () => {
    const call = {
      answeredAt: 100_000,
      endedAt: 160_000,
      pauses: [{ at: 115_000, seconds: 9, reason: 'payment' }],
    }
    const part = { seconds: 60, startedAt: 105_000, source: 'console' as const }
    expect(pauseSpans(call, part)).toEqual([{ from: 10, to: 19 }])
    expect(pauseSpans(call, { ...part, source: 'pbx' })).toEqual([])
  })

  it('skips only pauses that both keep, leaves a breath on either side, and joins them with holds', () => {
    const operator = Array.from({ length: 100 }, (_, i) => (i < 20 || i >= 60 ? loud : 0))
    const customer = Array.from({ length: 100 }, (_, i) => (i >= 20 && i < 30 ? loud : 0))
    const part = { seconds: 10, peaks: { operator, customer } }
    const [pause] = silences(part, [])
    expect(pause?.from).toBeCloseTo(3.3)
    expect(pause?.to).toBeCloseTo(5.7)
    expect(silences(part, [{ from: 5, to: 8 }])).toHaveLength(1)
    expect(silences({ seconds: 10, peaks: undefined }, [{ from: 5, to: 8 }])).toEqual([{ from: 5, to: 8 }])
  })

  it('goes on behind the silence it stands in, and nowhere else', () => {
    const spans = [{ from: 3, to: 6 }]
    expect(skipFrom(4, spans)).toBe(6)
    expect(skipFrom(6, spans)).toBeUndefined()
    expect(skipFrom(2.9, spans)).toBeUndefined()
  })

  it('seeks to what lies under the pointer, never outside', () => {
    expect(secondAt(50, 200, 60)).toBe(15)
    expect(secondAt(-5, 200, 60)).toBe(0)
    expect(secondAt(900, 200, 60)).toBe(60)
    expect(secondAt(50, 0, 60)).toBe(0)
  })

  it('goes through its speeds and back', () => {
    expect(speeds.map(nextSpeed)).toEqual([1, 1.25, 1.5, 1.75, 2, 0.75])
    expect([stepSpeed(0.75, -1), stepSpeed(1, -1), stepSpeed(2, 1)]).toEqual([0.75, 0.75, 2])
  })

  it('draws a whole lane whatever the peaks: said, silent, none', () => {
    const bars = (d: string) => d.split('M').length - 1
    const half = lanePaths(Array.from({ length: 1000 }, (_, i) => (i < 500 ? loud : 0)))
    expect(bars(half.said)).toBe(laneBars / 2)
    expect(bars(half.silent)).toBe(laneBars / 2)
    expect(bars(lanePaths(undefined).silent)).toBe(laneBars)
    expect(bars(lanePaths([loud, loud, loud]).said)).toBe(laneBars)
  })

  it('marks the line that is being said', () => {
    const lines = [0, 4, 9].map((start) => ({ side: 'operator' as const, start, end: start + 2, text: 'x' }))
    expect([0, 3.9, 4, 20].map((at) => lineAt(lines, at))).toEqual([0, 0, 1, 2])
    expect(lineAt([], 3)).toBe(-1)
  })

  it('is never a dead player: coming, lost, cut short or not made is said in words', () => {
    const ended = { outcome: 'answered' as const, endedAt: 1_000_000, talkSeconds: 30 }
    const part = { recordingId: 'r' as never, seconds: 30, kept: true, cutShort: false, peaks: undefined }
    const show = (o: object, recorded = true, now = 1_010_000) =>
      recordingView({ ...ended, recording: undefined, ...o }, recorded, now)
    expect(show({})).toEqual({ show: 'coming' })
    expect(show({}, true, 1_000_000 + 11 * 60_000)).toEqual({ show: 'lost' })
    expect(show({}, false)).toEqual({ show: 'none' })
    expect(show({ outcome: 'abandoned' })).toEqual({ show: 'none' })
    expect(show({ recording: { ...part, kept: false } })).toEqual({ show: 'lost' })
    expect(show({ recording: { ...part, seconds: 0 } })).toEqual({ show: 'lost' })
    expect(show({ recording: { ...part, cutShort: true } })).toMatchObject({ show: 'player', cutShort: true })
  })
})
