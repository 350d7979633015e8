import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CallId, RecordingId } from '../../shared/lib/ids.ts'
import type { Recording } from './sidecar.ts'
import type { Sender, Sending } from './tus-sender.ts'
import { createUploader, type Uploader } from './uploader.ts'

// The order in which recordings leave after days offline, and that none is lost on the way: a disk, a hub and a clock of our own.

const recording = (n: number): Recording => ({
  recordingId: RecordingId.parse(`rec-${n}`),
  callId: CallId.parse(`call-${n}`),
  startedAt: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
  state: 'finished',
  cutShort: false,
})

/** What outlives the program. */
class Disk {
  readonly files = new Map<string, Recording>()
  readonly listeners = new Set<(recording: Recording) => void>()
  keep(one: Recording): void {
    this.files.set(one.recordingId, one)
    for (const listener of this.listeners) listener(one)
  }
  readonly store = {
    finished: async () => [...this.files.values()],
    path: (id: RecordingId) => id,
    setUploadPath: async () => undefined,
    remove: async (id: RecordingId) => void this.files.delete(id),
    onFinished: (listener: (one: Recording) => void) => {
      this.listeners.add(listener)
      return () => this.listeners.delete(listener)
    },
  }
}

/** A hub that takes a second for each recording, and does otherwise where it is told to. */
class Hub {
  readonly has: string[] = []
  there = true
  target: string | undefined = 'https://hub'
  answers: (id: string) => Sending | undefined = () => undefined
  atOnce = 0
  most = 0
  sender(): Sender {
    let broken = (): void => undefined
    return {
      send: async ({ recordingId }) => {
        this.most = Math.max(this.most, ++this.atOnce)
        const stopped = new Promise<'stopped'>((resolve) => {
          broken = () => resolve('stopped')
        })
        const passed = new Promise<'passed'>((resolve) => setTimeout(resolve, 1000, 'passed'))
        const how = this.there ? await Promise.race([passed, stopped]) : 'away'
        this.atOnce--
        if (how === 'away') return { outcome: 'away', detail: 'nobody' }
        const other = this.answers(recordingId)
        if (other) return other
        if (how === 'stopped' || !this.there) return { outcome: 'broken', detail: 'cut' }
        if (!this.has.includes(recordingId)) this.has.push(recordingId)
        return { outcome: 'kept' }
      },
      stop: () => broken(),
    }
  }
}

let disk: Disk
let hub: Hub
let uploader: Uploader
const troubles: string[] = []
const start = () => {
  uploader = createUploader({
    store: disk.store,
    hub: () => (hub.target ? { url: hub.target, token: 't' } : undefined),
    sender: hub.sender(),
    onTrouble: ({ code, recordingId }) => troubles.push(`${code} ${recordingId}`),
  })
}
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)
const numbers = (ids: readonly string[]) => ids.map((id) => Number(id.slice(4)))

beforeEach(() => {
  vi.useFakeTimers()
  disk = new Disk()
  hub = new Hub()
  troubles.length = 0
})
afterEach(async () => {
  await uploader.dispose()
  vi.useRealTimers()
})

