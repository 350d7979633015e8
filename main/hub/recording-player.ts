import { Readable } from 'node:stream'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { RecordingId } from '../../shared/lib/ids.ts'
import { type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import { refusal } from '../shell/protocol.ts'
import { hubGet } from './http.ts'
import type { HubClient } from './hub-client.ts'
import { saveAs } from './save-as.ts'

/** A link is asked for anew this long before it runs out. */
const MARGIN_MS = 20_000
const passed = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
] as const

export type RecordingPlayer = {
  /** Whether it can be played, before a player is shown. */
  check(recordingId: RecordingId): Promise<Done>
  /** The recording's bytes, or the stretch that `request` asks for with Range (RFC 9110, 14). */
  respond(recordingId: RecordingId, request: Request): Promise<Response>
  /** Puts it among the downloads of this computer; says where. */
  download(recordingId: RecordingId): Promise<Result<{ file: string }>>
  forget(): void
}

/** Plays recordings on the window's own origin: the window never sees the hub's address, nor a link. */
export function createRecordingPlayer(
  hub: HubClient,
  hubTime: () => number,
  downloads: () => string,
): RecordingPlayer {
  const links = new Map<string, { path: string; expiresAt: number }>()

  const linkTo = async (recordingId: RecordingId): Promise<Result<string>> => {
    const known = links.get(recordingId)
    if (known && known.expiresAt - MARGIN_MS > hubTime()) return ok(known.path)
    const answer = await hub.request('recording.link', { recordingId })
    if (!answer.ok) return answer
    links.set(recordingId, answer.value)
    return ok(answer.value.path)
  }

  return {
    async check(recordingId) {
      // A link of its own for each time that it is opened: the hub writes each down.
      links.delete(recordingId)
      const link = await linkTo(recordingId)
      return link.ok ? ok({}) : link
    },
    async respond(recordingId, request) {
      const link = await linkTo(recordingId)
      const { address } = hub
      if (!link.ok || !address)
        return refusal(link.ok ? 503 : statusOf(link.code), link.ok ? 'HUB_OFFLINE' : link.code)
      const range = request.headers.get('range')
      try {
        const answer = await hubGet(address, link.value, range ? { range } : {}, request.signal)
        const headers = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
        for (const name of passed) {
          const value = answer.headers[name]
          if (typeof value === 'string') headers.set(name, value)
        }
        if (answer.statusCode === 403 || answer.statusCode === 410) links.delete(recordingId)
        return new Response(Readable.toWeb(answer) as ReadableStream, {
          status: answer.statusCode ?? 502,
          headers,
        })
      } catch {
        return refusal(503, 'HUB_OFFLINE')
      }
    },
    async download(recordingId) {
      const link = await hub.request('recording.download', { recordingId })
      const { address } = hub
      if (!link.ok || !address) return link.ok ? fail('HUB_OFFLINE') : link
      try {
        const answer = await hubGet(address, link.value.path, {})
        if (answer.statusCode !== 200) {
          answer.destroy()
          return fail('RECORDING_NOT_FOUND')
        }
        return ok({ file: await saveAs(downloads(), link.value.fileName, answer) })
      } catch (error) {
        const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
        return fail(full ? 'RECORDING_DISK_FULL' : 'HUB_OFFLINE')
      }
    },
    forget: () => links.clear(),
  }
}

function statusOf(code: ErrorCode): number {
  if (code === 'FORBIDDEN' || code === 'AUTH_REQUIRED') return 403
  if (code === 'NOT_FOUND' || code === 'RECORDING_NOT_FOUND') return 404
  return 503
}
