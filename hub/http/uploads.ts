import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server as TusServer } from '@tus/server'
import type { FastifyInstance } from 'fastify'
import { CodedError } from '../../shared/lib/result.ts'
import { hubPaths, RecordingUpload } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { Recordings } from '../recordings/attach-recording.ts'
import { statusOf } from './guard.ts'

/** Eight hours of two Opus channels. */
const largestBytes = 512 * 1024 * 1024

/** Resumable uploads (tus 1.0) of sealed recordings; whoever uploads was let in by the guard. */
export async function uploadRoutes(
  fastify: FastifyInstance,
  parts: Pick<Parts, 'options' | 'log'>,
  recordings: Recordings,
): Promise<void> {
  const directory = join(parts.options.dataDir, 'uploads')
  await mkdir(directory, { recursive: true })
  const tus = new TusServer({
    path: hubPaths.upload,
    relativeLocation: true,
    maxSize: largestBytes,
    datastore: new FileStore({ directory }),
    onUploadCreate: async (_, upload) => {
      if (RecordingUpload.safeParse(upload.metadata).success) return {}
      throw { status_code: 400, body: 'INVALID_INPUT' }
    },
    onUploadFinish: async (_, upload) => {
      const metadata = RecordingUpload.safeParse(upload.metadata)
      if (!metadata.success) throw { status_code: 400, body: 'INVALID_INPUT' }
      const { recordingId } = metadata.data
      try {
        await recordings.take(join(directory, upload.id), metadata.data)
        await rm(join(directory, `${upload.id}.json`), { force: true })
        return {}
      } catch (error) {
        const code = error instanceof CodedError ? error.code : 'UNKNOWN'
        parts.log.error({ err: error, recordingId }, 'a recording was not taken in')
        throw { status_code: statusOf(code), body: code }
      }
    },
  })

  // tus reads the request itself, as it comes.
  fastify.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  fastify.route({
    method: ['POST', 'OPTIONS'],
    url: hubPaths.upload,
    handler: async (request, reply) => {
      reply.hijack()
      await tus.handle(request.raw, reply.raw)
    },
  })
  fastify.route({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${hubPaths.upload}/*`,
    handler: async (request, reply) => {
      reply.hijack()
      await tus.handle(request.raw, reply.raw)
    },
  })
}
