import type { FastifyInstance } from 'fastify'
import { RecordingId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { can } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { readLink } from '../recordings/links.ts'
import type { ListeningLog } from '../recordings/listening-log.ts'
import { parseRange } from '../recordings/object-store.ts'
import { recordingKey, recordingPath } from '../recordings/recording-handlers.ts'
import { soundType } from '../recordings/sound-type.ts'
import { sendRange } from './ranged.ts'

/**
 * Plays a recording to whoever holds a signed link that has not expired, or the session of somebody who may. Each is
 * in the audit before the first byte goes out.
 */
export function recordingRoute(
  fastify: FastifyInstance,
  { objects, keys, book, now }: Pick<Parts, 'objects' | 'keys' | 'book' | 'now'>,
  listening: ListeningLog,
): void {
  const route = `${hubPaths.recording}/:recordingId`
  fastify.get(route, async (request, reply) => {
    const id = RecordingId.safeParse((request.params as { recordingId?: unknown }).recordingId)
    if (!id.success) throw new CodedError('NOT_FOUND')
    const query = request.query as Record<string, unknown>
    const link = query.s === undefined ? undefined : readLink(keys.link, recordingPath(id.data), query, now())
    if (query.s !== undefined && !link) throw new CodedError('FORBIDDEN', 'the link has expired')
    // A link is only as good as its operator: one who was locked out since then hears nothing more.
    if (link && book.operator(link.operatorId)?.disabled !== false) throw new CodedError('FORBIDDEN')
    const { actor } = request
    if (!link && (!can(actor, `GET ${route}`).ok || actor.kind !== 'operator'))
      throw new CodedError('AUTH_REQUIRED')
    const found = await objects.get(recordingKey(id.data))
    if (!found) throw new CodedError('RECORDING_NOT_FOUND')
    const range = parseRange(request.headers.range, found.size)
    if (link) await listening.byLink(id.data, link, request.ip)
    else if (actor.kind === 'operator')
      await listening.note('recording.played', {
        recordingId: id.data,
        operatorId: actor.operatorId,
        address: request.ip,
      })
    reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-store')
    reply.type(await soundType(found))
    if (link?.download) reply.header('content-disposition', 'attachment')
    return sendRange(reply, found, range)
  })
}
