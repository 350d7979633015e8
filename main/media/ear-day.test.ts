import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEarDay } from './ear-day.ts'

let folder: string
let file: string
let clock: Date
const open = () => createEarDay(file, () => clock)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ear-day-'))
  file = join(folder, 'sound-day.json')
  clock = new Date(2026, 2, 3, 9)
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the day adds up for each operator apart, and is there again after a restart', () => {
  const day = open()
  day.add('anna', 10, 0.1)
  day.add('anna', 10, 0.3)
  day.add('boris', 5, 0.1)
  day.flush()
  expect(open().today('anna')).toEqual({ seconds: 20, energy: 4 })
  expect(open().today('boris')).toEqual({ seconds: 5, energy: 0.5 })
  expect(open().today('clara')).toEqual({ seconds: 0, energy: 0 })
})

test('at midnight it begins anew', () => {
  const day = open()
  day.add('anna', 10, 0.1)
  day.flush()
  clock = new Date(2026, 2, 4, 0, 1)
  expect(day.today('anna').seconds).toBe(0)
  expect(open().today('anna').seconds).toBe(0)
})

test('it is written by itself once a minute, and a damaged file is begun anew', () => {
  const day = open()
  day.add('anna', 1, 0.1)
  clock = new Date(clock.getTime() + 61_000)
  day.add('anna', 1, 0.1)
  expect(open().today('anna').seconds).toBe(2)
  writeFileSync(file, '{ "day":')
  expect(open().today('anna').seconds).toBe(0)
})
