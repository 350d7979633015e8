import { describe, expect, test } from 'vitest'
import { sample, seconds } from '../testing/samples.ts'
import {
  addScore,
  barsOf,
  callQuality,
  type Fault,
  faultOf,
  noScore,
  type Sample,
  scoresOf,
  shownScore,
  toneOf,
  type Warning,
  warningsOf,
} from './quality.ts'

const good = (n: number) => seconds(n)

describe('warnings', () => {
  const cases: [string, Sample[], Warning[]][] = [
    ['a good call', good(10), []],
    ['no samples at all', [], []],
    ['a score under 3.5 in two of five', [...good(3), ...seconds(2, { mos: 3.4 })], []],
    ['a score under 3.5 in three of five', [...good(2), ...seconds(3, { mos: 3.4 })], ['low-score']],
    ['a bad time that is over', [...seconds(3, { mos: 3 }), ...good(3)], []],
    ['exactly 3.5', seconds(5, { mos: 3.5 }), []],
    ['jitter of 31 ms in three of five', [...good(2), ...seconds(3, { jitterMs: 31 })], ['jitter']],
    ['jitter of exactly 30 ms', seconds(5, { jitterMs: 30 }), []],
    ['a round trip of 401 ms', seconds(3, { roundTripMs: 401 }), ['round-trip']],
    ['4 percent of loss over seven', seconds(7, { lossPercent: 4 }), ['loss']],
    ['one very bad second in seven', [...good(6), sample({ lossPercent: 30 })], ['loss']],
    ['one bad second in seven', [...good(6), sample({ lossPercent: 20 })], []],
    ['what the other side loses of us', seconds(7, { remoteLossPercent: 5 }), ['loss-there']],
    ['one second without a packet', [...good(4), sample({ inNow: 0 })], []],
    ['two seconds without a packet', [...good(4), ...seconds(2, { inNow: 0 })], ['no-sound-in']],
    ['the same on hold', seconds(8, { inNow: 0, receives: false, sends: false, microphone: 0 }), []],
    ['two seconds in which nothing leaves', seconds(2, { outNow: 0 }), ['no-sound-out']],
    ['the other side gets nothing at all', seconds(2, { remoteLossPercent: 100 }), ['no-sound-out']],
    ['a flat microphone, five seconds', seconds(5, { microphone: 0 }), ['flat-microphone']],
    ['a flat microphone, four seconds', seconds(4, { microphone: 0 }), []],
    ['a flat microphone, but muted by key', seconds(8, { microphone: 0, silenced: true }), []],
    ['off in the headset, two seconds', seconds(2, { microphoneOff: true }), ['flat-microphone']],
    ['a quiet room is no dead microphone', seconds(8, { microphone: 0.003 }), []],
    ['nothing but zeroes for ten seconds', seconds(10, { remote: 0 }), ['silence-in']],
    ['zeroes for nine seconds', seconds(9, { remote: 0 }), []],
  ]
  test.each(cases)('%s', (_name, samples, warnings) => {
    expect(warningsOf(samples)).toEqual(warnings)
  })
})

describe('whose fault it is', () => {
  const poor = { mos: 3, lossPercent: 6 }
  const cases: [string, Sample[], Fault | undefined][] = [
    ['nobody’s', good(10), undefined],
    ['not told before it lasts', [...good(3), ...seconds(2, { mos: 2 })], undefined],
    ['the path broke', seconds(2, { inNow: 0, path: 'disconnected' }), 'path-lost'],
    ['nothing in, nothing out', seconds(2, { inNow: 0, outNow: 0 }), 'path-lost'],
    ['nothing in and the line is down too', seconds(2, { inNow: 0, linked: false }), 'path-lost'],
    ['the PBX sends nothing while it hears us well', seconds(2, { inNow: 0, mos: 1 }), 'line-silent'],
    ['they get nothing of us', seconds(2, { remoteLossPercent: 100 }), 'not-heard'],
    ['off in the headset', seconds(2, { microphoneOff: true, microphone: 0 }), 'microphone-off'],
    ['a dead microphone', seconds(5, { microphone: 0 }), 'microphone-silent'],
    ['a window that is late', seconds(5, { ...poor, lagMs: 400 }), 'computer-busy'],
    ['a processor that is full', seconds(5, { ...poor, cpuPercent: 99 }), 'computer-busy'],
    ['a headset that starved', seconds(5, { ...poor, glitchMs: 120 }), 'computer-busy'],
    ['busy, but the sound is good', seconds(5, { cpuPercent: 99 }), undefined],
    ['both directions lose', seconds(5, { ...poor, remoteLossPercent: 5 }), 'your-network'],
    [
      'both directions lose, on Wi-Fi',
      seconds(5, { ...poor, remoteLossPercent: 5, network: 'wifi' }),
      'your-wifi',
    ],
    ['they lose what we send', seconds(5, { remoteLossPercent: 8, network: 'wifi' }), 'your-wifi'],
    ['both jitter', seconds(5, { jitterMs: 60, remoteJitterMs: 50 }), 'your-network'],
    ['only what they send is lost', seconds(5, poor), 'far-network'],
    ['only their jitter', seconds(5, { jitterMs: 60 }), 'far-network'],
    ['they never told how they hear us', untold(seconds(5, poor)), 'your-network'],
    ['a long way, and nothing else', seconds(5, { roundTripMs: 700, mos: 3.2 }), 'long-way'],
    ['the far end is muted', seconds(10, { remote: 0 }), 'far-silent'],
    ['a held call', seconds(10, { receives: false, sends: false, silenced: true, inNow: 0 }), undefined],
  ]
  test.each(cases)('%s', (_name, samples, fault) => {
    expect(faultOf(samples)).toBe(fault)
  })
})

const untold = (samples: Sample[]): Sample[] => samples.map(({ remoteLossPercent: _, ...rest }) => rest)

describe('the figure', () => {
  test('is the mean of the last five seconds that had one', () => {
    const silent = untold([sample()]).map(({ mos: _, ...rest }) => rest)
    expect(shownScore([])).toBeUndefined()
    expect(shownScore([...seconds(5, { mos: 1 }), ...seconds(5, { mos: 4 }), ...silent])).toBe(4)
  })

  test('has its bars and colour by the design', () => {
    expect([4.4, 4, 3.99, 3.7, 3.69, 3.3, 3.29, 1].map(barsOf)).toEqual([4, 4, 3, 3, 2, 2, 1, 1])
    expect([3.5, 3.49, 3.21, 3.2, 1].map(toneOf)).toEqual(['green', 'amber', 'amber', 'red', 'red'])
  })

  test('goes with the call’s end: the mean, and the worst five seconds', () => {
    const sum = (scores: number[]) => scores.reduce(addScore, noScore)
    expect(scoresOf(noScore)).toBeUndefined()
    expect(scoresOf(sum([4, 2]))).toEqual({ mos: 3, mosWorst: 2 })
    const bad = sum([4, 4, 4, 4, 4, 1, 4, 4, 4, 4])
    expect(scoresOf(bad)).toEqual({ mos: 3.7, mosWorst: 3.4 })
  })
})

test('the window is told the last sample with what the rules make of all', () => {
  expect(callQuality([])).toBeUndefined()
  expect(callQuality([...good(3), ...seconds(2, { inNow: 0, mos: 1 })])).toMatchObject({
    callId: 'c1',
    warnings: ['no-sound-in'],
    fault: 'line-silent',
    jitterMs: 2,
    codec: 'opus',
  })
})
