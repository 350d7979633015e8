import { WebSocket } from 'ws'
import { CodedError } from '../../shared/lib/result.ts'

const WITHIN_MS = 2000

export type StationPing = {
  /** One round trip, milliseconds. Rejects with LINE_UNREACHABLE when none came back within two seconds. */
  ping(): Promise<number>
  close(): void
}

/**
 * Round trips to the phone server over a WebSocket of its own (RFC 6455, 5.5.2), so that what is measured is the way and
 * not what the line has to do just now. It connects with the first ping and again when it was cut off.
 */
export function createStationPing({ server, ca }: { server: string; ca?: string | undefined }): StationPing {
  let socket: WebSocket | undefined
  const unreachable = () => new CodedError('LINE_UNREACHABLE', 'no answer to a ping')

  const connected = (): Promise<WebSocket> => {
    if (socket?.readyState === WebSocket.OPEN) return Promise.resolve(socket)
    return new Promise((resolve, reject) => {
      const next = new WebSocket(server, 'sip', {
        handshakeTimeout: WITHIN_MS,
        perMessageDeflate: false,
        ...(ca === undefined ? {} : { ca }),
      })
      socket = next
      next.on('open', () => resolve(next))
      next.on('error', () => reject(unreachable()))
      next.on('close', () => reject(unreachable()))
    })
  }

  return {
    async ping() {
      const open = await connected()
      return new Promise((resolve, reject) => {
        const began = performance.now()
        const settle = (): void => {
          clearTimeout(limit)
          open.off('pong', pong)
          open.off('close', lost)
        }
        const pong = (): void => {
          settle()
          resolve(performance.now() - began)
        }
        const lost = (): void => {
          settle()
          reject(unreachable())
        }
        const limit = setTimeout(lost, WITHIN_MS)
        open.on('pong', pong)
        open.on('close', lost)
        open.ping()
      })
    },
    close() {
      socket?.removeAllListeners('close')
      socket?.on('error', () => undefined)
      socket?.terminate()
      socket = undefined
    },
  }
}
