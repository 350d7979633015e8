import type { createEndpoint } from './endpoint.ts'

export type MainWorldConfig = { token: string }

/** Numbers of the functions that each world serves to the other. */
export const bridgeServices = { expose: 1, open: 1, mayUseMedia: 2 } as const

/**
 * The half of the bridge in the page's own world: receives what the preload exposes, freezes it, and asks the isolated
 * world before a window is opened or a capture device is used. Leaves nothing on `window` but what was exposed.
 *
 * Sent to pages as source text: it may use nothing from this module's scope.
 */
export function startMainWorld(
  endpointOf: typeof createEndpoint,
  services: typeof bridgeServices,
  config: MainWorldConfig,
): void {
  if (window !== window.top) return

  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
    for (const item of Object.values(value)) freeze(item)
    return Object.freeze(value)
  }

  const receiveNode = (event: Event): void => {
    event.stopImmediatePropagation()
    const endpoint = endpointOf((event as MouseEvent).relatedTarget!, 'm', 'i')
    endpoint.serve(services.expose, (key: string, api: unknown) => {
      if (Object.hasOwn(window, key))
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(window, key, {
        value: freeze(api),
        enumerable: true,
        configurable: false,
        writable: false,
      })
    })
    replaceOpen(endpoint)
    guardMedia(endpoint)
  }

  // The host decides about popups; the page sees what a denied popup gives.
  const replaceOpen = (endpoint: ReturnType<typeof createEndpoint>): void => {
    const NativeUrl = URL
    const open = (url: unknown = '', name: unknown = '', features: unknown = ''): null => {
      const target = url === '' ? 'about:blank' : new NativeUrl(String(url), document.baseURI).href
      endpoint.call(services.open, [target, String(name), String(features), 'new-window'])
      return null
    }
    Object.defineProperty(window, 'open', {
      value: open,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }

  // DevTools tell of no permission request, so the session's handlers are asked here, before Chromium is.
  const guardMedia = (endpoint: ReturnType<typeof createEndpoint>): void => {
    if (typeof MediaDevices === 'undefined') return
    const guarded = (method: 'getUserMedia' | 'getDisplayMedia'): void => {
      const native = MediaDevices.prototype[method]
      const asking = async function (
        this: MediaDevices,
        constraints?: MediaStreamConstraints,
      ): Promise<MediaStream> {
        const types = ['audio', 'video'].filter((type) => constraints?.[type as 'audio' | 'video'])
        const allowed = await endpoint.call(services.mayUseMedia, [method, types])
        if (!allowed) throw new DOMException('Permission denied', 'NotAllowedError')
        return native.call(this, constraints)
      }
      Object.defineProperty(MediaDevices.prototype, method, {
        value: asking,
        writable: true,
        configurable: true,
      })
    }
    guarded('getUserMedia')
    guarded('getDisplayMedia')
  }

  window.addEventListener(`host-${config.token}`, receiveNode, { capture: true, once: true })
}
