import type { Hid, HidDevice, HidInput } from '../hid.ts'
import type { Fixture } from './fixtures.ts'

export type FakeHid = {
  hid: Hid
  plug(fixture: Fixture): FakeDevice
  unplug(device: FakeDevice): void
  device(productName: string): FakeDevice | undefined
}
export type FakeDevice = HidDevice & {
  /** Sends a recorded report. */
  press(name: string): void
  /** The last bytes of each output report, by its id. */
  shown: Record<number, number[]>
  /** How often something was shown. */
  writes: number
  /** Another program holds it: opening and writing fail. */
  taken: boolean
}

/**
 * `navigator.hid` with recorded devices behind it. Whole in itself, so that it can be put into a page as text:
 * everything it needs stands between its braces.
 */
export function makeFakeHid(fixtures: Fixture[]): FakeHid {
  const listeners = { connect: [], disconnect: [] } as Record<
    'connect' | 'disconnect',
    ((event: { device: HidDevice }) => void)[]
  >
  const devices: FakeDevice[] = []

  const make = (fixture: Fixture): FakeDevice => {
    const hearers = new Set<(event: HidInput) => void>()
    let opened = false
    const device: FakeDevice = {
      vendorId: fixture.vendorId,
      productId: fixture.productId,
      productName: fixture.productName,
      collections: fixture.collections,
      shown: {},
      writes: 0,
      taken: false,
      get opened() {
        return opened
      },
      async open() {
        if (device.taken) throw new DOMException('Failed to open the device.', 'NotAllowedError')
        opened = true
      },
      async close() {
        opened = false
      },
      async sendReport(reportId, data) {
        if (device.taken || !opened) throw new DOMException('Failed to write the report.', 'NotAllowedError')
        const before = device.shown[reportId] ?? []
        device.shown[reportId] = [...data]
        device.writes++
        for (const { output, bit, on, off } of fixture.echo ?? []) {
          const at = (bytes: number[]) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1
          if (output === reportId && at(before) !== at([...data]))
            queueMicrotask(() => device.press(at([...data]) ? on : off))
        }
      },
      addEventListener: (_type, listener) => hearers.add(listener),
      removeEventListener: (_type, listener) => hearers.delete(listener),
      press(name) {
        const report = fixture.reports[name]
        if (!report) throw new Error(`no recording of ${name}`)
        if (!opened) return
        const data = new DataView(new Uint8Array(report.bytes).buffer)
        for (const hear of [...hearers]) hear({ reportId: report.reportId, data })
      },
    }
    devices.push(device)
    return device
  }
  for (const fixture of fixtures) make(fixture)

  return {
    hid: {
      getDevices: async () => [...devices],
      addEventListener: (type, listener) => listeners[type].push(listener),
    },
    plug(fixture) {
      const device = make(fixture)
      for (const listener of listeners.connect) listener({ device })
      return device
    },
    unplug(device) {
      devices.splice(devices.indexOf(device), 1)
      for (const listener of listeners.disconnect) listener({ device })
    },
    device: (productName) => devices.find((one) => one.productName === productName),
  }
}
