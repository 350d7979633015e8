import { beforeEach, describe, expect, test } from 'vitest'
import type { Headset, HeadsetPhone, Headsets } from '../../shared/headset/headset.ts'
import { ok } from '../../shared/lib/result.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'
import { silentLogger } from '../log/logger.ts'
import { defaultSettings } from '../settings/schema.ts'
import { openSettings } from '../settings/settings.ts'
import { createControls } from '../softphone/controls.ts'
import { createHeadset, phoneFor } from './headset.ts'

const call = (o: Partial<Call> = {}) =>
  incomingCall({ callId: 'c1' as Call['callId'], remote: '101', offeredAt: 1, ...o })
const talks = call({ phase: 'connected', answeredAt: 2 })
const headset = (o: Partial<Headset> = {}): Headset => ({
  key: '0b0e:30a2',
  name: 'Jabra',
  state: 'ready',
  active: true,
  ofMicrophone: true,
  buttons: [],
  lights: [],
  ...o,
})

let calls: Call[]
let done: string[]
let shown: HeadsetPhone[]
let used: unknown[]
let troubles: string[]

beforeEach(() => {
  calls = []
  done = []
  shown = []
  used = []
  troubles = []
})

function desk() {
  const listeners = new Map<string, (payload: never) => void>()
  const did = (what: string) => {
    done.push(what)
    return ok({})
  }
  const controls = createControls(() => ({
    calls,
    answer: (id) => did(`answer ${id}`),
    decline: (id) => did(`decline ${id}`),
    hangup: (id) => did(`hangup ${id}`),
    hold: (id, on) => did(`hold ${id} ${on}`),
    mute: (id, on) => did(`mute ${id} ${on}`),
    pauseRecording: (id, on) => did(`pause ${id} ${on}`),
  }))
  const settings = openSettings(
    { read: () => defaultSettings('en'), write: () => {}, setAside: () => {} },
    'en',
  )
  const control = createHeadset({
    engine: {
      on: (name, listener) => {
        listeners.set(name, listener as never)
        return () => {}
      },
      async request(name, input) {
        if (name === 'headsetPhone') shown.push(input as HeadsetPhone)
        if (name === 'headsets') used.push(input)
        return { possible: true, list: [headset()] } as never
      },
    },
    controls,
    settings,
    publish: () => {},
    onPreferences: () => {},
    onRedial: () => void done.push('redial'),
    onTrouble: (code) => void troubles.push(code),
    log: silentLogger,
  })
  const tell = (name: string, payload: unknown) => listeners.get(name)?.(payload as never)
  return {
    control,
    settings,
    tell,
    headsets: (list: Headset[]) => tell('headsets', { possible: true, list } satisfies Headsets),
  }
}

describe('how the phone stands, for a headset', () => {
  test.each([
    ['nobody', [], { ringing: false, talking: false, muted: false, held: false }],
    ['rings', [call()], { ringing: true, talking: false, muted: false, held: false }],
    ['is muted', [{ ...talks, muted: true }], { ringing: false, talking: true, muted: true, held: false }],
    [
      'waits',
      [{ ...talks, held: true, heldAt: 3 }],
      { ringing: false, talking: false, muted: false, held: true },
    ],
    [
      'is over',
      [{ ...talks, phase: 'ended' as const }],
      { ringing: false, talking: false, muted: false, held: false },
    ],
  ])('%s', (_, list, phone) => {
    expect(phoneFor(list)).toEqual(phone)
  })
})

describe("a headset's buttons", () => {
  test('act on the calls, and the headset is told again how things stand', () => {
    const { tell, control } = desk()
    calls = [call()]
    control.follow(calls)
    tell('headsetAction', { do: 'answer' })
    calls = [talks]
    control.follow(calls)
    for (const action of [{ do: 'mute', on: true }, { do: 'hold' }, { do: 'hangup' }, { do: 'redial' }])
      tell('headsetAction', action)
    expect(done).toEqual(['answer c1', 'mute c1 true', 'hold c1 true', 'hangup c1', 'redial'])
    expect(shown).toHaveLength(7)
  })

  test('are shown nothing twice when nothing of theirs has changed', () => {
    const { control } = desk()
    control.follow([call()])
    control.follow([call({ remoteName: 'Petr' })])
    expect(shown).toHaveLength(1)
  })

  test('are opened anew with the media window, and as the operator has chosen', async () => {
    const { control, tell, settings } = desk()
    tell('ready', {})
    await control.handlers.choose({ key: 'off' })
    await control.handlers.choose({})
    expect(used).toEqual([{}, { use: 'off' }, {}])
    expect(settings.get().preferences).not.toHaveProperty('headset')
  })

  test("that another program has taken are told once, when they are the operator's own", () => {
    const { headsets } = desk()
    headsets([headset({ state: 'taken', ofMicrophone: false })])
    expect(troubles).toEqual([])
    headsets([headset({ state: 'taken' })])
    headsets([headset({ state: 'taken', name: 'x' })])
    expect(troubles).toEqual(['HEADSET_TAKEN'])
    headsets([headset()])
    headsets([headset({ state: 'taken' })])
    expect(troubles).toHaveLength(2)
  })
})
