import type { PhoneTicket } from '../../../widget/client/phone/state.ts'

export type Person = { contactId: string; name: string; number: string }
export type Line = { queueId: string; name: string; number: string }
export type Directory = { people: Person[]; lines: Line[] }

/** Why the hub gave no answer that can be used; `code` is from the catalogue of errors, or HTTP's own number. */
export class HubError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'HubError'
    this.code = code
  }
}

/** The demo company's customers and lines, in `language`. */
export async function fetchDirectory(language: string): Promise<Directory> {
  const { body } = await get(`/api/demo/people?language=${language}`)
  const { people = [], lines = [] } = body as Partial<Directory>
  return { people, lines }
}

/** A ticket for the telephone with this number, its end told by this browser's clock. */
export async function fetchTicket(number: string): Promise<PhoneTicket> {
  const { body, at } = await get(`/api/demo/phone-ticket?number=${encodeURIComponent(number)}`)
  const ticket = body as PhoneTicket
  return { ...ticket, expiresAt: ticket.expiresAt + (Date.now() - at) }
}

async function get(path: string): Promise<{ body: unknown; at: number }> {
  let response: Response
  try {
    response = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' })
  } catch {
    throw new HubError('HUB_OFFLINE')
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) {
    const code = (body as { code?: unknown } | undefined)?.code
    throw new HubError(typeof code === 'string' ? code : String(response.status))
  }
  const date = Date.parse(response.headers.get('date') ?? '')
  return { body, at: Number.isNaN(date) ? Date.now() : date }
}
