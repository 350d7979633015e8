import { beforeEach, describe, expect, it } from 'vitest'
import type { HeadsetAction, HeadsetPhone, Headsets } from '../../../shared/headset/headset.ts'
import { createHeadsets } from './headsets.ts'
import { readModel } from './model.ts'
import { type FakeDevice, makeFakeHid } from './testing/fake-hid.ts'
import { epos, type Fixture, jabra, poly, strangers, yealink } from './testing/fixtures.ts'

const quiet: HeadsetPhone = { ringing: false, talking: false, muted: false, held: false }
const rings = { ...quiet, ringing: true }
const talks = { ...quiet, talking: true }
const talksMuted = { ...talks, muted: true }
const waits = { ...quiet, held: true }

let clock: number
let actions: HeadsetAction[]
let presses: string[]
let last: Headsets | undefined

beforeEach(() => {
  clock = 1000
  actions = []
  presses = []
  last = undefined
})

const settled = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}

/** The driver over recorded devices; `phone` is what main would answer with. */
async function desk(fixtures: Fixture[], o: { use?: string; microphone?: string } = {}) {
  const fake = makeFakeHid(fixtures)
  const at = { microphone: o.microphone }
  const driver = createHeadsets({
    hid: fake.hid,
    tell: (name, payload) => {
      if (name === 'headsetAction') actions.push(payload as HeadsetAction)
      if (name === 'headsetPress') {
        const { button, down } = payload as { button: string; down: boolean }
        if (down) presses.push(button)
      }
      if (name === 'headsets') last = payload as Headsets
    },
    microphone: async () => at.microphone,
    now: () => clock,
  })
  const state = await driver.use(o.use)
  last = state
  const device = (fixture: Fixture) => fake.device(fixture.productName) as FakeDevice
  return {
    fake,
    driver,
    at,
    device,
    /** Presses in the device's own words, one after another, `gap` milliseconds apart. */
    async press(fixture: Fixture, names: string[], gap = 50) {
      for (const name of names) {
        device(fixture).press(name)
        clock += gap
        await settled()
      }
    },
    async phone(next: HeadsetPhone) {
      driver.phone(next)
      await settled()
      clock += 2000
    },
    active: () => last?.list.find((one) => one.active)?.name,
  }
}

describe('the report descriptor', () => {
  it.each([
    [
      jabra,
      ['hook', 'busy', 'mute', 'flash', 'redial', 'other'],
      ['mute', 'offHook', 'ring', 'hold', 'ring'],
    ],
    [poly, ['hook', 'mute', 'flash', 'drop'], ['mute', 'offHook', 'ring', 'hold']],
    [epos, ['hook', 'redial', 'mute'], ['offHook', 'ring', 'mute', 'hold']],
    [yealink, ['hook', 'mute', 'hold', 'redial', 'drop'], ['ring', 'offHook', 'mute']],
  ])('of $productName tells its buttons and its lights', (fixture, buttons, lights) => {
    const model = readModel(fixture.collections)
    expect(model.buttons.map((b) => b.button)).toEqual(buttons)
    expect(model.lights.map((l) => l.light)).toEqual(lights)
  })

  it('of anything, however broken, is read without a fault', () => {
    for (const items of [
      [],
      [{ reportSize: 0, reportCount: 99999 }],
      [{ reportSize: 64, reportCount: 3, usages: [0x0b0020] }],
      [{ isRange: true, reportSize: 1, reportCount: 4 }],
      [
        {
          isArray: true,
          isRange: true,
          usageMinimum: 0,
          usageMaximum: 0xffffffff,
          reportSize: 8,
          reportCount: 1,
        },
      ],
    ])
      expect(
        readModel([{ usagePage: 0x0b, inputReports: [{ items }], outputReports: [{ items }] }]).buttons
          .length,
      ).toBeLessThan(300)
  })
})

// What a person does, in the words that each of the recordings has for it.
const ways = {
  jabra: {
    of: jabra,
    hookOn: ['hook on'],
    hookOff: ['hook off'],
    mute: ['mute down, in a call', 'mute up, in a call'],
  },
  poly: {
    of: poly,
    hookOn: ['hook on'],
    hookOff: ['hook off'],
    mute: ['mute down, in a call', 'mute up, in a call'],
  },
  epos: { of: epos, hookOn: ['hook down', 'hook up'], hookOff: ['hook down', 'hook up'], mute: ['mute on'] },
  yealink: {
    of: yealink,
    hookOn: ['hook on'],
    hookOff: ['hook off'],
    mute: ['mute down, in a call', 'mute up, in a call'],
  },
}

