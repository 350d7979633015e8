import { expect, test } from 'vitest'
import { sentence } from '../../shared/lib/errors.ts'
import { languages } from '../../shared/lib/language.ts'
import { createDiskWatch } from './disk-watch.ts'

test('a disk that runs low is told once at each level, and again after there was room', async () => {
  let left: number | undefined = 50e9
  const told: string[] = []
  const watch = createDiskWatch({
    folder: '/',
    onLow: (code) => told.push(`${code} at ${left}`),
    free: async () => {
      if (left === undefined) throw new Error('no such disk')
      return left
    },
  })
  for (left of [50e9, 1.4e9, 1.55e9, 1.4e9, 0.9e9, 0.1e9, 0.15e9, 0.9e9, undefined, 20e9, 1.4e9])
    await watch.check()
  watch.stop()
  expect(told).toEqual([1.4e9, 0.1e9, 1.4e9].map((at) => `RECORDING_DISK_LOW at ${at}`))
})

test('the warning says that nothing is deleted, and what to do', () => {
  for (const language of languages)
    expect(sentence('RECORDING_DISK_LOW', language)).toMatch(
      /free some space|освободите место|zwolnij miejsce/,
    )
})
