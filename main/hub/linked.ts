import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { hubGet } from './http.ts'
import type { HubClient } from './hub-client.ts'

/** A link is asked for anew this long before it runs out. */
const MARGIN_MS = 20_000

type Link = { path: string; expiresAt: number }

/** The hub's signed links, each kept while it is good. */
export class Links<Id extends string> {
  private readonly kept = new Map<Id, Link>()
  private readonly ask: (id: Id) => Promise<Result<Link>>
  private readonly hubTime: () => number

  constructor(ask: (id: Id) => Promise<Result<Link>>, hubTime: () => number) {
    this.ask = ask
    this.hubTime = hubTime
  }

  async to(id: Id): Promise<Result<string>> {
    const known = this.kept.get(id)
    if (known && known.expiresAt - MARGIN_MS > this.hubTime()) return ok(known.path)
    const answer = await this.ask(id)
    if (!answer.ok) return answer
    this.kept.set(id, answer.value)
    return ok(answer.value.path)
  }

  drop(id: Id): void {
    this.kept.delete(id)
  }

  clear(): void {
    this.kept.clear()
  }
}

/** The hub's answer as the window gets it: its body, and of its headers those that are named, beside our own. */
export function passedOn(
  answer: IncomingMessage,
  names: readonly string[],
  own: Record<string, string>,
): Response {
  const headers = new Headers(own)
  for (const name of names) {
    const value = answer.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Response(Readable.toWeb(answer) as ReadableStream, { status: answer.statusCode ?? 502, headers })
}

/** Puts what is behind a link where `put` says; `missing` is what it says when there is nothing. */
export async function saveLinked(
  hub: HubClient,
  link: Result<{ path: string; fileName: string }>,
  put: (fileName: string, from: IncomingMessage) => Promise<string>,
  missing: ErrorCode,
): Promise<Result<{ file: string }>> {
  const { address } = hub
  if (!link.ok || !address) return link.ok ? fail('HUB_OFFLINE') : link
  try {
    const answer = await hubGet(address, link.value.path, {})
    if (answer.statusCode !== 200) {
      answer.destroy()
      return fail(missing)
    }
    return ok({ file: await put(link.value.fileName, answer) })
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
    return fail(full ? 'RECORDING_DISK_FULL' : 'HUB_OFFLINE')
  }
}
