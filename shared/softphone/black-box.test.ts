import { expect, test } from 'vitest'
import { seconds } from '../testing/samples.ts'
import { boxVerdict } from './black-box.ts'

test('the verdict is the fault that lasted longest, of the call that is asked about', () => {
  const silent = seconds(30, { callId: 'c1', inNow: 0, mos: 1 })
  const busy = seconds(60, { callId: 'c2', mos: 2.5, cpuPercent: 99 })
  expect(boxVerdict([...silent, ...busy])).toMatchObject({ fault: 'computer-busy', callId: 'c2' })
  expect(boxVerdict([...silent, ...busy], 'c1')).toMatchObject({
    fault: 'line-silent',
    callId: 'c1',
    seconds: 29,
    at: silent[1]?.at,
    warnings: ['no-sound-in', 'low-score'],
  })
  expect(boxVerdict([...silent, ...seconds(9, { callId: 'c3' })], 'c3').fault).toBe('line-silent')
})

test('a good call has no verdict', () => {
  expect(boxVerdict(seconds(100))).toEqual({ seconds: 0, warnings: [] })
  expect(boxVerdict([])).toEqual({ seconds: 0, warnings: [] })
})
