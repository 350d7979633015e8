import { createHash, createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ContactId } from '../../shared/lib/ids.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import {
  type HubInput,
  type HubOutput,
  type OpenedCard,
  replicaProof,
  type SignedIn,
} from '../../shared/protocol/hub-protocol.ts'
import type { SearchAnswer, SearchQuery } from '../../shared/protocol/search-protocol.ts'
import type { HubClient } from '../hub/hub-client.ts'
import type { HubMemory } from '../hub/hub-memory.ts'
import type { LastSession } from '../hub/session.ts'
import type { Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'
import { createReplica } from './replica.ts'
import type { Replica, ReplicaLimits } from './replica-types.ts'

export type LocalCopyOptions = {
  userData: string
  hub: HubClient
  memory: HubMemory
  vault: Vault
  now(): number
  onRegrouped(contactIds: ContactId[]): void
  limits?: Partial<ReplicaLimits>
  log: Logger
}

/** Reads that go to the hub while it is there, and to what lies here while it is not. */
export type LocalCopy = {
  replica: Replica
  /** Who worked here last, when their key is known; undefined where nothing can be read. */
  last(): LastSession | undefined
  remember(signedIn: SignedIn, clockOffset: number): void
  /** Something of this operator lies here and cannot be read: its key is with the hub. */
  readonly locked: boolean
  /**
   * Whether the hub's log is the one that was followed before: a demo made anew, or one from a backup, has another.
   * Undefined when the hub has gone meanwhile.
   */
  isOfThisLog(): Promise<boolean | undefined>
  /** When the hub was last heard of, UTC milliseconds of this computer's clock. */
  seenAt(): number | undefined
  seen(): void
  open(contactId: ContactId): Promise<Result<OpenedCard>>
  older(input: HubInput<'card.older'>): Promise<Result<HubOutput<'card.older'>>>
  find(text: string, limit: number): Promise<Result<HubOutput<'card.find'>>>
  resolve(input: HubInput<'card.resolve'>): Promise<Result<HubOutput<'card.resolve'>>>
  said(query: SearchQuery): Promise<Result<SearchAnswer>>
  /** The hub has ended this operator's session: if they may work no longer, nothing of theirs stays here. */
  askWhetherToKeep(): Promise<void>
}

/** A telephone rings: the hub may take so long to say whose number it is before what lies here is asked, milliseconds. */
const ringMs = 120

export function createLocalCopy(options: LocalCopyOptions): LocalCopy {
  const { hub, memory, vault, log } = options
  const path = () => {
    const owner = memory.owner()
    if (owner === undefined) return undefined
    const name = createHash('sha256').update(owner).digest('base64url').slice(0, 22)
    return join(options.userData, 'replica', `${name}.db`)
  }
  const replica = createReplica({
    path,
    vault,
    now: options.now,
    onRegrouped: options.onRegrouped,
    ...(options.limits ? { limits: options.limits } : {}),
    log,
  })
  vault.onOpen(() => replica.open())
  let seen: number | undefined

  const whose = (input: HubInput<'card.resolve'>): Result<HubOutput<'card.resolve'>> => {
    const people = replica.whose(input.kind, input.value)
    const [only, ...others] = people
    const card = input.open && only && !others.length ? replica.card(only.personId) : undefined
    return ok({ people, ...(card ? { card } : {}) })
  }

  return {
    replica,
    last() {
      if (!vault.open) return undefined
      replica.open()
      const last = replica.value<LastSession>('session')
      return last && memory.owner()?.endsWith(` ${last.me.operatorId}`) ? last : undefined
    },
    remember({ me, company }, clockOffset) {
      replica.keepValue('session', { me, company, clockOffset } satisfies LastSession)
    },
    get locked() {
      const at = path()
      return !vault.open && at !== undefined && existsSync(at)
    },
    async isOfThisLog() {
      const { anchor, cursor } = replica
      if (!anchor || cursor === undefined || anchor.position > cursor) return false
      const answer = await hub.request('stream.since', { position: anchor.position - 1 })
      if (!answer.ok) return undefined
      // Too far behind to be told: everything is had anew.
      return !answer.value.reset && answer.value.events[0]?.eventId === anchor.eventId
    },
    seenAt() {
      seen ??= replica.value<number>('seen')
      return seen
    },
    seen() {
      seen = Date.now()
      replica.keepValue('seen', seen)
    },

    async open(contactId) {
      const answer = await hub.request('card.open', { contactId })
      if (answer.ok || !isAway(answer.code)) return answer
      const card = replica.card(contactId)
      return card ? ok(card) : fail(replica.isOpen ? 'REPLICA_MISSING' : answer.code)
    },
    async older(input) {
      const answer = await hub.request('card.older', input)
      if (answer.ok) replica.keepOlder(input.contactId, input.older, answer.value)
      if (answer.ok || !isAway(answer.code)) return answer
      return replica.older(input.contactId, input.older, input.limit)
    },
    async find(text, limit) {
      const answer = await hub.request('card.find', { text, limit })
      if (answer.ok || !isAway(answer.code) || !replica.isOpen) return answer
      return ok(await replica.find(text, limit))
    },
    async resolve(input) {
      const asked = hub.request('card.resolve', input)
      // A hub that hangs must not keep a caller nameless while they are known here.
      const patience = new Promise<undefined>((resolve) => setTimeout(resolve, ringMs, undefined).unref())
      const answer = input.open ? await Promise.race([asked, patience]) : await asked
      if (answer && (answer.ok || !isAway(answer.code) || !replica.isOpen)) return answer
      const local = whose(input)
      return !answer && local.ok && local.value.people.length !== 1 ? asked : local
    },
    async said(query) {
      const answer = await hub.request('search.said', query)
      if (answer.ok || !isAway(answer.code) || !replica.isOpen) return answer
      return ok(await replica.said(query))
    },

    async askWhetherToKeep() {
      const operatorId = memory.operatorId()
      const key = memory.localKey()
      if (!operatorId || !key) return
      const proof = createHmac('sha256', Buffer.from(key, 'base64url'))
        .update(replicaProof)
        .digest('base64url')
      const answer = await hub.request('replica.keep', { operatorId, proof })
      if (!answer.ok || answer.value.keep) return
      log.info('the local copy of who may work no longer is removed')
      replica.wipe()
      memory.forgetLocalKey()
    },
  }
}

/** The hub cannot be asked now; anything else is its answer. */
export const isAway = (code: string): boolean => code === 'HUB_OFFLINE' || code === 'HUB_TIMEOUT'
