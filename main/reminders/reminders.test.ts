import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CallId, ContactId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'
import { createReminders, type Reminders } from './reminders.ts'
import { remindersFile } from './reminders-file.ts'

let folder: string
let who: string | undefined
let calls: Call[]
let done: string[]
let told: string[]
let reminders: Reminders
const path = () => join(folder, 'reminders.json')
/** The program starts, and its operator signs in. */
const start = (operatorId = 'o-1') => {
  reminders?.stop()
  who = undefined
  reminders = createReminders({
    file: remindersFile(path()),
    phone: () => ({
      calls,
      decline: (callId, how) => {
        done.push(`${how} ${callId}`)
        return ok({})
      },
    }),
    operatorId: () => who,
    onDue: ({ name, remote }) => told.push(name || remote),
  })
  who = operatorId
  reminders.signedIn()
}
const minutes = (n: number) => vi.advanceTimersByTimeAsync(n * 60_000)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reminders-'))
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12) })
  calls = []
  done = []
  told = []
  start()
})
afterEach(async () => {
  reminders.stop()
  vi.useRealTimers()
  await rm(folder, { recursive: true, force: true })
})

describe('a reminder to call back', () => {
  test('comes after five minutes, and stands until the operator has seen it', async () => {
    reminders.set({ name: 'Oleg', remote: '+79000001005' })
    await minutes(4)
    expect([told, reminders.due()]).toEqual([[], []])
    await minutes(1)
    expect(told).toEqual(['Oleg'])
    const [due] = reminders.due()
    expect(due).toMatchObject({ name: 'Oleg', remote: '+79000001005' })
    reminders.done(due?.reminderId ?? '')
    expect(reminders.due()).toEqual([])
    await minutes(60)
    expect(told).toEqual(['Oleg'])
  })

  test('outlives a restart, and comes at once when its time passed meanwhile', async () => {
    const contactId = 'c-1' as ContactId
    reminders.set({ name: 'Oleg', remote: '101', contactId })
    await minutes(3)
    reminders.set({ name: 'Alsu', remote: '102' })
    start()
    expect(told).toEqual([])
    await minutes(2)
    expect(told).toEqual(['Oleg'])
    reminders.stop()
    await minutes(600)
    start()
    expect(told).toEqual(['Oleg', 'Oleg', 'Alsu'])
    expect(reminders.due().map((one) => [one.name, one.contactId])).toEqual([
      ['Oleg', contactId],
      ['Alsu', undefined],
    ])
    expect((await stat(path())).mode & 0o077).toBe(0)
  })

  test("is its operator's alone, and is forgotten after a week", async () => {
    reminders.set({ name: 'Oleg', remote: '101' })
    await minutes(1)
    start('o-2')
    await minutes(60)
    expect([told, reminders.due()]).toEqual([[], []])
    start('o-1')
    expect(told).toEqual(['Oleg'])
    await minutes(8 * 24 * 60)
    start('o-1')
    expect(reminders.due()).toEqual([])
  })

  test('of a call that rings makes its caller hear busy; without the call nothing is promised', async () => {
    const callId = 'k' as CallId
    expect(reminders.snooze(callId)).toEqual(fail('CALL_NOT_FOUND'))
    calls = [incomingCall({ callId, remote: '+79000001005', remoteName: 'Oleg', offeredAt: 1 })]
    expect(reminders.snooze(callId).ok).toBe(true)
    expect(done).toEqual(['busy k'])
    await minutes(5)
    expect(told).toEqual(['Oleg'])
  })

  test('of a file that cannot be read is none, and the next is kept', async () => {
    await writeFile(path(), '[{"at":')
    start()
    expect(reminders.due()).toEqual([])
    reminders.set({ name: 'Oleg', remote: '101' })
    expect(JSON.parse(await readFile(path(), 'utf8'))).toHaveLength(1)
  })
})
