import { networkInterfaces } from 'node:os'

/** The addresses of this computer: when they change, media paths must be found anew. */
export function networkFingerprint(): string {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => !address.internal)
    .map((address) => address.address)
    .sort()
    .join(' ')
}
