import type { HidCollection, HidItem } from '../hid.ts'

/** One device as `navigator.hid` shows it, and what was recorded of it: reports by name, and what it tells back. */
export type Fixture = {
  vendorId: number
  productId: number
  productName: string
  collections: HidCollection[]
  /** Report id and bytes, as `inputreport` carries them. */
  reports: Record<string, { reportId: number; bytes: number[] }>
  /** What the device itself tells when it is shown something: by output report and bits. */
  echo?: { output: number; bit: number; on: string; off: string }[]
}

const PHONE = 0x0b
const LED = 0x08
const usages = (page: number, ...ids: number[]) => ids.map((id) => page * 0x10000 + id)
const bits = (page: number, ids: number[], o: HidItem = {}): HidItem => ({
  isAbsolute: true,
  isArray: false,
  isRange: false,
  hasPreferredState: true,
  logicalMinimum: 0,
  reportSize: 1,
  reportCount: ids.length,
  usages: usages(page, ...ids),
  ...o,
})
const pulse: HidItem = { isAbsolute: false }
const state: HidItem = { hasPreferredState: false }
const pad = (count: number): HidItem => ({ reportSize: 1, reportCount: count, usages: [], isAbsolute: true })

/** In the manner of Jabra: one report, the hook as a state that follows its light, mute and the rest as pulses. */
export const jabra: Fixture = {
  vendorId: 0x0b0e,
  productId: 0x30a2,
  productName: 'Jabra Evolve2 65',
  collections: [
    {
      usagePage: 0x0c,
      usage: 0x01,
      inputReports: [{ reportId: 1, items: [bits(0x0c, [0xe9, 0xea]), pad(6)] }],
    },
    {
      usagePage: PHONE,
      usage: 0x05,
      inputReports: [
        {
          reportId: 2,
          items: [bits(PHONE, [0x20, 0x97], state), bits(PHONE, [0x2f, 0x21, 0x24, 0x50], pulse), pad(10)],
        },
      ],
      outputReports: [
        { reportId: 2, items: [bits(LED, [0x09, 0x17, 0x18, 0x20, 0x21]), bits(PHONE, [0x9e]), pad(10)] },
      ],
    },
    { usagePage: 0xff30, usage: 0x01, inputReports: [{ reportId: 5, items: [pad(8)] }] },
  ],
  reports: {
    'hook on': { reportId: 2, bytes: [0x01, 0x00] },
    'hook off': { reportId: 2, bytes: [0x00, 0x00] },
    'mute down, in a call': { reportId: 2, bytes: [0x05, 0x00] },
    'mute up, in a call': { reportId: 2, bytes: [0x01, 0x00] },
    'flash down, in a call': { reportId: 2, bytes: [0x09, 0x00] },
    'flash up, in a call': { reportId: 2, bytes: [0x01, 0x00] },
    'flash down': { reportId: 2, bytes: [0x08, 0x00] },
    'flash up': { reportId: 2, bytes: [0x00, 0x00] },
    'redial down': { reportId: 2, bytes: [0x10, 0x00] },
    'redial up': { reportId: 2, bytes: [0x00, 0x00] },
    'speed dial down': { reportId: 2, bytes: [0x20, 0x00] },
    'busy on': { reportId: 2, bytes: [0x02, 0x00] },
  },
  echo: [{ output: 2, bit: 1, on: 'hook on', off: 'hook off' }],
}

/** In the manner of Poly: a report for each light, buttons in a nested collection, mute as a press that calls itself a state. */
export const poly: Fixture = {
  vendorId: 0x047f,
  productId: 0xc056,
  productName: 'Poly Voyager 4320',
  collections: [
    {
      usagePage: PHONE,
      usage: 0x05,
      children: [
        {
          usagePage: PHONE,
          usage: 0x06,
          inputReports: [
            { reportId: 8, items: [bits(PHONE, [0x20], state), bits(PHONE, [0x2f, 0x21, 0x26]), pad(4)] },
          ],
        },
      ],
      outputReports: [
        { reportId: 9, items: [bits(LED, [0x09]), pad(7)] },
        { reportId: 23, items: [bits(LED, [0x17]), pad(7)] },
        { reportId: 24, items: [bits(LED, [0x18]), pad(7)] },
        { reportId: 25, items: [bits(LED, [0x20]), pad(7)] },
      ],
    },
  ],
  reports: {
    'hook on': { reportId: 8, bytes: [0x01] },
    'hook off': { reportId: 8, bytes: [0x00] },
    'mute down, in a call': { reportId: 8, bytes: [0x03] },
    'mute up, in a call': { reportId: 8, bytes: [0x01] },
    'flash down, in a call': { reportId: 8, bytes: [0x05] },
    'flash up, in a call': { reportId: 8, bytes: [0x01] },
    'drop down': { reportId: 8, bytes: [0x08] },
    'drop up': { reportId: 8, bytes: [0x00] },
  },
}

