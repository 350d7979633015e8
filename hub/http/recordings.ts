import type { FastifyInstance } from 'fastify'
import { RecordingId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { can } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { isSigned, parseRange } from '../recordings/object-store.ts'
import { recordingKey, recordingPath } from '../recordings/recording-handlers.ts'
import { soundType } from '../recordings/sound-type.ts'

/** Plays a recording to whoever holds a signed link that has not expired, or the session of somebody who may. */
export function recordingRoute(
  fastify: FastifyInstance,
  { objects, keys, now }: Pick<Parts, 'objects' | 'keys' | 'now'>,
): void {
  const route = `${hubPaths.recording}/:recordingId`
  fastify.get(route, async (request, reply) => {
    const id = RecordingId.safeParse((request.params as { recordingId?: unknown }).recordingId)
    if (!id.success) throw new CodedError('NOT_FOUND')
    const query = request.query as { e?: string; s?: string }
    if (query.s !== undefined && !isSigned(keys.link, recordingPath(id.data), query, now()))
      throw new CodedError('FORBIDDEN', 'the link has expired')
    if (query.s === undefined && !can(request.actor, `GET ${route}`).ok) throw new CodedError('AUTH_REQUIRED')
    const found = await objects.get(recordingKey(id.data))
    if (!found) throw new CodedError('RECORDING_NOT_FOUND')
    reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-store')
    reply.type(await soundType(found))
    const range = parseRange(request.headers.range, found.size)
    if (range === 'unsatisfiable')
      return reply.code(416).header('content-range', `bytes */${found.size}`).send()
    if (!range) return reply.header('content-length', found.size).send(found.stream())
    return reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end}/${found.size}`)
      .header('content-length', range.end - range.start + 1)
      .send(found.stream(range))
  })
}
