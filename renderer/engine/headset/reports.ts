import type { HeadsetButton, HeadsetLight } from '../../../shared/headset/headset.ts'
import type { Field, Model } from './model.ts'

export type Lights = Record<HeadsetLight, boolean>
export const dark: Lights = { offHook: false, ring: false, mute: false, hold: false }

export type Told = { button: HeadsetButton; down: boolean; relative: boolean }

/** Every button that this report speaks of, and how it stands. A report that is too short says nothing of the rest. */
export function readReport(model: Model, reportId: number, data: DataView): Told[] {
  const told = new Map<string, Told>()
  for (const { button, relative, value, ...field } of model.buttons) {
    if (field.reportId !== reportId || field.bit + field.size > data.byteLength * 8) continue
    const seen = bits(data, field)
    const down = value === undefined ? seen !== 0 : seen === value
    const before = told.get(button)
    // A button may stand in more than one place of a report: it is down if it is down in any.
    told.set(button, { button, down: down || (before?.down ?? false), relative })
  }
  return [...told.values()]
}

/** The output reports that show these lights; those that no light stands in are left out. */
export function writeLights(
  model: Model,
  lights: Lights,
): { reportId: number; data: Uint8Array<ArrayBuffer> }[] {
  const reports = new Map<number, Uint8Array<ArrayBuffer>>()
  for (const { light, reportId, bit } of model.lights) {
    const data = reports.get(reportId) ?? new Uint8Array(model.outputs.get(reportId) ?? 0)
    reports.set(reportId, data)
    if (lights[light]) data[bit >> 3] = (data[bit >> 3] ?? 0) | (1 << (bit & 7))
  }
  return [...reports].map(([reportId, data]) => ({ reportId, data }))
}

function bits(data: DataView, { bit, size }: Field): number {
  let value = 0
  for (let i = size - 1; i >= 0; i--) {
    const at = bit + i
    value = value * 2 + ((data.getUint8(at >> 3) >> (at & 7)) & 1)
  }
  return value
}
