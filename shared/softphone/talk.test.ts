import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addTalk,
  hearStep,
  noTalk,
  pauseTalk,
  type TalkState,
  talkOfPeaks,
  talkShares,
  talkSummary,
} from './talk.ts'

const STEP = 50
type Stretch = [operator: number, customer: number, seconds: number]

/** Speech is loud two steps of three, as words are. */
function speak(stretches: Stretch[], state: TalkState = noTalk): TalkState {
  let i = 0
  for (const [operator, customer, seconds] of stretches)
    for (let n = 0; n < seconds * 20; n++, i++) {
      const word = i % 3 === 2 ? 0.002 : 1
      state = hearStep(state, operator * word, customer * word, STEP)
    }
  return state
}

test('each side is told apart, and pauses between words are not silence', () => {
  const talk = talkSummary(
    speak([
      [0.2, 0.001, 6],
      [0.001, 0.15, 3],
      [0.001, 0.001, 4],
      [0.2, 0.15, 2],
    ]),
  )
  expect(talk.operatorSeconds).toBeGreaterThan(7.5)
  expect(talk.operatorSeconds).toBeLessThan(9)
  expect(talk.customerSeconds).toBeGreaterThan(4.5)
  expect(talk.customerSeconds).toBeLessThan(6)
  expect(talk.silenceSeconds).toBeGreaterThan(3)
  expect(talk.silenceSeconds).toBeLessThan(4)
  expect(talk.longestSilenceSeconds).toBeGreaterThan(3)
  // The first speaker's last word reaches into the second one's first.
  expect(talk.talkOverSeconds).toBeGreaterThan(1.5)
  expect(talk.talkOverSeconds).toBeLessThan(3)
})

test('the live state tells who speaks now, for how long nobody does, and how long both', () => {
  const both = speak([[0.2, 0.2, 3]])
  expect(both.now).toBe('both')
  expect(both.talkOverMs).toBeGreaterThan(2500)
  const silent = speak([[0.001, 0.001, 5]], both)
  expect(silent.now).toBe('nobody')
  expect(silent.silenceMs).toBeGreaterThan(4000)
  expect(silent.talkOverMs).toBe(0)
})

test('a click is no word, a steady noise no speech', () => {
  let state = speak([[0.001, 0.001, 2]])
  state = hearStep(state, 0.5, 0, STEP)
  expect(state.now).toBe('nobody')
  state = noTalk
  for (let i = 0; i < 600; i++) state = hearStep(state, 0.02, 0.004, STEP)
  expect(state.now).toBe('nobody')
  expect(talkSummary(state).operatorSeconds).toBeLessThan(5)
})

test('what passes on hold does not count, and silence does not run on through it', () => {
  const before = speak([[0.001, 0.001, 3]])
  const after = speak([[0.001, 0.001, 2]], pauseTalk(before))
  expect(talkSummary(after)).toMatchObject({ silenceSeconds: 5, longestSilenceSeconds: 3 })
})

test('the kinds of time add up to the whole, whatever is heard', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      ),
      (steps) => {
        const talk = talkSummary(steps.reduce((state, [a, b]) => hearStep(state, a, b, STEP), noTalk))
        const whole = talk.operatorSeconds + talk.customerSeconds - talk.talkOverSeconds + talk.silenceSeconds
        expect(whole).toBeCloseTo(steps.length / 20, 0)
        expect(talk.longestSilenceSeconds).toBeLessThanOrEqual(talk.silenceSeconds)
      },
    ),
  )
})

test('a recording’s loudness tells the same, without its holds', () => {
  const loud = (n: number, a: number) => Array.from({ length: n * 20 }, (_, i) => (i % 3 === 2 ? 2 : a))
  const peaks = {
    operator: [...loud(6, 45), ...loud(4, 2)],
    customer: [...loud(6, 2), ...loud(4, 40)],
  }
  const talk = talkOfPeaks(peaks, 10)
  expect(talk?.operatorSeconds).toBeGreaterThan(5)
  expect(talk?.customerSeconds).toBeGreaterThan(3)
  const held = talkOfPeaks(peaks, 10, [{ from: 5, to: 10 }])
  expect(held?.customerSeconds).toBe(0)
  expect(talkOfPeaks({ operator: [], customer: [] }, 10)).toBeUndefined()
  expect(talkOfPeaks({ operator: [50], customer: [50] }, 600)).toBeUndefined()
})

test('stretches of one call are put together, and shares are told of the whole', () => {
  const one = {
    operatorSeconds: 62,
    customerSeconds: 31,
    silenceSeconds: 9,
    longestSilenceSeconds: 4,
    talkOverSeconds: 2,
  }
  expect(talkShares(one)).toEqual({ operator: 62, customer: 31 })
  expect(addTalk(undefined, one)).toBe(one)
  expect(addTalk(one, { ...one, longestSilenceSeconds: 7 })).toMatchObject({
    operatorSeconds: 124,
    longestSilenceSeconds: 7,
  })
  expect(
    talkShares({ ...one, operatorSeconds: 0, customerSeconds: 0, silenceSeconds: 0, talkOverSeconds: 0 }),
  ).toBeUndefined()
})
