import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CodedError } from '../../shared/lib/result.ts'
import { z } from '../../shared/lib/schema.ts'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { IntakeFacts } from '../../shared/protocol/recordings-protocol.ts'
import type { Parts } from '../parts.ts'
import { sidecarFacts } from '../recordings/intake/file-facts.ts'
import type { Intake } from '../recordings/intake/intake.ts'
import type { IntakeSetup } from '../recordings/intake/intake-setup.ts'
import { largestPull, pull } from '../recordings/intake/pull.ts'
import { isBody, isSigned, signedHeaders } from '../recordings/intake/signed-post.ts'

/** A recording that lies elsewhere: its address and what is known of it. */
const ByUrl = z.object({
  ...IntakeFacts.shape,
  url: z.string().check(z.maxLength(2000)),
  name: z.optional(z.string()),
})

/**
 * Recordings that the PBX posts: the sound itself (`audio/*` or `application/octet-stream`, facts as base64url JSON in
 * `x-kommutator-facts`), or JSON with a `url` to fetch it from. Signed with the secret from the settings (see
 * `signed-post.ts`), which is checked before the body is read.
 */
export async function pbxRecordingRoute(
  fastify: FastifyInstance,
  { now }: Pick<Parts, 'now'>,
  intake: Intake,
  setup: IntakeSetup,
): Promise<void> {
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestPull }, (_request, body, done) =>
      done(null, body),
    )
    const isAllowed = async (request: FastifyRequest, reply: FastifyReply) => {
      const signed = signedHeaders(request.headers)
      const { secret, settings } = await setup.get()
      if (!settings.webhook || !secret || !signed || !isSigned(secret, signed, now()))
        return reply.code(401).send({ ok: false, code: 'AUTH_REQUIRED' })
    }
    scope.post(hubPaths.pbxRecordings, { onRequest: isAllowed }, async (request, reply) => {
      const signed = signedHeaders(request.headers)
      const body = new Uint8Array(request.body as Buffer)
      if (!signed || !isBody(body, signed.sha256))
        throw new CodedError('FORBIDDEN', 'another body than was signed')
      const isJson = request.headers['content-type']?.startsWith('application/json') ?? false
      const item = isJson ? await byUrl(body) : await byBody(body, signed.facts)
      return reply
        .code(item.state === 'broken' ? 422 : 202)
        .send({ ok: item.state !== 'broken', value: { id: item.intakeId, state: item.state } })
    })
  })

  function byBody(bytes: Uint8Array<ArrayBuffer>, facts: string) {
    const said = sidecarFacts(Buffer.from(facts, 'base64url').toString('utf8'))
    return intake.take({ source: 'webhook', name: said.callId ?? 'recording', bytes, facts: said })
  }

  async function byUrl(body: Uint8Array) {
    const text = Buffer.from(body).toString('utf8')
    const asked = ByUrl.safeParse(parsedJson(text))
    if (!asked.success) throw new CodedError('INVALID_INPUT')
    const { settings } = await setup.get()
    const bytes = await pull(asked.data.url, settings)
    const name = asked.data.name ?? new URL(asked.data.url).pathname.split('/').at(-1) ?? 'recording'
    return intake.take({ source: 'url', name, bytes, facts: sidecarFacts(text) })
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
