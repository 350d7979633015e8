/** A fresh id for a message, an event or a visit. `crypto.randomUUID` is missing on pages served by plain http. */
export const freshId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
