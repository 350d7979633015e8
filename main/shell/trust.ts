import type { SenderEvent } from '../ipc/serve.ts'

/** The operator's window is served from here; the media window has an origin of its own. */
export const CONSOLE_ORIGIN = 'app://console'
export const ENGINE_ORIGIN = 'app://engine'
/** The small call window has one, too: nothing that only the operator's page may ask for is within its reach. */
export const MINI_ORIGIN = 'app://mini'

/** Whether `url` lies on `origin`. Custom schemes have the opaque origin "null" in WHATWG URL, so parts are compared. */
export function isOn(origin: string, url: string): boolean {
  const parsed = URL.parse(url)
  if (!parsed) return false
  return `${parsed.protocol}//${parsed.host}` === origin && parsed.username === '' && parsed.password === ''
}

/** Only the top frame of a page on `origin` may ask main for anything. */
export const isTrustedSender = (event: SenderEvent, origin: string): boolean =>
  event.senderFrame !== null && event.senderFrame.parent === null && isOn(origin, event.senderFrame.url)
