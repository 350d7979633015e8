import { networkInterfaces } from 'node:os'

const LOOK_EVERY_MS = 5000

/** Tells when this computer's addresses have changed: another network, a VPN that came or went. */
export function watchNetwork(onChange: () => void): () => void {
  let last = addresses()
  const timer = setInterval(() => {
    const now = addresses()
    if (now === last) return
    last = now
    onChange()
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

const addresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((list) => (list ?? []).filter((i) => !i.internal).map((i) => i.address))
    .sort()
    .join()
