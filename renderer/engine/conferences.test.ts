import { beforeEach, describe, expect, test } from 'vitest'
import { createConferences } from './conferences.ts'

/** Legs whose nodes are names: what each of them hears besides the operator can be read off. */
const makeLeg = (name: string) => {
  const hears = new Set<string>()
  return {
    hears,
    operatorIn: true,
    customer: name as unknown as AudioNode,
    add(source: AudioNode) {
      hears.add(source as unknown as string)
      return () => void hears.delete(source as unknown as string)
    },
    letOperatorIn(on: boolean) {
      this.operatorIn = on
    },
  }
}
type Leg = ReturnType<typeof makeLeg>

let conferences: ReturnType<typeof createConferences>
let legs: Record<'anna' | 'boris' | 'clara', Leg>
const some = (...names: (keyof typeof legs)[]) => new Map(names.map((name) => [name, legs[name]]))
const heard = () =>
  Object.fromEntries(Object.entries(legs).map(([name, leg]) => [name, [...leg.hears].sort()]))

beforeEach(() => {
  conferences = createConferences()
  legs = { anna: makeLeg('anna'), boris: makeLeg('boris'), clara: makeLeg('clara') }
})

describe('who hears whom', () => {
  test('each leg hears all others and never itself', () => {
    conferences.join(some('anna', 'boris', 'clara'), true)
    expect(heard()).toEqual({ anna: ['boris', 'clara'], boris: ['anna', 'clara'], clara: ['anna', 'boris'] })
    expect(legs.anna.operatorIn).toBe(true)
  })

  test('a leg that ends is heard no more, and the last one is in a plain call again', () => {
    conferences.join(some('anna', 'boris', 'clara'), true)
    conferences.leave('boris')
    expect(heard()).toEqual({ anna: ['clara'], boris: [], clara: ['anna'] })
    conferences.leave('clara')
    expect(heard()).toEqual({ anna: [], boris: [], clara: [] })
  })

  test('of two who were left to themselves the second does not hear the room when the first ends', () => {
    conferences.join(some('anna', 'boris'), false)
    expect([legs.anna.operatorIn, legs.boris.operatorIn]).toEqual([false, false])
    conferences.leave('anna')
    expect(legs.boris.operatorIn).toBe(false)
    conferences.leave('boris')
    expect(legs.boris.operatorIn).toBe(true)
  })

  test('joining anew replaces the conference that a call was in', () => {
    conferences.join(some('anna', 'boris'), false)
    conferences.join(some('boris', 'clara'), true)
    expect(heard()).toEqual({ anna: [], boris: ['clara'], clara: ['boris'] })
    expect([legs.anna.operatorIn, legs.boris.operatorIn]).toEqual([false, true])
    conferences.join(some('boris', 'clara'), true)
    expect(heard()).toEqual({ anna: [], boris: ['clara'], clara: ['boris'] })
  })
})
