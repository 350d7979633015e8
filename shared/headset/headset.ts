import { z } from '../lib/schema.ts'

/** Usage page of telephony devices (HID Usage Tables, 0x0B). */
export const TELEPHONY = 0x0b

/** Makers of headsets whose buttons may be used at all (USB vendor ids); nothing else is ever opened. */
export const headsetVendors: Readonly<Record<number, string>> = {
  2830: 'Jabra',
  1151: 'Poly',
  2397: 'Polycom',
  1008: 'HP Poly',
  5013: 'EPOS',
  27027: 'Yealink',
  1133: 'Logitech',
  1118: 'Microsoft',
  6127: 'Lenovo',
  16700: 'Dell',
  1446: 'Cisco',
}

/** Whether this HID device is a headset that we may open: a known maker, and a telephony collection of its own. */
export const isHeadset = (device: {
  vendorId: number
  collections: readonly { usagePage?: number | undefined }[]
}): boolean =>
  Object.hasOwn(headsetVendors, device.vendorId) &&
  device.collections.some((collection) => collection.usagePage === TELEPHONY)

/** What a headset can be asked by hand: usages of the telephony page. */
export const HeadsetButton = z.enum(['hook', 'mute', 'flash', 'hold', 'redial', 'drop', 'busy', 'other'])
export type HeadsetButton = z.infer<typeof HeadsetButton>

/** What it can show: usages of the LED page, and the ringer of the telephony page. */
export const HeadsetLight = z.enum(['offHook', 'ring', 'mute', 'hold'])
export type HeadsetLight = z.infer<typeof HeadsetLight>

/**
 * One headset. `taken`: it could not be opened, since another program holds it or the system forbids it; `busy`: it
 * talks on a line of its own (a mobile telephone).
 */
export const Headset = z.object({
  key: z.string(),
  name: z.string(),
  state: z.enum(['ready', 'taken', 'busy']),
  /** The one whose buttons act. */
  active: z.boolean(),
  /** Whether it is the chosen microphone's. */
  ofMicrophone: z.boolean(),
  buttons: z.array(HeadsetButton),
  lights: z.array(HeadsetLight),
})
export type Headset = z.infer<typeof Headset>

/** `possible` is false where the browser beneath us cannot speak to HID devices. */
export const Headsets = z.object({ possible: z.boolean(), list: z.array(Headset) })
export type Headsets = z.infer<typeof Headsets>

/** No headset's buttons are to be used. */
export const NO_HEADSET = 'off'

/** How the phone stands, as far as a headset shows it. */
export const HeadsetPhone = z.object({
  ringing: z.boolean(),
  /** Somebody is talked to, or called. */
  talking: z.boolean(),
  muted: z.boolean(),
  /** Nobody is talked to, and somebody waits on hold. */
  held: z.boolean(),
})
export type HeadsetPhone = z.infer<typeof HeadsetPhone>

export const HeadsetAction = z.union([
  z.object({ do: z.enum(['answer', 'hangup', 'reject', 'hold', 'redial']) }),
  z.object({ do: z.literal('mute'), on: z.boolean() }),
])
export type HeadsetAction = z.infer<typeof HeadsetAction>

/** A button went down or up, acted on or not: for the test in the settings. */
export const HeadsetPress = z.object({ key: z.string(), button: HeadsetButton, down: z.boolean() })
export type HeadsetPress = z.infer<typeof HeadsetPress>