describe.each(Object.entries(ways))('a headset in the manner of %s', (_, way) => {
  it('answers what rings, mutes, and hangs up, and shows each of it', async () => {
    const d = await desk([way.of])
    const lit = () => JSON.stringify(d.device(way.of).shown)
    const before = lit()
    await d.phone(rings)
    const ringing = lit()
    expect(ringing).not.toBe(before)
    await d.press(way.of, way.hookOn)
    expect(actions).toEqual([{ do: 'answer' }])

    await d.phone(talks)
    expect(lit()).not.toBe(ringing)
    const talking = lit()
    await d.press(way.of, way.mute)
    expect(actions.at(-1)).toEqual({ do: 'mute', on: true })
    await d.phone(talksMuted)
    expect(lit()).not.toBe(talking)
    expect(actions).toHaveLength(2)

    await d.phone(talks)
    await d.press(way.of, way.hookOff)
    expect(actions.at(-1)).toEqual({ do: 'hangup' })
    expect(actions).toHaveLength(3)
    await d.phone(quiet)
    expect(
      Object.values(d.device(way.of).shown)
        .flat()
        .every((byte) => byte === 0),
    ).toBe(true)
  })

  it('asks for nothing when the phone was answered, muted and ended on the screen', async () => {
    const d = await desk([way.of])
    for (const state of [rings, talks, talksMuted, talks, talksMuted, talks, quiet, rings, quiet])
      await d.phone(state)
    expect(actions).toEqual([])
  })

  it('does nothing by its hook while nobody rings and nobody talks', async () => {
    const d = await desk([way.of])
    await d.press(way.of, [...way.hookOn, ...way.hookOff], 500)
    expect(actions).toEqual([])
  })
})

describe('mute', () => {
  it('that was switched quickly on the screen is not fought over with a headset that tells it back', async () => {
    const d = await desk([epos])
    await d.phone(talks)
    for (const muted of [true, false, true, false, true]) d.driver.phone({ ...talks, muted })
    await settled()
    expect(actions).toEqual([])
    expect(d.device(epos).shown[0]).toEqual([0b101])
  })

  it('pressed twice before anybody has answered is on and off again', async () => {
    const d = await desk([jabra])
    await d.phone(talks)
    await d.press(jabra, [...ways.jabra.mute, ...ways.jabra.mute], 20)
    expect(actions).toEqual([
      { do: 'mute', on: true },
      { do: 'mute', on: false },
    ])
  })

  it('is a toggle on a headset that says on and off at every press, though it calls that a state', async () => {
    const d = await desk([poly])
    await d.phone(talks)
    await d.press(poly, ways.poly.mute, 40)
    await d.phone(talksMuted)
    await d.press(poly, ways.poly.mute, 40)
    expect(actions).toEqual([
      { do: 'mute', on: true },
      { do: 'mute', on: false },
    ])
  })

  it('follows the state of a headset that has a real one', async () => {
    const d = await desk([epos])
    await d.phone(talks)
    await d.press(epos, ['mute on'])
    await d.phone(talksMuted)
    await d.press(epos, ['mute off'])
    expect(actions).toEqual([
      { do: 'mute', on: true },
      { do: 'mute', on: false },
    ])
  })
})

describe('hold, reject and redial', () => {
  it('are a flash: hold in a call, back from hold, the second call, no to the only one', async () => {
    const d = await desk([jabra])
    await d.phone(talks)
    await d.press(jabra, ['flash down, in a call', 'flash up, in a call'])
    await d.phone(waits)
    await d.press(jabra, ['flash down', 'flash up'])
    await d.phone({ ...talks, ringing: true })
    await d.press(jabra, ['flash down, in a call', 'flash up, in a call'])
    await d.phone(quiet)
    await d.phone(rings)
    await d.press(jabra, ['flash down', 'flash up'])
    expect(actions.map((a) => a.do)).toEqual(['hold', 'hold', 'answer', 'reject'])
  })

  it('are a long press where the hook is a button', async () => {
    const d = await desk([epos])
    await d.phone(rings)
    await d.press(epos, ['hook down', 'hook up'], 900)
    await d.phone(talks)
    await d.press(epos, ['hook down', 'hook up'], 900)
    expect(actions.map((a) => a.do)).toEqual(['reject', 'hold'])
  })

  it('are buttons of their own where there are some', async () => {
    const d = await desk([yealink])
    await d.press(yealink, ['redial down', 'redial up'])
    await d.phone(talks)
    await d.press(yealink, ['hold down', 'hold up'])
    expect(actions.map((a) => a.do)).toEqual(['redial', 'hold'])
    const p = await desk([poly])
    await p.phone(rings)
    await p.press(poly, ['drop down', 'drop up'])
    expect(actions.at(-1)).toEqual({ do: 'reject' })
  })

  it('can be followed by hanging up at once, on a headset that tells its hook back', async () => {
    const d = await desk([jabra])
    await d.phone(waits)
    d.driver.phone(talks)
    await settled()
    clock += 50
    await d.press(jabra, ['hook off'])
    expect(actions).toEqual([{ do: 'hangup' }])
  })

  it('by the hook bring back who waits', async () => {
    const d = await desk([poly])
    await d.phone(waits)
    await d.press(poly, ['hook on'])
    expect(actions).toEqual([{ do: 'hold' }])
  })
})

