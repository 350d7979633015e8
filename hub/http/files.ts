import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server as TusServer } from '@tus/server'
import type { FastifyInstance } from 'fastify'
import { CodedError } from '../../shared/lib/result.ts'
import { FileUpload, hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { FileId } from '../../shared/protocol/messages-protocol.ts'
import { mayBeShown } from '../files/file-facts.ts'
import { type Files, fileKey, filePath, visitorHolder } from '../files/files.ts'
import type { Actor } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { readLink } from '../recordings/links.ts'
import { parseRange } from '../recordings/object-store.ts'
import { statusOf } from './guard.ts'
import { sendRange } from './ranged.ts'

/** The largest that any channel takes. */
const largestBytes = 100 * 1024 * 1024

/** Files of messages: resumable uploads (tus 1.0) from consoles, and reading one by a signed link. */
export async function fileRoutes(
  fastify: FastifyInstance,
  { options, log, stores, objects, keys, book, now }: Parts,
  files: Files,
): Promise<void> {
  const directory = join(options.dataDir, 'file-uploads')
  await mkdir(directory, { recursive: true })
  /** Who sent the request that tus is at work on. */
  const actors = new WeakMap<object, Actor>()
  const tus = new TusServer({
    path: hubPaths.fileUpload,
    relativeLocation: true,
    maxSize: largestBytes,
    datastore: new FileStore({ directory }),
    onUploadCreate: async (_, upload) => {
      if (FileUpload.safeParse(upload.metadata).success) return {}
      throw { status_code: 400, body: 'INVALID_INPUT' }
    },
    onUploadFinish: async (request, upload) => {
      const metadata = FileUpload.safeParse(upload.metadata)
      const node = (request as { runtime?: { node?: { req?: object } } }).runtime?.node?.req
      const actor = node && actors.get(node)
      if (!metadata.success || actor?.kind !== 'operator') throw { status_code: 400, body: 'INVALID_INPUT' }
      try {
        await files.take(join(directory, upload.id), metadata.data, `operator:${actor.operatorId}`)
        await rm(join(directory, `${upload.id}.json`), { force: true })
        return {}
      } catch (error) {
        const code = error instanceof CodedError ? error.code : 'UNKNOWN'
        log.error({ err: error, fileId: metadata.data.fileId }, 'a file was not taken in')
        throw { status_code: statusOf(code), body: code }
      }
    },
  })
  fastify.route({
    method: ['POST', 'OPTIONS'],
    url: hubPaths.fileUpload,
    handler: async (request, reply) => {
      reply.hijack()
      actors.set(request.raw, request.actor)
      await tus.handle(request.raw, reply.raw)
    },
  })
  fastify.route({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${hubPaths.fileUpload}/*`,
    handler: async (request, reply) => {
      reply.hijack()
      actors.set(request.raw, request.actor)
      await tus.handle(request.raw, reply.raw)
    },
  })

  const route = `${hubPaths.file}/:fileId`
  fastify.get(route, async (request, reply) => {
    const id = FileId.safeParse((request.params as { fileId?: unknown }).fileId)
    if (!id.success) throw new CodedError('NOT_FOUND')
    const link = readLink(keys.link, filePath(id.data), request.query as Record<string, unknown>, now())
    if (!link) throw new CodedError('FORBIDDEN', 'the link has expired')
    const holds = link.operatorId === visitorHolder || book.operator(link.operatorId)?.disabled === false
    if (!holds) throw new CodedError('FORBIDDEN')
    const [stored, found] = await Promise.all([stores.files.get(id.data), objects.get(fileKey(id.data))])
    if (!stored || !found) throw new CodedError('FILE_NOT_FOUND')
    const { mime = 'application/octet-stream', fileName } = stored.attachment
    const range = parseRange(request.headers.range, found.size)
    reply
      .header('accept-ranges', 'bytes')
      .header('cache-control', 'private, max-age=86400')
      // Pictures stand on the company's own site, which is another origin.
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(mayBeShown(mime) ? mime : 'application/octet-stream')
    const wants = (request.query as { as?: unknown }).as === 'file'
    if (wants || !mayBeShown(mime))
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return sendRange(reply, found, range)
  })
}
