import type { FastifyReply } from 'fastify'
import type { ObjectStore, parseRange } from '../recordings/object-store.ts'

type Found = NonNullable<Awaited<ReturnType<ObjectStore['get']>>>

/** Sends a stored object, or the part of it that was asked for (RFC 9110, 14). */
export function sendRange(
  reply: FastifyReply,
  found: Found,
  range: ReturnType<typeof parseRange>,
): FastifyReply {
  if (range === 'unsatisfiable')
    return reply.code(416).header('content-range', `bytes */${found.size}`).send()
  if (!range) return reply.header('content-length', found.size).send(found.stream())
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${found.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(found.stream(range))
}