describe('a backlog of days', () => {
  test('leaves from its oldest, and a call of now goes between two of it', async () => {
    for (let n = 299; n >= 0; n--) disk.keep(recording(n))
    start()
    await seconds(10.5)
    for (const n of [300, 301]) disk.keep(recording(n))
    await seconds(5)
    expect(numbers(hub.has)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 300, 11, 301, 12])
    expect(uploader.waiting).toBe(287)
    await seconds(300)
    expect(hub.has).toHaveLength(302)
    expect([disk.files.size, uploader.waiting]).toEqual([0, 0])
  })

  test('keeps its order while nobody answers for days, and costs one try a minute', async () => {
    for (let n = 0; n < 200; n++) disk.keep(recording(n))
    hub.there = false
    start()
    await seconds(2 * 86_400)
    expect(troubles.length).toBeGreaterThan(2 * 1440)
    expect(troubles.length).toBeLessThan(2 * 2880 + 20)
    expect(new Set(troubles)).toEqual(new Set(['UPLOAD_INTERRUPTED rec-0']))
    hub.there = true
    await seconds(65)
    expect(numbers(hub.has).slice(0, 5)).toEqual([0, 1, 2, 3, 4])
  })

  test('a recording that breaks off each time stands back and holds up no other', async () => {
    for (let n = 0; n < 20; n++) disk.keep(recording(n))
    hub.answers = (id) => (id === 'rec-0' ? { outcome: 'broken', detail: 'HTTP 500' } : undefined)
    start()
    await seconds(40)
    expect(numbers(hub.has)).toEqual(Array.from({ length: 19 }, (_, n) => n + 1))
    hub.answers = () => undefined
    await seconds(61)
    expect(hub.has.at(-1)).toBe('rec-0')
  })

  test('a hub that fails with every one is left alone for a while', async () => {
    for (let n = 0; n < 200; n++) disk.keep(recording(n))
    hub.answers = () => ({ outcome: 'broken', detail: 'HTTP 500' })
    start()
    await seconds(600)
    expect(troubles.length).toBeLessThan(40)
    hub.answers = () => undefined
    await seconds(400)
    expect(hub.has).toHaveLength(200)
  })

  test('what one hub refuses is offered to another, and kept all the while', async () => {
    disk.keep(recording(0))
    hub.answers = () => ({ outcome: 'refused', detail: 'HTTP 422' })
    start()
    await seconds(3600)
    expect(troubles).toEqual(['RECORDING_BROKEN rec-0'])
    expect(disk.files.size).toBe(1)
    hub.answers = () => undefined
    hub.target = 'https://other'
    uploader.kick()
    await seconds(2)
    expect(hub.has).toEqual(['rec-0'])
  })

  test('whatever comes and goes meanwhile, the hub has each in the end, and nothing left the disk before', async () => {
    const step = fc.oneof(
      fc.constantFrom('call', 'hub goes', 'hub comes', 'signed out', 'signed in', 'restart', 'kick'),
      fc.integer({ min: 1, max: 120 }),
      fc.constantFrom<Sending>(
        { outcome: 'broken', detail: 'HTTP 500' },
        { outcome: 'away', detail: 'HTTP 401' },
      ),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.array(step, { maxLength: 40 }),
        async (old, steps) => {
          disk = new Disk()
          hub = new Hub()
          let made = 0
          for (; made < old; made++) disk.keep(recording(made))
          start()
          const nothingLost = () => {
            const safe = new Set([...hub.has, ...disk.files.keys()])
            expect(safe.size).toBe(made)
            expect(hub.most).toBeLessThanOrEqual(1)
          }
          for (const doing of steps) {
            if (doing === 'call') disk.keep(recording(made++))
            else if (doing === 'hub goes') hub.there = false
            else if (doing === 'hub comes') hub.there = true
            else if (doing === 'signed out') hub.target = undefined
            else if (doing === 'signed in') hub.target = 'https://hub'
            else if (doing === 'kick') uploader.kick()
            else if (doing === 'restart') {
              const gone = uploader.dispose()
              await seconds(2)
              await gone
              start()
            } else if (typeof doing === 'number') await seconds(doing)
            else {
              let times = 3
              hub.answers = () => (times-- > 0 ? doing : undefined)
            }
            nothingLost()
          }
          hub.there = true
          hub.target = 'https://hub'
          uploader.kick()
          await seconds(made * 2 + 300)
          nothingLost()
          expect(new Set(hub.has).size).toBe(made)
          expect([disk.files.size, uploader.waiting]).toEqual([0, 0])
          await uploader.dispose()
        },
      ),
      { numRuns: 60 },
    )
  })
})
