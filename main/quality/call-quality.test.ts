import { expect, test, vi } from 'vitest'
import type { CallQuality, Sample } from '../../shared/softphone/quality.ts'
import { noTalk, talkSummary } from '../../shared/softphone/talk.ts'
import { sample } from '../../shared/testing/samples.ts'
import { createQualityKeeper } from './call-quality.ts'

function keeper() {
  const told: CallQuality[] = []
  const samples: Sample[] = []
  const made = createQualityKeeper({
    surroundings: () => ({ mainLagMs: 7, cpuPercent: 12, linked: true }),
    onSample: (one) => samples.push(one),
    onQuality: (one) => told.push(one),
  })
  return { ...made, told, samples }
}
const talk = (operatorSeconds: number) => ({
  callId: 'c1',
  now: 'operator' as const,
  silenceSeconds: 0,
  talkOverSeconds: 0,
  summary: { ...talkSummary(noTalk), operatorSeconds },
})

test('every sample is put beside what main knows, and told with its verdict', () => {
  const k = keeper()
  for (let i = 0; i < 3; i++) k.take(sample({ inNow: 0, mos: 1 }))
  expect(k.samples[0]).toMatchObject({ mainLagMs: 7, cpuPercent: 12, linked: true })
  expect(k.told.map((one) => one.fault)).toEqual([undefined, 'line-silent', 'line-silent'])
  expect(k.now('c1')).toEqual(k.told.at(-1))
  expect(k.now('c2')).toBeUndefined()
})

test('the end report has the mean, the worst five seconds and who spoke, over all media windows', () => {
  const k = keeper()
  expect(k.figures('c1')).toEqual({})
  for (const mos of [4, 4, 4, 4, 4, 2, 2, 2, 2, 2]) k.take(sample({ mos }))
  k.hear(talk(10))
  k.engineGone()
  expect(k.now('c1')).toBeUndefined()
  k.hear(talk(3))
  k.hear(talk(4))
  expect(k.figures('c1')).toMatchObject({ mos: 3, mosWorst: 2, talk: { operatorSeconds: 14 } })
  k.forget('c1')
  expect(k.figures('c1')).toEqual({})
})

test('calls that nobody forgets do not pile up', () => {
  const k = keeper()
  const spy = vi.fn()
  for (let i = 0; i < 200; i++) k.take(sample({ callId: `c${i}` }))
  for (let i = 0; i < 200; i++) if (k.now(`c${i}`)) spy()
  expect(spy).toHaveBeenCalledTimes(50)
})
