import { isHeadset } from '../../shared/headset/headset.ts'
import { CONSOLE_ORIGIN, ENGINE_ORIGIN, isOn, MINI_ORIGIN } from './trust.ts'

const MAX_URL = 2000

/** The address in its parsed form when the system may be asked to open it: web, mail, telephone. */
export function externalUrl(written: string): string | undefined {
  if (written.length > MAX_URL) return undefined
  const url = URL.parse(written)
  if (!url || !['https:', 'http:', 'mailto:', 'tel:'].includes(url.protocol)) return undefined
  if (/^https?:$/.test(url.protocol) && (url.username || url.password || !url.hostname)) return undefined
  return url.href
}

/** A request for something beyond the page, as Electron's two permission handlers describe it. */
export type PermissionQuestion = {
  permission: string
  url: string
  isMainFrame: boolean
  /** `audio`, `video`, or `unknown` while devices are only counted. */
  media: readonly string[]
}

/** Only our own pages, only their top frames, only sound and notifications; everything else is denied. */
export function mayUse({ permission, url, isMainFrame, media }: PermissionQuestion): boolean {
  if (!isMainFrame) return false
  const engine = isOn(ENGINE_ORIGIN, url)
  const console = isOn(CONSOLE_ORIGIN, url)
  switch (permission) {
    case 'media':
      return engine && !media.includes('video')
    // Which devices is asked of `mayOpenDevice`, one by one.
    case 'hid':
      return engine
    case 'speaker-selection':
      return engine || console
    case 'notifications':
      return console
    default:
      return false
  }
}

/** A device that a page would speak to, as Electron's handler describes it. */
export type DeviceQuestion = {
  deviceType: string
  origin: string
  device: { vendorId?: number | string; collections?: readonly { usagePage?: number }[] }
}

/** Only the media window, and only headsets of known makers: never a keyboard, a token or a printer. */
export function mayOpenDevice({ deviceType, origin, device }: DeviceQuestion): boolean {
  if (deviceType !== 'hid' || !isOn(ENGINE_ORIGIN, origin)) return false
  const { vendorId, collections = [] } = device
  return typeof vendorId === 'number' && isHeadset({ vendorId, collections })
}

/** Pages stay where they are: the only address that a window may load is the one it was made for. */
export const mayNavigate = (from: string, to: string): boolean =>
  [CONSOLE_ORIGIN, ENGINE_ORIGIN, MINI_ORIGIN].some((origin) => isOn(origin, from) && isOn(origin, to)) &&
  URL.parse(from)?.pathname === URL.parse(to)?.pathname