describe('several headsets', () => {
  it("the microphone's own acts; the other is heard for the test only and stays dark", async () => {
    const d = await desk([poly, jabra], { microphone: 'Headset (Jabra Evolve2 65) (0b0e:30a2)' })
    expect(d.active()).toBe('Jabra Evolve2 65')
    await d.phone(rings)
    await d.press(poly, ['hook on', 'hook off'], 400)
    expect(actions).toEqual([])
    expect(presses).toEqual(['hook'])
    expect(d.device(poly).writes).toBe(0)
    d.at.microphone = 'Poly Voyager 4320'
    await d.driver.microphoneChanged()
    await settled()
    expect(d.active()).toBe('Poly Voyager 4320')
    expect(d.device(jabra).shown[2]).toEqual([0, 0])
    expect(d.device(poly).shown[24]).toEqual([1])
  })

  it('one that was chosen acts whatever the microphone, and none when none is wanted', async () => {
    const d = await desk([poly, jabra], { use: '047f:c056', microphone: 'x (0b0e:30a2)' })
    expect(d.active()).toBe('Poly Voyager 4320')
    await d.driver.use('off')
    expect(d.active()).toBeUndefined()
    await d.phone(rings)
    await d.press(poly, ['hook on'])
    expect(actions).toEqual([])
  })

  it('of one kind are told apart', async () => {
    await desk([jabra, jabra])
    expect(last?.list.map((one) => one.key)).toEqual(['0b0e:30a2', '0b0e:30a2#2'])
  })

  it('come and go while a call is on', async () => {
    const d = await desk([])
    await d.phone(talksMuted)
    const device = d.fake.plug(jabra)
    await settled()
    expect(device.shown[2]).toEqual([0b11, 0])
    expect(actions).toEqual([])
    d.fake.unplug(device)
    await settled()
    expect(last?.list).toEqual([])
    const again = d.fake.plug(jabra)
    await settled()
    expect(again.shown[2]).toEqual([0b11, 0])
  })
})

describe('trouble', () => {
  it('a headset that another program holds is told as taken, and taken back when it is free and rings', async () => {
    const fake = await desk([])
    const device = fake.fake.plug(jabra)
    await settled()
    device.taken = true
    await fake.phone(rings)
    expect(last?.list[0]).toMatchObject({ state: 'taken', active: false })
    device.taken = false
    await fake.phone(quiet)
    await fake.phone(rings)
    expect(last?.list[0]).toMatchObject({ state: 'ready', active: true })
    expect(device.shown[2]).toEqual([0b100100, 0])
  })

  it('a headset that talks on a line of its own says so', async () => {
    const d = await desk([jabra])
    await d.press(jabra, ['busy on'])
    expect(last?.list[0]?.state).toBe('busy')
  })

  it('a button that means nothing is still seen in the test', async () => {
    const d = await desk([jabra])
    await d.press(jabra, ['speed dial down'])
    expect(presses).toEqual(['other'])
    expect(actions).toEqual([])
  })

  it('strangers are never opened', async () => {
    const d = await desk(strangers)
    expect(last?.list).toEqual([])
    for (const stranger of strangers) expect(d.device(stranger).opened).toBe(false)
  })

  it('a browser that has no HID says so', async () => {
    const driver = createHeadsets({ hid: undefined, tell: () => {}, microphone: async () => undefined })
    expect(await driver.use(undefined)).toEqual({ possible: false, list: [] })
  })
})
