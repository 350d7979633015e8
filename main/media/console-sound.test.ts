import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AudioDevices, defaultSound } from '../../shared/ipc/contract.ts'
import type { Preflight } from '../../shared/softphone/preflight.ts'
import { defaultSettings } from '../settings/schema.ts'
import { openSettings } from '../settings/settings.ts'
import { createConsoleSound } from './console-sound.ts'
import type { EngineClient, EngineEvents } from './engine-client.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-sound-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const devices: AudioDevices = { inputs: [], outputs: [], microphone: 'ready', using: {} }

/** A console of which only the sound is real; the media window answers at once and tells what a test wants. */
function makeDesk() {
  const prepared: Parameters<EngineClient['prepare']>[0][] = []
  const listeners = new Map<string, (payload: never) => void>()
  const published: { name: string; payload: unknown }[] = []
  const settings = openSettings(
    { read: () => undefined, write: () => undefined, setAside: () => undefined },
    'en',
  )
  let operatorId: string | undefined = 'anna'
  const sound = createConsoleSound({
    engine: {
      prepare: async (input: Parameters<EngineClient['prepare']>[0]) => {
        prepared.push(input)
        return devices
      },
      // Listening takes as long as it is not stopped.
      request: () => new Promise(() => undefined),
      on: (name: string, listener: (payload: never) => void) => {
        listeners.set(name, listener)
        return () => undefined
      },
    } as unknown as EngineClient,
    settings,
    userData: folder,
    onDevices: (told) => void published.push({ name: 'devices', payload: told }),
    onSwitched: (told) => void published.push({ name: 'switched', payload: told }),
    publish: ((_area: string, name: string, payload: unknown) =>
      void published.push({ name, payload })) as never,
    log: { info: () => undefined } as never,
    calls: () => [],
    lineState: () => 'off',
    account: async () => undefined,
    stack: () => undefined,
    pingHub: async () => 5,
    clockOffset: () => 0,
    operatorId: () => operatorId,
  })
  return {
    sound,
    settings,
    prepared,
    published,
    tell: <K extends keyof EngineEvents>(name: K, payload: EngineEvents[K]) =>
      listeners.get(name)?.(payload as never),
    signIn(id: string | undefined) {
      operatorId = id
    },
    prefer(change: Partial<typeof defaultSound>) {
      const { preferences } = settings.update((now) => ({
        preferences: { ...now.preferences, sound: { ...now.preferences.sound, ...change } },
      }))
      sound.preferencesChanged(preferences)
    },
  }
}

describe('the sound settings', () => {
  test('reach the media window when they change, and only then', async () => {
    const desk = makeDesk()
    desk.sound.preferencesChanged({ ...defaultSettings('en').preferences, theme: 'dark' })
    expect(desk.prepared).toEqual([])
    desk.prefer({ noiseSuppression: false })
    await expect.poll(() => desk.prepared.length).toBe(1)
    expect(desk.prepared[0]?.sound).toMatchObject({ noiseSuppression: false })
    expect(desk.published).toContainEqual({ name: 'devices', payload: devices })
  })

  test('carry the company’s file for customers on hold, or nothing where it cannot be read', async () => {
    const desk = makeDesk()
    const file = join(folder, 'hold.mp3')
    writeFileSync(file, 'sound')
    desk.prefer({ hold: 'file', holdFile: file })
    await expect.poll(() => desk.prepared.length).toBe(1)
    expect(Buffer.from(desk.prepared[0]?.holdFile ?? []).toString()).toBe('sound')
    desk.prefer({ holdFile: join(folder, 'nothing.mp3') })
    await expect.poll(() => desk.prepared.length).toBe(2)
    expect(desk.prepared[1]?.holdFile).toHaveLength(0)
    desk.prefer({ hold: 'music' })
    await expect.poll(() => desk.prepared.length).toBe(3)
    expect(desk.prepared[2]).not.toHaveProperty('holdFile')
  })
})

describe('the day of an ear', () => {
  test('is counted for whoever is signed in, and shown to nobody else', () => {
    const desk = makeDesk()
    desk.tell('ear', { seconds: 1, meanSquare: 0.05, peak: 0.4 })
    desk.tell('ear', { seconds: 1, meanSquare: 0.05, peak: 0.4 })
    expect(desk.sound.day()).toMatchObject({ seconds: 2, level: -10 })
    desk.signIn('boris')
    expect(desk.sound.day().seconds).toBe(0)
    desk.signIn(undefined)
    desk.tell('ear', { seconds: 1, meanSquare: 0.05, peak: 0.4 })
    expect(desk.sound.day().seconds).toBe(0)
  })
})

test('a pre-flight makes way for a call at once', () => {
  const desk = makeDesk()
  const phase = () =>
    (desk.published.findLast((p) => p.name === 'preflight')?.payload as Preflight | undefined)?.phase
  expect(desk.sound.preflight.start().ok).toBe(true)
  expect(phase()).toBe('quiet')
  desk.sound.onCalls([{ phase: 'offered' } as never])
  expect(phase()).toBe('idle')
})
