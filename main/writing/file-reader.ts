import { basename, join } from 'node:path'
import { ok, type Result } from '../../shared/lib/result.ts'
import { hubGet } from '../hub/http.ts'
import type { HubClient } from '../hub/hub-client.ts'
import { Links, passedOn, saveLinked } from '../hub/linked.ts'
import { saveAs, saveTo } from '../hub/save-as.ts'
import { refusal } from '../shell/protocol.ts'

const passed = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'content-disposition',
] as const

export type SavePlaces = {
  /** Where the system keeps downloads. */
  downloads(): string
  /** Asks where a file is to be kept. */
  chooseFile(suggested: string): Promise<string | undefined>
}

export type FileReader = {
  /** A file of a message on the window's own origin, with Range (RFC 9110, 14). */
  respond(fileId: string, request: Request): Promise<Response>
  /** Puts it among the downloads of this computer, or where the operator says when `ask`; says where, empty for nowhere. */
  save(fileId: string, fileName: string, ask: boolean): Promise<Result<{ file: string }>>
  forget(): void
}

/** Files of messages: the window never sees the hub's address, nor a link. */
export function createFileReader(hub: HubClient, hubTime: () => number, places: SavePlaces): FileReader {
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
    async save(fileId, fileName, ask) {
      const chosen = ask ? await places.chooseFile(join(places.downloads(), basename(fileName))) : undefined
      if (ask && !chosen) return ok({ file: '' })
      const link = await links.to(fileId)
      const named = link.ok ? ok({ path: link.value, fileName }) : link
      return saveLinked(
        hub,
        named,
        (name, from) => (chosen ? saveTo(chosen, from) : saveAs(places.downloads(), name, from)),
        'FILE_NOT_FOUND',
      )
    },
    forget: () => links.clear(),
  }
}
