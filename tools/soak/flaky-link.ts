import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A line between a console and its hub that can be cut, or go silent while both ends believe that it stands. */
export type FlakyLink = {
  readonly port: number
  /** Every connection is gone, and none can be made until `mend`. */
  cut(): void
  /** What is sent arrives nowhere, and nobody is told. */
  silence(): void
  mend(): void
  close(): void
}

export async function openFlakyLink(to: () => number): Promise<FlakyLink> {
  const pairs = new Set<[Socket, Socket]>()
  let state: 'up' | 'cut' | 'silent' = 'up'
  const drop = () => {
    for (const pair of pairs) for (const end of pair) end.destroy()
    pairs.clear()
  }
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(to(), '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      // What is swallowed is never made up for: such a connection ends with the silence.
      from.on('data', (bytes) => {
        if (state === 'up') into.write(bytes)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        into.destroy()
        pairs.delete(pair)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = 'cut'
      drop()
    },
    silence() {
      if (state === 'up') state = 'silent'
    },
    mend() {
      if (state === 'silent') drop()
      state = 'up'
    },
    close() {
      drop()
      server.close()
    },
  }
}