/** In the manner of EPOS: no report ids, the hook as a pulse that may be held, mute as a true state that comes back. */
export const epos: Fixture = {
  vendorId: 0x1395,
  productId: 0x0085,
  productName: 'EPOS IMPACT 860T',
  collections: [
    {
      usagePage: PHONE,
      usage: 0x05,
      inputReports: [
        { reportId: 0, items: [bits(PHONE, [0x20, 0x24], pulse), bits(PHONE, [0x2f], state), pad(5)] },
      ],
      outputReports: [{ reportId: 0, items: [bits(LED, [0x17, 0x18, 0x09, 0x20]), pad(4)] }],
    },
  ],
  reports: {
    'hook down': { reportId: 0, bytes: [0x01] },
    'hook up': { reportId: 0, bytes: [0x00] },
    'mute on': { reportId: 0, bytes: [0x04] },
    'mute off': { reportId: 0, bytes: [0x00] },
    'hook down, muted': { reportId: 0, bytes: [0x05] },
    'hook up, muted': { reportId: 0, bytes: [0x04] },
    'redial down': { reportId: 0, bytes: [0x02] },
    'redial up': { reportId: 0, bytes: [0x00] },
  },
  echo: [{ output: 0, bit: 2, on: 'mute on', off: 'mute off' }],
}

/** In the manner of Yealink: the hook as a state of its own report, the other buttons as numbers in an array. */
export const yealink: Fixture = {
  vendorId: 0x6993,
  productId: 0xb083,
  productName: 'Yealink WH66',
  collections: [
    {
      usagePage: PHONE,
      usage: 0x05,
      inputReports: [
        { reportId: 1, items: [bits(PHONE, [0x20], state), pad(7)] },
        {
          reportId: 3,
          items: [
            {
              isAbsolute: true,
              isArray: true,
              isRange: false,
              usages: usages(PHONE, 0x2f, 0x23, 0x24, 0x26),
              logicalMinimum: 1,
              reportSize: 8,
              reportCount: 1,
            },
          ],
        },
      ],
      outputReports: [{ reportId: 4, items: [bits(LED, [0x18, 0x17, 0x09]), pad(5)] }],
    },
  ],
  reports: {
    'hook on': { reportId: 1, bytes: [0x01] },
    'hook off': { reportId: 1, bytes: [0x00] },
    'mute down, in a call': { reportId: 3, bytes: [0x01] },
    'mute up, in a call': { reportId: 3, bytes: [0x00] },
    'hold down': { reportId: 3, bytes: [0x02] },
    'hold up': { reportId: 3, bytes: [0x00] },
    'redial down': { reportId: 3, bytes: [0x03] },
    'redial up': { reportId: 3, bytes: [0x00] },
  },
}

/** Devices that are no headsets of ours: a keyboard, a security token, a headset of an unknown maker. */
export const strangers: Fixture[] = [
  {
    vendorId: 0x046d,
    productId: 0xc31c,
    productName: 'Keyboard',
    collections: [{ usagePage: 0x01, usage: 0x06, inputReports: [{ reportId: 0, items: [pad(64)] }] }],
    reports: {},
  },
  {
    vendorId: 0x1050,
    productId: 0x0407,
    productName: 'Security token',
    collections: [{ usagePage: 0xf1d0, usage: 0x01 }],
    reports: {},
  },
  { ...jabra, vendorId: 0x1234, productName: 'Headset of somebody' },
]
