import {
  type Headset,
  type HeadsetButton,
  type HeadsetPhone,
  type Headsets,
  headsetVendors,
  isHeadset,
  NO_HEADSET,
} from '../../../shared/headset/headset.ts'
import type { Tell } from '../serve.ts'
import type { Hid, HidDevice, HidInput } from './hid.ts'
import { idle, lightsFor, type Machine, newMachine, phoneChanged, reported } from './machine.ts'
import { type Model, readModel } from './model.ts'
import { dark, type Lights, readReport, writeLights } from './reports.ts'

export type HeadsetParts = {
  /** `navigator.hid`; undefined where the browser has none. */
  hid: Hid | undefined
  tell: Tell
  /** The name of the microphone in use, as the browser gives it: it ends with the USB ids of its device. */
  microphone(): Promise<string | undefined>
  now?: () => number
}

export type HeadsetDriver = {
  /** Opens what is there. `key`: the headset whose buttons act; undefined is the microphone's own. */
  use(key: string | undefined): Promise<Headsets>
  /** How the phone stands now: shown on the headset that acts. */
  phone(state: HeadsetPhone): void
  /** Microphones came or went, or another one was taken. */
  microphoneChanged(): Promise<void>
}

type Unit = {
  device: HidDevice
  key: string
  model: Model
  machine: Machine
  taken: boolean
  /** Buttons that are down, told for the test. */
  down: Set<HeadsetButton>
  /** Reports that the device was shown last, by report id, so that nothing is written twice. */
  shown: Map<number, string>
  writing: Promise<unknown>
  hear(event: HidInput): void
}

