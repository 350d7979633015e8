import { ok, type Result } from '../../shared/lib/result.ts'
import { hubGet } from '../hub/http.ts'
import type { HubClient } from '../hub/hub-client.ts'
import { Links, passedOn, saveLinked } from '../hub/linked.ts'
import { refusal } from '../shell/protocol.ts'

const passed = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'content-disposition',
] as const

export type FileReader = {
  /** A file of a message on the window's own origin, with Range (RFC 9110, 14). */
  respond(fileId: string, request: Request): Promise<Response>
  /** Puts it among the downloads of this computer; says where. */
  save(fileId: string, fileName: string): Promise<Result<{ file: string }>>
  forget(): void
}

/** Files of messages: the window never sees the hub's address, nor a link. */
export function createFileReader(hub: HubClient, hubTime: () => number, downloads: () => string): FileReader {
  const links = new Links((fileId: string) => hub.request('file.link', { fileId }), hubTime)
  return {
    async respond(fileId, request) {
      const link = await links.to(fileId)
      const { address } = hub
      if (!link.ok || !address) return refusal(link.ok || link.code === 'HUB_OFFLINE' ? 503 : 404)
      const range = request.headers.get('range')
      try {
        const answer = await hubGet(address, link.value, range ? { range } : {}, request.signal)
        if (answer.statusCode === 403) links.drop(fileId)
        return passedOn(answer, passed, {
          'cache-control': 'private, max-age=3600',
          'x-content-type-options': 'nosniff',
        })
      } catch {
        return refusal(503, 'HUB_OFFLINE')
      }
    },
    async save(fileId, fileName) {
      const link = await links.to(fileId)
      const named = link.ok ? ok({ path: link.value, fileName }) : link
      return saveLinked(hub, named, downloads(), 'FILE_NOT_FOUND')
    },
    forget: () => links.clear(),
  }
}
