import { stat } from 'node:fs/promises'
import type { Attachment } from '../../shared/domain/event.ts'
import { dangerCode } from '../../shared/files/danger.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { z } from '../../shared/lib/schema.ts'
import { type FileUpload, hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { clean } from '../lib/clean.ts'
import type { Parts } from '../parts.ts'
import { signLink } from '../recordings/links.ts'
import { fileFacts } from './file-facts.ts'

const linkMs = 10 * 60_000
/** A page of a customer that stays open keeps its pictures for so long. */
const visitorLinkMs = 24 * 60 * 60_000

export const fileKey = (fileId: string): string => `file/${fileId}`
export const filePath = (fileId: string): string => `${hubPaths.file}/${encodeURIComponent(fileId)}`
/** Who holds a visitor's link; no operator has such an id. */
export const visitorHolder = 'visitor' as OperatorId

const Voice = z.object({
  seconds: z.number().check(z.gte(0), z.lte(3600)),
  peaks: z.array(z.number().check(z.gte(0), z.lte(100))).check(z.maxLength(200)),
})

/** Files of messages: taken in whole, known by their id, handed out by links that expire. */
export class Files {
  private readonly parts: Pick<Parts, 'stores' | 'objects' | 'keys' | 'now'>

  constructor(parts: Pick<Parts, 'stores' | 'objects' | 'keys' | 'now'>) {
    this.parts = parts
  }

  /**
   * Takes an uploaded file in; it is gone from where it lay. The same id again is the same file.
   * @throws CodedError FILE_TYPE_REFUSED, FILE_MACROS, FILE_DISGUISED for what nobody should open.
   */
  async take(path: string, upload: FileUpload, by: string): Promise<Attachment> {
    const { stores, objects, now } = this.parts
    const known = await stores.files.get(upload.fileId)
    if (known) {
      if (known.by !== by) throw new CodedError('FORBIDDEN')
      return known.attachment
    }
    const { size } = await stat(path)
    const { mime, width, height, danger } = await fileFacts(path, upload.fileName)
    if (danger) throw new CodedError(dangerCode(danger))
    const voice = voiceOf(upload.voice)
    const attachment: Attachment = {
      attachmentId: upload.fileId,
      fileName: safeName(upload.fileName),
      kilobytes: Math.max(1, Math.round(size / 1024)),
      bytes: size,
      mime,
      ...(width && height ? { width, height } : {}),
      ...(voice && mime.startsWith('audio/') ? { voice } : {}),
    }
    await objects.take(fileKey(upload.fileId), path)
    await stores.files.put({ by, at: now(), attachment })
    return attachment
  }

  /** What a message carries, in the order that was asked for. @throws CodedError FILE_NOT_FOUND */
  async attachments(
    fileIds: readonly string[] | undefined,
    mayUse: (by: string) => boolean,
  ): Promise<Attachment[] | undefined> {
    if (!fileIds?.length) return undefined
    const found = await Promise.all(fileIds.map((id) => this.parts.stores.files.get(id)))
    return found.map((file) => {
      if (!file || !mayUse(file.by)) throw new CodedError('FILE_NOT_FOUND')
      return file.attachment
    })
  }

  link(fileId: string, operatorId: OperatorId): { path: string; expiresAt: number } {
    return this.signed(fileId, operatorId, linkMs)
  }

  /** For the page of a customer who is in the conversation. */
  visitorLink(fileId: string): string {
    return this.signed(fileId, visitorHolder, visitorLinkMs).path
  }

  private signed(fileId: string, operatorId: OperatorId, ms: number) {
    const expiresAt = this.parts.now() + ms
    const claims = { operatorId, expiresAt, download: false }
    return { path: signLink(this.parts.keys.link, filePath(fileId), claims), expiresAt }
  }
}

/** The last part of a path, without what a file system or a header could stumble over. */
export const safeName = (name: string): string =>
  (
    clean(name)
      .replace(/[\n\t]/g, ' ')
      .split(/[\\/]/)
      .at(-1) ?? ''
  )
    .replace(/[<>:"|?*\u202a-\u202e\u2066-\u2069]/g, '_')
    .trim()
    .slice(-180) || 'file'

function voiceOf(text: string | undefined): Attachment['voice'] {
  if (text === undefined) return undefined
  try {
    const voice = Voice.safeParse(JSON.parse(text))
    return voice.success ? voice.data : undefined
  } catch {
    return undefined
  }
}
