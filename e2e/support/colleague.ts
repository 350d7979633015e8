import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { io } from 'socket.io-client'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import { newId } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import { type HubOutput, PROTOCOL_VERSION } from '../../shared/protocol/hub-protocol.ts'
import type { Console } from './console.ts'

/** Another operator of the demo company at a console of their own, of which only the connection is real. */
export type Colleague = {
  /** Their inbox as the hub tells it now. */
  rows(): Promise<InboxRow[]>
  accept(conversationId: string): Promise<Result<unknown>>
  close(): void
}

/**
 * Signs somebody else in. Nobody of the demo has a password, and the demo signs in one of them only: this session is
 * written where the hub keeps sessions, as the demo's own is.
 */
export async function openColleague(desk: Console, operatorId: string): Promise<Colleague> {
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  const database = new DatabaseSync(join(desk.profile, 'demo', 'hub.db'), { timeout: 5000 })
  database
    .prepare('INSERT INTO sessions (token_hash, operator_id, created_at, expires_at) VALUES (?, ?, ?, ?)')
    .run(createHash('sha256').update(token).digest('base64url'), operatorId, now, now + 3_600_000)
  database.close()

  const auth = { protocol: PROTOCOL_VERSION }
  const socket = io(await desk.hub(), { transports: ['websocket'], auth, forceNew: true })
  const request = (name: string, input: object): Promise<Result<unknown>> =>
    socket.timeout(10_000).emitWithAck(name, input)
  const signedIn = await request('session.resume', { token })
  if (!signedIn.ok) throw new Error(signedIn.code)
  return {
    async rows() {
      const answer = (await request('inbox.list', {})) as Result<HubOutput<'inbox.list'>>
      if (!answer.ok) throw new Error(answer.code)
      return answer.value.rows
    },
    accept: (conversationId) => request('conversation.accept', { id: newId(), conversationId }),
    close: () => void socket.disconnect(),
  }
}
