import { describe, expect, test } from 'vitest'
import {
  judgeDisk,
  judgeEcho,
  judgeEchoCall,
  judgeMicrophone,
  judgeNoise,
  judgeServer,
  judgeStation,
} from './preflight.ts'

const peaks = (seconds: number, amplitude: number) => Array.from({ length: seconds * 20 }, () => amplitude)
const verdict = ({ light, finding }: { light: string; finding?: string | undefined }) => `${light} ${finding}`

describe('before the shift', () => {
  test.each([
    ['a voice in a quiet room', peaks(3, 0.001), peaks(6, 0.2), 'green mic-good'],
    ['a microphone far away', peaks(3, 0.0005), peaks(6, 0.006), 'amber mic-quiet'],
    ['a whisper behind a wall', peaks(3, 0.0003), peaks(6, 0.001), 'red mic-very-quiet'],
    ['nobody spoke', peaks(3, 0.02), peaks(6, 0.021), 'amber mic-no-speech'],
    ['far too loud', peaks(3, 0.001), [...peaks(5, 0.3), ...peaks(1, 1)], 'amber mic-clips'],
    ['switched off in the headset', peaks(3, 0), peaks(6, 0), 'red mic-dead'],
  ])('the microphone: %s', (_, quiet, spoken, expected) => {
    expect(verdict(judgeMicrophone(quiet, spoken))).toBe(expected)
  })

  test('the room, by what is heard when nobody speaks', () => {
    expect(judgeNoise(peaks(3, 0.001))).toMatchObject({ light: 'green', values: { floor: -60 } })
    expect(verdict(judgeNoise(peaks(3, 0.01)))).toBe('amber noise-some')
    // One slammed door is not a noisy room.
    expect(verdict(judgeNoise([...peaks(3, 0.001), 0.9]))).toBe('green noise-low')
    expect(verdict(judgeNoise(peaks(3, 0.1)))).toBe('red noise-high')
  })

  test('the echo, by how much of a tone comes back', () => {
    expect(verdict(judgeEcho(undefined))).toBe('green echo-none')
    expect(verdict(judgeEcho({ db: -60, ms: 5 }))).toBe('green echo-none')
    expect(judgeEcho({ db: -35.2, ms: 81.4 })).toEqual({
      light: 'amber',
      finding: 'echo-some',
      values: { db: -35, ms: 81 },
    })
    expect(verdict(judgeEcho({ db: -12, ms: 80 }))).toBe('red echo-strong')
  })

  test('the way to the phone server', () => {
    expect(judgeStation('registered', [38, 40, 36, 42])).toEqual({
      light: 'green',
      finding: 'station-good',
      values: { rtt: 39, jitter: 4, lost: 0 },
    })
    expect(verdict(judgeStation('registered', [20, 90, 20, 95]))).toBe('amber station-unsteady')
    expect(verdict(judgeStation('registered', [250, 255]))).toBe('amber station-slow')
    expect(verdict(judgeStation('registered', [450, 455]))).toBe('red station-slow')
    expect(verdict(judgeStation('registered', [30, null, 30, 30, 30, 30, 30, 30]))).toBe(
      'amber station-lossy',
    )
    expect(verdict(judgeStation('registered', [null, null]))).toBe('red station-silent')
    expect(verdict(judgeStation('refused', [20, 20]))).toBe('red station-unregistered')
    expect(verdict(judgeStation('off', []))).toBe('skipped station-off')
  })

  test('the hub, whose absence stops no call', () => {
    expect(verdict(judgeServer(12, 300))).toBe('green server-good')
    expect(verdict(judgeServer(undefined, 0))).toBe('amber server-offline')
    expect(judgeServer(12, -95_000)).toMatchObject({ finding: 'server-clock', values: { clock: 95 } })
    expect(verdict(judgeServer(900, 0))).toBe('amber server-slow')
  })

  test('the disk, in hours of recording', () => {
    expect(judgeDisk(1_200_000_000)).toEqual({
      light: 'amber',
      finding: 'disk-low',
      values: { gigabytes: 1.2, hours: 55 },
    })
    expect(verdict(judgeDisk(50e9))).toBe('green disk-good')
    expect(verdict(judgeDisk(90e6))).toBe('red disk-full')
  })

  test('the call to the echo', () => {
    const good = { packetsIn: 200, lossPercent: 0, jitterMs: 4, mos: 4.4 }
    expect(verdict(judgeEchoCall(good))).toBe('green echo-call-good')
    expect(verdict(judgeEchoCall({ ...good, lossPercent: 8 }))).toBe('amber echo-call-poor')
    expect(verdict(judgeEchoCall({ ...good, packetsIn: 0 }))).toBe('red echo-call-silent')
    expect(verdict(judgeEchoCall(undefined))).toBe('red echo-call-failed')
  })
})