/** All headsets at this computer: opened when they come, and one of them is the phone's. */
export function createHeadsets(parts: HeadsetParts): HeadsetDriver {
  const { hid, tell, now = () => performance.now() } = parts
  const units = new Map<HidDevice, Unit>()
  let wanted: string | undefined
  let phone = idle
  let ofMicrophone: Unit | undefined
  let active: Unit | undefined
  let told = ''

  const list = (): Headset[] =>
    [...units.values()].map((unit) => describe(unit, unit === active, unit === ofMicrophone))
  const state = (): Headsets => ({ possible: hid !== undefined, list: list() })
  const changed = (): void => {
    const text = JSON.stringify(list())
    if (text === told) return
    told = text
    tell('headsets', state())
  }

  /** Another one may be the phone's now; the one before it goes dark. */
  const settle = async (): Promise<void> => {
    const label = await parts.microphone().catch(() => undefined)
    ofMicrophone = [...units.values()].find((unit) => isNamed(unit.device, label))
    const next = choose()
    if (next !== active) {
      if (active) light(active, dark)
      active = next
      if (active) follow(active)
    }
    changed()
  }

  const choose = (): Unit | undefined => {
    if (wanted === NO_HEADSET) return undefined
    const ready = [...units.values()].filter((unit) => !unit.taken)
    if (wanted !== undefined) return ready.find((unit) => unit.key === wanted)
    if (ofMicrophone && !ofMicrophone.taken) return ofMicrophone
    return ready[0]
  }

  /** Brings the headset in step with the phone. */
  const follow = (unit: Unit): void => {
    unit.machine = phoneChanged(unit.machine, phone, now())
    light(unit, lightsFor(phone))
  }

  const light = (unit: Unit, lights: Lights): void => {
    for (const { reportId, data } of writeLights(unit.model, lights)) {
      const text = data.join()
      if (unit.taken || unit.shown.get(reportId) === text) continue
      unit.shown.set(reportId, text)
      unit.writing = unit.writing.then(() => unit.device.sendReport(reportId, data)).catch(() => lose(unit))
    }
  }

  /** It does not listen to us any more: another program has it, or it is being pulled out. */
  const lose = (unit: Unit): void => {
    if (unit.taken || !units.has(unit.device)) return
    unit.taken = true
    unit.shown.clear()
    void settle()
  }

  const hear = (unit: Unit, { reportId, data }: HidInput): void => {
    const before = unit.machine
    const buttons = readReport(unit.model, reportId, data)
    for (const { button, down } of buttons) {
      if (unit.down.has(button) === down) continue
      if (down) unit.down.add(button)
      else unit.down.delete(button)
      tell('headsetPress', { key: unit.key, button, down })
    }
    const [machine, actions] = reported(unit.machine, buttons, now())
    unit.machine = machine
    if (unit !== active) {
      // Only heard for the test: what it wants is nobody's business, and how the phone stands is not for it.
      unit.machine = { ...machine, phone: before.phone }
    } else {
      for (const action of actions) tell('headsetAction', action)
      // A hook that went up for nothing is told how the phone really stands.
      if (!actions.length && machine.hook !== before.hook && machine.hook !== phone.talking) again(unit)
    }
    if (machine.busy !== before.busy) changed()
  }

  const again = (unit: Unit): void => {
    unit.shown.clear()
    light(unit, lightsFor(phone))
  }

  const add = async (device: HidDevice): Promise<void> => {
    if (units.has(device) || !isHeadset(device)) return
    const unit: Unit = {
      device,
      key: keyOf(
        device,
        [...units.values()].map((one) => one.key),
      ),
      model: readModel(device.collections),
      machine: newMachine(),
      taken: false,
      down: new Set(),
      shown: new Map(),
      writing: Promise.resolve(),
      hear: (event) => hear(unit, event),
    }
    units.set(device, unit)
    device.addEventListener('inputreport', unit.hear)
    await open(unit)
  }

  const open = async (unit: Unit): Promise<void> => {
    try {
      if (!unit.device.opened) await unit.device.open()
      unit.taken = false
    } catch {
      unit.taken = true
    }
  }

  const remove = (device: HidDevice): void => {
    const unit = units.get(device)
    if (!unit) return
    device.removeEventListener('inputreport', unit.hear)
    units.delete(device)
    if (active === unit) active = undefined
    void settle()
  }

  hid?.addEventListener('connect', ({ device }) => void add(device).then(settle))
  hid?.addEventListener('disconnect', ({ device }) => remove(device))

  const openAll = async (): Promise<void> => {
    for (const device of (await hid?.getDevices().catch(() => [])) ?? []) await add(device)
    for (const unit of units.values()) if (unit.taken) await open(unit)
  }

  return {
    async use(key) {
      wanted = key
      await openAll()
      await settle()
      return state()
    },
    phone(next) {
      const rings = next.ringing && !phone.ringing
      phone = next
      if (active) follow(active)
      // What another program held when it was asked for may be free by now.
      if (rings && [...units.values()].some((unit) => unit.taken)) void openAll().then(settle)
    },
    microphoneChanged: settle,
  }
}

function describe(unit: Unit, active: boolean, ofMicrophone: boolean): Headset {
  const { device, key, model, machine, taken } = unit
  return {
    key,
    name: device.productName || (headsetVendors[device.vendorId] ?? key),
    state: taken ? 'taken' : machine.busy ? 'busy' : 'ready',
    active,
    ofMicrophone,
    buttons: [...new Set(model.buttons.map(({ button }) => button))],
    lights: [...new Set(model.lights.map(({ light }) => light))],
  }
}

const hex = (id: number): string => id.toString(16).padStart(4, '0')

/** Its USB ids, and a number where there are several of a kind: WebHID gives no other name that lasts. */
function keyOf({ vendorId, productId }: HidDevice, taken: readonly string[]): string {
  const key = `${hex(vendorId)}:${hex(productId)}`
  let at = 2
  let free = key
  while (taken.includes(free)) free = `${key}#${at++}`
  return free
}

/** Chromium ends a USB microphone's label with the ids of its device: `Jabra Evolve2 65 (0b0e:30a2)`. */
function isNamed({ vendorId, productId, productName }: HidDevice, label: string | undefined): boolean {
  if (!label) return false
  const ids = /\(([0-9a-f]{4}:[0-9a-f]{4})\)\s*$/i.exec(label)?.[1]
  if (ids) return ids.toLowerCase() === `${hex(vendorId)}:${hex(productId)}`
  return productName !== '' && label.toLowerCase().includes(productName.toLowerCase())
}
