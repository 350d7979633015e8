import { Readable } from 'node:stream'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { hubGet } from '../hub/http.ts'
import type { HubClient } from '../hub/hub-client.ts'
import { saveAs } from '../hub/save-as.ts'
import { refusal } from '../shell/protocol.ts'

/** A link is asked for anew this long before it runs out. */
const MARGIN_MS = 20_000
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
  const links = new Map<string, { path: string; expiresAt: number }>()
  const linkTo = async (fileId: string): Promise<Result<string>> => {
    const known = links.get(fileId)
    if (known && known.expiresAt - MARGIN_MS > hubTime()) return ok(known.path)
    const answer = await hub.request('file.link', { fileId })
    if (!answer.ok) return answer
    links.set(fileId, answer.value)
    return ok(answer.value.path)
  }
  return {
    async respond(fileId, request) {
      const link = await linkTo(fileId)
      const { address } = hub
      if (!link.ok || !address) return refusal(link.ok || link.code === 'HUB_OFFLINE' ? 503 : 404)
      const range = request.headers.get('range')
      try {
        const answer = await hubGet(address, link.value, range ? { range } : {}, request.signal)
        const headers = new Headers({
          'cache-control': 'private, max-age=3600',
          'x-content-type-options': 'nosniff',
        })
        for (const name of passed) {
          const value = answer.headers[name]
          if (typeof value === 'string') headers.set(name, value)
        }
        if (answer.statusCode === 403) links.delete(fileId)
        return new Response(Readable.toWeb(answer) as ReadableStream, {
          status: answer.statusCode ?? 502,
          headers,
        })
      } catch {
        return refusal(503, 'HUB_OFFLINE')
      }
    },
    async save(fileId, fileName) {
      const link = await linkTo(fileId)
      const { address } = hub
      if (!link.ok || !address) return link.ok ? fail('HUB_OFFLINE') : link
      try {
        const answer = await hubGet(address, link.value, {})
        if (answer.statusCode !== 200) {
          answer.destroy()
          return fail('FILE_NOT_FOUND')
        }
        return ok({ file: await saveAs(downloads(), fileName, answer) })
      } catch (error) {
        const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
        return fail(full ? 'RECORDING_DISK_FULL' : 'HUB_OFFLINE')
      }
    },
    forget: () => links.clear(),
  }
}
