import { expect, it } from 'vitest'
import type { RecordingId } from '../../../shared/lib/ids.ts'
import { Heard } from './heard.ts'

const a = 'a' as RecordingId
const b = 'b' as RecordingId

it('tells what was heard in stretches: jumps divide them, another recording and a stop end them', () => {
  const told: unknown[] = []
  const heard = new Heard((id, stretches) => told.push([id, ...stretches.map((s) => [s.from, s.to])]))
  for (const at of [0, 0.25, 0.5, 1]) heard.at(a, at)
  heard.jump()
  for (const at of [30, 30.3, 31]) heard.at(a, at)
  // A place far away without a word is a jump as well, and so is one back.
  for (const at of [50, 51, 10, 10.1]) heard.at(a, at)
  heard.at(b, 5)
  heard.at(b, 6)
  heard.stop()
  heard.stop()
  expect(told).toEqual([
    ['a', [0, 1], [30, 31], [50, 51]],
    ['b', [5, 6]],
  ])
})
