import type { Company, Presence } from '../../../shared/domain/company.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { type Language, localise } from '../../../shared/lib/language.ts'
import type { PersonHit, TeamState } from '../../../shared/protocol/hub-protocol.ts'
import { readTarget } from '../../../shared/softphone/target.ts'

/** Somebody or something that a call can be passed on to. */
export type Option = { id: string; name: string; target: string } & (
  | { kind: 'operator'; operatorId: OperatorId; state: Presence | 'talking'; since: number; queue: string }
  | { kind: 'queue'; waiting: number; waitSeconds: number | undefined }
  | { kind: 'person'; number: string }
  | { kind: 'number' }
)

type Sources = {
  company: Company | undefined
  team: TeamState | undefined
  people: readonly PersonHit[]
  me: string | undefined
  language: Language
}

const rank: Record<Presence | 'talking', number> = { available: 0, talking: 1, busy: 2, away: 3, offline: 4 }
const folded = (text: string) => text.toLocaleLowerCase().normalize('NFKD')

/** Who fits what was typed: free colleagues first, then queues, then the rest, people of the base, and the number itself. */
export function optionsFor(text: string, { company, team, people, me, language }: Sources): Option[] {
  const words = folded(text).split(/\s+/).filter(Boolean)
  const fits = (...texts: (string | undefined)[]) =>
    words.every((word) => texts.some((t) => t && folded(t).includes(word)))
  const queueName = (id: string | undefined) => {
    const queue = company?.queues.find((q) => q.queueId === id)
    return queue ? localise(queue.name, language) : ''
  }
  const operators = (company?.operators ?? [])
    .filter((o) => o.operatorId !== me && !o.disabled && o.roles.some((role) => role !== 'auditor'))
    .map((o): Option & { kind: 'operator' } => {
      const known = team?.operators.find((t) => t.operatorId === o.operatorId)
      const talking = known?.talkingSince
      return {
        kind: 'operator',
        id: o.operatorId,
        name: o.name,
        target: o.extension ?? o.operatorId,
        operatorId: o.operatorId,
        state: talking === undefined ? (known?.presence ?? 'offline') : 'talking',
        since: talking ?? known?.since ?? 0,
        queue: o.queueIds.map(queueName).filter(Boolean).join(', '),
      }
    })
    .filter((o) => fits(o.name, o.queue, o.target))
    .sort((a, b) => rank[a.state] - rank[b.state] || a.since - b.since || a.name.localeCompare(b.name))
  const queues = (company?.queues ?? [])
    .map((q): Option => {
      const known = team?.queues.find((t) => t.queueId === q.queueId)
      const name = localise(q.name, language)
      return {
        ...{ kind: 'queue', id: q.queueId, name, target: q.queueId },
        waiting: known?.waiting ?? 0,
        waitSeconds: known?.waitSeconds,
      }
    })
    .filter((q) => fits(q.name))
  const contacts = people.flatMap((hit): Option[] =>
    readTarget(hit.detail)?.kind === 'number'
      ? [{ kind: 'person', id: hit.personId, name: hit.name, target: hit.detail, number: hit.detail }]
      : [],
  )
  const read = readTarget(text)
  const typed = text.trim()
  const number: Option[] = read ? [{ kind: 'number', id: 'number', name: typed, target: typed }] : []
  const there = operators.filter((o) => o.state !== 'offline')
  const free = there.filter((o) => o.state === 'available')
  const gone = operators.filter((o) => o.state === 'offline')
  return [
    ...number,
    ...free,
    ...queues,
    ...there.filter((o) => o.state !== 'available'),
    ...contacts,
    ...gone,
  ]
}
