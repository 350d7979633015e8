import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Company } from '../../shared/domain/company.ts'
import { localise, pickLanguage } from '../../shared/lib/language.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { numberOf } from '../interactions/open-interaction.ts'
import { switchDomain } from '../operators/lines.ts'
import type { Parts } from '../parts.ts'
import { isLoopback } from './guard.ts'

const ticketMs = 10 * 60_000

/** What the customer's phone page needs; only in the demo, and only for this computer. */
export function demoRoutes(
  fastify: FastifyInstance,
  {
    book,
    lines,
    tokens,
    views,
    stores,
    now,
    options,
  }: Pick<Parts, 'book' | 'lines' | 'tokens' | 'views' | 'stores' | 'now' | 'options'>,
): void {
  const demoOnly = (request: FastifyRequest): Company => {
    const company = book.find()
    if (!company?.demo || !isLoopback(request.ip)) throw new CodedError('FORBIDDEN')
    return company
  }

  fastify.get('/api/demo/people', async (request, reply) => {
    const company = demoOnly(request)
    const language = pickLanguage([String((request.query as { language?: unknown }).language ?? '')])
    const numbers = new Map<string, { contactId: string; name: string; number: string }>()
    for (const contact of await stores.people.contacts()) {
      const number = contact.addresses.find((a) => a.kind === 'phone')?.value
      const { name, named } = views.nameOf(contact.contactId)
      const contactId = views.people.personOf(contact.contactId)
      if (number && named && !numbers.has(contactId)) numbers.set(contactId, { contactId, name, number })
    }
    const people = [...numbers.values()].sort((a, b) => a.name.localeCompare(b.name, language))
    const queues = company.queues.map((q) => ({
      queueId: q.queueId,
      name: localise(q.name, language),
      number: company.accounts.find((a) => a.kind === 'voice' && a.queueId === q.queueId)?.address ?? '',
    }))
    reply.header('cache-control', 'no-store')
    return { people, lines: queues }
  })

  // What the live loop's callers say.
  fastify.get('/demo/audio/:file', async (request, reply) => {
    demoOnly(request)
    const { file } = request.params as { file: string }
    if (!options.demoDir || !/^[\w-]+\.webm$/.test(file)) throw new CodedError('NOT_FOUND')
    const sound = await readFile(join(options.demoDir, 'audio', file)).catch(() => undefined)
    if (!sound) throw new CodedError('NOT_FOUND')
    return reply.type('audio/webm').send(sound)
  })

  fastify.get('/api/demo/phone-ticket', async (request, reply) => {
    demoOnly(request)
    const number = numberOf(String((request.query as { number?: unknown }).number ?? ''))
    if (!number) throw new CodedError('DIAL_INVALID')
    if (!lines.address) throw new CodedError('CALL_UNAVAILABLE')
    const expiresAt = now() + ticketMs
    reply.header('cache-control', 'no-store')
    return {
      server: lines.address.url,
      domain: switchDomain,
      user: number,
      token: await tokens.sign({ typ: 'phone', sub: number, number }, expiresAt),
      expiresAt,
    }
  })
}
