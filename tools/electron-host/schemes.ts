/**
 * Chromium cannot be given a scheme from outside, so a page of `app://console/x` is loaded from
 * `https://console.app.localhost/x`, an origin that exists only inside the browser (every request is intercepted).
 * Main process code sees the application's own addresses, pages see the mapped ones.
 */
const schemes = new Set<string>()

/** Makes a scheme known; its addresses are mapped from now on. */
export const addScheme = (scheme: string): void => {
  schemes.add(scheme)
}

export const mappedSchemes = (): string[] => [...schemes]

/** The address that Chromium loads for an application's address. */
export function toPageUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i, (whole, scheme: string, name: string) =>
    schemes.has(scheme.toLowerCase()) ? `https://${name}.${scheme.toLowerCase()}.localhost` : whole,
  )
}

/** The application's address for one that Chromium reports. */
export function toAppUrl(url: string): string {
  return url.replace(
    /^https:\/\/([^/?#:]+)\.([a-z0-9+-]+)\.localhost/i,
    (whole, name: string, scheme: string) =>
      schemes.has(scheme.toLowerCase()) ? `${scheme.toLowerCase()}://${name}` : whole,
  )
}

/** The scheme behind a request of a page, or undefined for the web at large. */
export function schemeOf(pageUrl: string): string | undefined {
  const scheme = /^https:\/\/[^/?#:]+\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)/i.exec(pageUrl)?.[1]?.toLowerCase()
  return scheme !== undefined && schemes.has(scheme) ? scheme : undefined
}

/** The mapped origins behind a source like `app:` or `app://console`, or undefined when it names none of the schemes. */
export function addressOfScheme(source: string): string | undefined {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(\/\/.*)?$/i.exec(source) ?? []
  if (scheme === undefined || !schemes.has(scheme.toLowerCase())) return undefined
  return rest ? toPageUrl(source) : `https://*.${scheme.toLowerCase()}.localhost`
}
