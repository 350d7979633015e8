/** A sound device: the id that the system gave it, and the name that people know it by. */
export type Device = { id: string; label: string }

/**
 * The device to use: the first of `order` that is there. Ids change (another socket, a new profile), names rarely do,
 * so that a device is known again by its name when nothing else has its id. Undefined: none of them is there.
 */
export function pickDevice(order: readonly Device[], there: readonly Device[]): Device | undefined {
  for (const wanted of order) {
    const found = findDevice(wanted, there)
    if (found) return found
  }
  return undefined
}

/** The same device among those that are there; two with one name cannot be told apart without the id. */
export function findDevice(wanted: Device, there: readonly Device[]): Device | undefined {
  const byId = there.find((device) => device.id === wanted.id)
  if (byId) return byId
  const byName = there.filter((device) => device.label !== '' && device.label === wanted.label)
  return byName.length === 1 ? byName[0] : undefined
}

/** The order with one entry moved by `by` places (negative: to the front); it stays within the list. */
export function moved<T>(order: readonly T[], at: number, by: number): T[] {
  const next = [...order]
  const [one] = next.splice(at, 1)
  if (one === undefined) return next
  next.splice(Math.max(0, Math.min(next.length, at + by)), 0, one)
  return next
}
