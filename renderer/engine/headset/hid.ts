// The part of WebHID that is used here, as https://wicg.github.io/webhid describes it.

export type HidItem = {
  isAbsolute?: boolean
  isArray?: boolean
  isRange?: boolean
  hasPreferredState?: boolean
  /** Page in the upper, usage in the lower 16 bits. */
  usages?: readonly number[]
  usageMinimum?: number
  usageMaximum?: number
  logicalMinimum?: number
  reportSize?: number
  reportCount?: number
}
export type HidReport = { reportId?: number; items?: readonly HidItem[] }
export type HidCollection = {
  usagePage?: number
  usage?: number
  children?: readonly HidCollection[]
  inputReports?: readonly HidReport[]
  outputReports?: readonly HidReport[]
}

export type HidInput = { reportId: number; data: DataView }
export type HidDevice = {
  readonly vendorId: number
  readonly productId: number
  readonly productName: string
  readonly opened: boolean
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>
  addEventListener(type: 'inputreport', listener: (event: HidInput) => void): void
  removeEventListener(type: 'inputreport', listener: (event: HidInput) => void): void
}
export type Hid = {
  getDevices(): Promise<HidDevice[]>
  addEventListener(type: 'connect' | 'disconnect', listener: (event: { device: HidDevice }) => void): void
}
