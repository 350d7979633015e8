/** Chromium's numbers for the loading errors that an application is likely to look at (net/base/net_error_list.h). */
const numbers: Record<string, number> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_TIMED_OUT: -7,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_BLOCKED_BY_RESPONSE: -27,
  ERR_CONNECTION_CLOSED: -100,
  ERR_CONNECTION_RESET: -101,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_CERT_AUTHORITY_INVALID: -202,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_EMPTY_RESPONSE: -324,
}

/** A failed load as `loadURL` rejects with: `ERR_FAILED (-2) loading 'app://console/'`. */
export class LoadError extends Error {
  readonly code: string
  readonly errno: number
  readonly url: string

  /** `errorText` is Chromium's, like `net::ERR_FAILED`. */
  constructor(errorText: string, url: string) {
    const code = errorText.replace(/^net::/, '')
    const errno = numbers[code] ?? -2
    super(`${code} (${errno}) loading '${url}'`)
    this.code = code
    this.errno = errno
    this.url = url
  }
}
