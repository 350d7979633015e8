import type { FastifyInstance } from 'fastify'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { SwitchCall, type SwitchCalls } from '../interactions/switch-calls.ts'

export function switchRoute(fastify: FastifyInstance, switchCalls: SwitchCalls): void {
  fastify.post(hubPaths.switchCalls, async (request, reply) => {
    const record = SwitchCall.safeParse(request.body)
    if (!record.success) return reply.code(400).send({ ok: false, code: 'INVALID_INPUT' })
    await switchCalls.take(record.data)
    return reply.code(204).send()
  })
}
