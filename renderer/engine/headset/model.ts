import { type HeadsetButton, type HeadsetLight, TELEPHONY } from '../../../shared/headset/headset.ts'
import type { HidCollection, HidItem, HidReport } from './hid.ts'

/** Where in which report something stands, in bits. */
export type Field = { reportId: number; bit: number; size: number }
/**
 * A button in the device's reports. `relative`: a press is told as a 1 that means "the other way" (a toggle), not as a
 * state. In an array, the slots hold numbers of buttons; `value` is this one's.
 */
export type ButtonField = Field & { button: HeadsetButton; relative: boolean; value?: number }
export type LightField = Field & { light: HeadsetLight }

/** What a headset can tell and show, whoever made it. */
export type Model = {
  buttons: ButtonField[]
  lights: LightField[]
  /** Bytes of each output report. */
  outputs: Map<number, number>
}

const LED = 0x08

/** HID Usage Tables 1.4, telephony device page (0x0B). */
const buttons: Record<number, HeadsetButton> = {
  32: 'hook',
  33: 'flash',
  35: 'hold',
  36: 'redial',
  38: 'drop',
  47: 'mute',
  151: 'busy',
}
/** LED page (0x08), and the ringer of the telephony page. */
const lights: Record<number, HeadsetLight> = {
  [usage(LED, 0x09)]: 'mute',
  [usage(LED, 0x17)]: 'offHook',
  [usage(LED, 0x18)]: 'ring',
  [usage(LED, 0x20)]: 'hold',
  [usage(TELEPHONY, 0x9e)]: 'ring',
}

/** Reads a headset's report descriptor, as WebHID has it parsed, into what we can hear from it and show on it. */
export function readModel(collections: readonly HidCollection[]): Model {
  const model: Model = { buttons: [], lights: [], outputs: new Map() }
  for (const collection of collections) {
    if (collection.usagePage !== TELEPHONY) continue
    for (const { reportId, items } of reportsOf(collection, 'inputReports'))
      readInputs(model, reportId, items)
    for (const { reportId, items } of reportsOf(collection, 'outputReports'))
      readOutputs(model, reportId, items)
  }
  return model
}

/** The whole reports of a collection. Those of nested ones stand in their parent's, or follow each other there. */
function reportsOf(collection: HidCollection, kind: 'inputReports' | 'outputReports') {
  const whole = new Map<number, HidItem[]>()
  for (const report of collection[kind] ?? []) add(whole, report)
  const nested = new Map<number, HidItem[]>()
  for (const child of collection.children ?? [])
    for (const { reportId, items } of reportsOf(child, kind)) add(nested, { reportId, items })
  for (const [reportId, items] of nested) if (!whole.has(reportId)) whole.set(reportId, items)
  return [...whole].map(([reportId, items]) => ({ reportId, items }))
}

function add(into: Map<number, HidItem[]>, { reportId = 0, items = [] }: HidReport): void {
  into.set(reportId, [...(into.get(reportId) ?? []), ...items])
}

function readInputs(model: Model, reportId: number, items: readonly HidItem[]): void {
  walk(items, (item, bit, size, index) => {
    const relative = item.isAbsolute === false
    if (item.isArray) {
      for (const [value, code] of choices(item)) {
        const button = buttonOf(code)
        if (button) model.buttons.push({ reportId, bit, size, button, relative: true, value })
      }
      return
    }
    const button = buttonOf(usageAt(item, index))
    if (button) model.buttons.push({ reportId, bit, size, button, relative })
  })
}

function readOutputs(model: Model, reportId: number, items: readonly HidItem[]): void {
  const bits = walk(items, (item, bit, size, index) => {
    const light = lights[usageAt(item, index) ?? -1]
    if (light && !item.isArray) model.lights.push({ reportId, bit, size, light })
  })
  if (bits > 0) model.outputs.set(reportId, Math.ceil(bits / 8))
}

/** Goes through every element of every item; gives the length of the report in bits. */
function walk(
  items: readonly HidItem[],
  each: (item: HidItem, bit: number, size: number, index: number) => void,
): number {
  let bit = 0
  for (const item of items) {
    const { reportSize = 0, reportCount = 0 } = item
    for (let index = 0; index < reportCount; index++) {
      if (reportSize > 0 && reportSize <= 32) each(item, bit, reportSize, index)
      bit += reportSize
    }
  }
  return bit
}

/** The last usage stands for all elements that have none of their own (HID 1.11, 6.2.2.8). */
function usageAt(item: HidItem, index: number): number | undefined {
  if (item.isRange) return item.usageMinimum === undefined ? undefined : item.usageMinimum + index
  return item.usages?.[Math.min(index, item.usages.length - 1)]
}

function choices({ isRange, usageMinimum = 0, usageMaximum = -1, usages = [], logicalMinimum = 0 }: HidItem) {
  const codes = isRange
    ? Array.from({ length: Math.min(256, usageMaximum - usageMinimum + 1) }, (_, i) => usageMinimum + i)
    : usages
  return codes.map((code, i): [number, number] => [logicalMinimum + i, code])
}

/** A button of the telephony page that we know nothing to do with is `other`: pressing it must show in the test. */
function buttonOf(code: number | undefined): HeadsetButton | undefined {
  if (code === undefined || code >>> 16 !== TELEPHONY) return undefined
  const id = code & 0xffff
  return id === 0 ? undefined : (buttons[id] ?? (id < 0x90 || id >= 0xb0 ? 'other' : undefined))
}

function usage(page: number, id: number): number {
  return page * 0x10000 + id
}
