import type { Company } from '../../shared/domain/company.ts'
import type { MiniCall, MiniView } from '../../shared/ipc/mini-contract.ts'
import { type Language, localise } from '../../shared/lib/language.ts'
import type { PersonHit } from '../../shared/protocol/hub-protocol.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { attemptOf, type Caller, type Why, whys } from '../../shared/softphone/why.ts'

/** What was found out about whoever calls. */
export type About = { caller?: Caller | undefined; matches: PersonHit[]; chosen?: PersonHit | undefined }

export const nobody: About = { matches: [] }

/** One call in the facts that 360 by 120 pixels can hold. `now` by the hub's clock. */
export function miniCall(
  call: Call,
  about: About,
  o: { company?: Company | undefined; language: Language; now: number },
): MiniCall {
  const { caller, chosen } = about
  const queue = o.company?.queues.find((q) => q.queueId === call.queueId)
  const line = queue ? localise(queue.name, o.language) : call.line
  const name = chosen?.name ?? call.remoteName
  const tag = caller?.card.tags[0]
  const talking = call.phase === 'connected'
  return {
    callId: call.callId,
    phase: call.phase === 'offered' ? 'ringing' : talking ? 'talking' : 'calling',
    ...(name ? { name } : {}),
    ...(/^\+?\d{3,}$/.test(call.remote) ? { number: call.remote } : {}),
    fromSite: call.identifiedBy === 'token',
    inBase: chosen !== undefined || (call.contactId !== undefined && call.identifiedBy !== 'new'),
    ...(tag ? { tag } : {}),
    ...(line ? { line } : {}),
    attempt: (caller && attemptOf(caller, call, o.now)?.ordinal) ?? 1,
    since: talking ? (call.answeredAt ?? call.offeredAt) : call.offeredAt,
    muted: call.muted,
    held: call.held,
    ...(call.heldAt === undefined ? {} : { heldAt: call.heldAt }),
    linked: call.linked,
  }
}

/** The reasons that fit on one line, and the names of the goods in them. How often they called stands elsewhere. */
export function miniWhys(
  call: Call,
  { caller }: About,
  o: { company?: Company | undefined; language: Language; now: number },
): Pick<MiniView, 'whys' | 'goods'> {
  const found = caller ? whys(caller, call, o.now).filter((why) => why.kind !== 'attempt') : []
  const told: Why[] = found.slice(0, 2)
  const ids = new Set(told.flatMap((why) => (why.kind === 'order' ? why.productIds : [])))
  const goods = (o.company?.products ?? []).filter((product) => ids.has(product.productId))
  return {
    whys: told,
    goods: Object.fromEntries(
      goods.map((product) => [product.productId, localise(product.name, o.language)]),
    ),
  }
}
