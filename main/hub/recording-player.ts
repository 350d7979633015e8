import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { RecordingId } from '../../shared/lib/ids.ts'
import { type Done, ok, type Result } from '../../shared/lib/result.ts'
import { refusal } from '../shell/protocol.ts'
import { hubGet } from './http.ts'
import type { HubClient } from './hub-client.ts'
import { Links, passedOn, saveLinked } from './linked.ts'
import { saveAs } from './save-as.ts'

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
  const links = new Links(
    (recordingId: RecordingId) => hub.request('recording.link', { recordingId }),
    hubTime,
  )
  return {
    async check(recordingId) {
      // A link of its own for each time that it is opened: the hub writes each down.
      links.drop(recordingId)
      const link = await links.to(recordingId)
      return link.ok ? ok({}) : link
    },
    async respond(recordingId, request) {
      const link = await links.to(recordingId)
      const { address } = hub
      if (!link.ok || !address)
        return refusal(link.ok ? 503 : statusOf(link.code), link.ok ? 'HUB_OFFLINE' : link.code)
      const range = request.headers.get('range')
      try {
        const answer = await hubGet(address, link.value, range ? { range } : {}, request.signal)
        if (answer.statusCode === 403 || answer.statusCode === 410) links.drop(recordingId)
        return passedOn(answer, passed, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      } catch {
        return refusal(503, 'HUB_OFFLINE')
      }
    },
    async download(recordingId) {
      const link = await hub.request('recording.download', { recordingId })
      return saveLinked(hub, link, (name, from) => saveAs(downloads(), name, from), 'RECORDING_NOT_FOUND')
    },
    forget: () => links.clear(),
  }
}

function statusOf(code: ErrorCode): number {
  if (code === 'FORBIDDEN' || code === 'AUTH_REQUIRED') return 403
  if (code === 'NOT_FOUND' || code === 'RECORDING_NOT_FOUND') return 404
  return 503
}
