import { cardEventTypes } from '../../shared/domain/card.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import { linkEventTypes } from '../../shared/domain/identity-fold.ts'
import { ContactId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { indexKey } from '../../shared/search/card-text.ts'
import { compare, type Head, parsed, placeOf, placeOfFact, placeText, tellsWho, whoIs } from './head.ts'
import { createLocalSearch } from './local-search.ts'
import type { Anchor, Replica, ReplicaLimits, ReplicaOptions } from './replica-types.ts'
import { type KeptRow, openReplicaStore, type ReplicaStore, removeReplica } from './store.ts'

const pageSize = 150
const soonMs = 200
/** Of each sealed value: its nonce, its tag and its place in the file, bytes. */
const sealBytes = 80
const usual: ReplicaLimits = { facts: 60_000, bytes: 150 * 1024 * 1024, age: 30 * 86_400_000 }
const cardKinds: ReadonlySet<string> = new Set(cardEventTypes)
const linkKinds: ReadonlySet<string> = new Set(linkEventTypes)

export function createReplica(options: ReplicaOptions): Replica {
  const { vault, now, log } = options
  const limits = { ...usual, ...options.limits }
  let store: ReplicaStore | undefined
  let at: string | undefined
  let cursor: number | undefined
  let anchor: Anchor | undefined
  const heads = new Map<ContactId, Head>()
  const byCard = new Map<ContactId, Head>()
  const rows = new Map<string, KeptRow>()
  const search = createLocalSearch({
    facts: (contactId) => store?.facts(contactId) ?? [],
    personOf: (contactId) => byCard.get(contactId),
    cards: () => byCard.keys(),
  })

  /** What is known and not written down yet. It is lost with the program, and then asked for again. */
  const batch = {
    facts: [] as EventWire[],
    heads: new Set<Head>(),
    rows: new Set<string>(),
    renamed: new Set<Head>(),
    moved: false,
  }
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    timer ??= setTimeout(flush, soonMs)
    timer.unref()
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (!store) return
    try {
      write(store)
    } catch (error) {
      // A disk that is full, most likely: it stays in memory and is tried again with what comes next.
      log.error('the local copy was not written', { error })
    }
  }
  const write = (to: ReplicaStore) => {
    const { facts, heads: changed, rows: told, renamed, moved } = batch
    if (!facts.length && !changed.size && !told.size && !renamed.size && !moved) return
    to.write({
      facts,
      heads: changed,
      rows: [...told].flatMap((id) => rows.get(id) ?? []),
      ...(cursor === undefined ? {} : { values: { cursor, anchor: anchor ?? null } }),
    })
    batch.facts = []
    batch.moved = false
    changed.clear()
    told.clear()
    if (!renamed.size) return
    for (const head of renamed) Object.assign(head, whoIs(head.contactIds, parsed(factsOf(to, head))))
    to.write({ heads: renamed })
    renamed.clear()
  }
  const factsOf = (from: ReplicaStore, head: Head) => head.contactIds.flatMap((id) => from.facts(id))

  const forget = () => {
    clearTimeout(timer)
    timer = undefined
    for (const map of [heads, byCard, rows]) map.clear()
    for (const set of [batch.heads, batch.rows, batch.renamed]) set.clear()
    batch.facts = []
    batch.moved = false
    cursor = undefined
    anchor = undefined
    search.clear()
  }
  const know = (head: Head) => {
    heads.set(head.personId, head)
    for (const id of head.contactIds) byCard.set(id, head)
  }
  const grow = (head: Head, facts: readonly EventWire[]) => {
    head.facts += facts.length
    head.bytes += sizeOf(facts)
  }

  /** Those nobody opened go first, the longest unheard of before the others. */
  const trim = () => {
    const total = { facts: 0, bytes: 0 }
    for (const head of heads.values()) {
      total.facts += head.facts
      total.bytes += head.bytes
    }
    if (total.facts <= limits.facts && total.bytes <= limits.bytes) return
    const order = [...heads.values()].sort(
      (a, b) => (a.openedAt ?? 0) - (b.openedAt ?? 0) || a.lastAt - b.lastAt,
    )
    const gone: Head[] = []
    for (const head of order.slice(0, -1)) {
      if (total.facts <= limits.facts && total.bytes <= limits.bytes) break
      gone.push(head)
      total.facts -= head.facts
      total.bytes -= head.bytes
    }
    drop(gone)
  }
  const drop = (gone: readonly Head[]) => {
    if (!gone.length || !store) return
    flush()
    for (const head of gone) {
      heads.delete(head.personId)
      for (const id of head.contactIds) {
        if (byCard.get(id) === head) byCard.delete(id)
        search.drop(id)
      }
    }
    const left = gone.flatMap(({ contactIds }) => contactIds).filter((id) => !byCard.has(id))
    store.write({ forget: { heads: gone.map(({ personId }) => personId), facts: left } })
  }

  const hit = (head: Head, detail: string): PersonHit => ({
    personId: head.personId,
    name: head.name,
    named: head.named,
    detail,
    channels: head.channels,
    lastAt: head.lastAt,
  })

  return {
    get isOpen() {
      return store !== undefined
    },
    get cursor() {
      return cursor
    },
    get anchor() {
      return anchor
    },
    open() {
      const path = options.path()
      if (!vault.open || !path || (store && at === path)) return
      this.close()
      try {
        store = openReplicaStore(path, vault)
        at = path
        const found = store.value('cursor')
        cursor = typeof found === 'number' ? found : undefined
        anchor = (store.value('anchor') as Anchor | null | undefined) ?? undefined
        for (const head of store.heads()) know(head)
        for (const kept of store.rows()) rows.set(kept.row.conversationId, kept)
      } catch (error) {
        log.error('the local copy cannot be used', { error })
        this.close()
        return
      }
      const oldest = now() - limits.age
      drop([...heads.values()].filter((head) => Math.max(head.lastAt, head.openedAt ?? 0) < oldest))
    },
    close() {
      flush()
      store?.close()
      store = undefined
      at = undefined
      forget()
    },
    wipe() {
      const path = at ?? options.path()
      this.close()
      if (path) removeReplica(path)
    },
    value: <T>(name: string) => store?.value(name) as T | undefined,
    keepValue(name, value) {
      try {
        store?.write({ values: { [name]: value } })
      } catch (error) {
        log.error('the local copy was not written', { error })
      }
    },

    follow(position, fresh) {
      if (!store) return
      if (fresh) {
        forget()
        store.write({ clear: true })
      }
      cursor = position
      batch.moved = true
      soon()
    },

    take(events, position) {
      if (!store || cursor === undefined) return
      const regrouped: ContactId[] = []
      for (const fact of events) {
        const head = byCard.get(fact.contactId as ContactId)
        const other = ContactId.safeParse(fact.withContactId)
        if (linkKinds.has(fact.type) && (head || (other.success && byCard.has(other.data))))
          regrouped.push(fact.contactId as ContactId, ...(other.success ? [other.data] : []))
        if (!head) continue
        batch.facts.push(fact)
        head.lastAt = Math.max(head.lastAt, fact.occurredAt)
        if (typeof fact.channel === 'string' && !head.channels.includes(fact.channel))
          head.channels.push(fact.channel)
        batch.heads.add(head)
        if (tellsWho(fact)) batch.renamed.add(head)
        grow(head, [fact])
        search.add(fact)
      }
      cursor = Math.max(cursor, position)
      const last = events.at(-1)
      if (last) anchor = { position: last.position, eventId: last.eventId }
      batch.moved = true
      soon()
      if (regrouped.length) options.onRegrouped([...new Set(regrouped)])
    },

    keep(card, opened) {
      if (!store) return
      flush()
      const { personId, contactIds } = card
      const before = [...new Set(contactIds.flatMap((id) => byCard.get(id) ?? []))]
      const known = before.find((head) => contactIds.every((id) => head.contactIds.includes(id)))
      const facts = new Map([...card.cardEvents, ...card.events].map((fact) => [fact.position, fact]))
      const given = card.older === undefined ? undefined : placeOf(card.older)
      // What was paged in before reaches further back than a card's newest page.
      const edge = !given || (known && !known.edge) ? undefined : further(given, known?.edge)
      const openedAt = opened ? now() : known?.openedAt
      const head: Head = {
        personId,
        contactIds,
        ...(edge ? { edge } : {}),
        ...(openedAt === undefined ? {} : { openedAt }),
        lastAt: Math.max(0, ...[...facts.values()].map((fact) => fact.occurredAt)),
        // What lay here before is mostly the same again.
        facts: Math.max(known?.facts ?? 0, facts.size),
        bytes: Math.max(known?.bytes ?? 0, sizeOf([...facts.values()])),
        ...whoIs(contactIds, parsed(facts.values())),
      }
      const apart = before.flatMap((one) => one.contactIds).filter((id) => !contactIds.includes(id))
      for (const one of before) heads.delete(one.personId)
      for (const id of apart) {
        byCard.delete(id)
        search.drop(id)
      }
      know(head)
      for (const row of card.rows)
        if ((rows.get(row.conversationId)?.row.position ?? -1) < row.position) {
          rows.set(row.conversationId, { row, listed: rows.get(row.conversationId)?.listed ?? false })
          batch.rows.add(row.conversationId)
        }
      try {
        store.write({
          forget: {
            heads: before.map((one) => one.personId),
            // Without a known edge what lay here of them may have a hole before these.
            facts: known ? apart : [...apart, ...contactIds],
          },
          heads: [head],
          facts: facts.values(),
        })
      } catch (error) {
        log.error('the local copy was not written', { error })
        heads.delete(personId)
        for (const id of contactIds) byCard.delete(id)
        return
      }
      if (!known) for (const id of contactIds) search.drop(id)
      for (const fact of facts.values()) search.add(fact)
      soon()
      trim()
    },

    keepOlder(contactId, older, page) {
      const head = byCard.get(contactId)
      const from = placeOf(older)
      if (!store || !head?.edge || !from) return
      // A page that does not join what lies here would leave a hole.
      if (compare(from, head.edge) < 0) return
      const edge = page.older === undefined ? undefined : placeOf(page.older)
      if (edge && compare(edge, head.edge) >= 0) return
      const { edge: _, ...rest } = head
      Object.assign(head, rest)
      if (edge) head.edge = edge
      else delete head.edge
      grow(head, page.events)
      for (const fact of page.events) search.add(fact)
      batch.facts.push(...page.events)
      batch.heads.add(head)
      soon()
    },

    keepRows(told, all) {
      if (!store) return
      if (all) {
        const listed = new Set<string>(told.map((row) => row.conversationId))
        for (const [id, kept] of rows)
          if (kept.listed && !listed.has(id)) {
            rows.set(id, { ...kept, listed: false })
            batch.rows.add(id)
          }
      }
      for (const row of told) {
        rows.set(row.conversationId, { row, listed: true })
        batch.rows.add(row.conversationId)
      }
      soon()
    },
    get rows() {
      return [...rows.values()].flatMap(({ row, listed }) => (listed ? [row] : []))
    },

    holds: (contactId) => byCard.has(contactId),

    card(contactId) {
      const head = byCard.get(contactId)
      if (!store || !head || cursor === undefined) return undefined
      flush()
      const facts = factsOf(store, head)
      const line = inLine(facts, head)
      const events = line.slice(-pageSize)
      const first = events[0]
      const older = first && line.length > events.length ? placeOfFact(first) : head.edge
      const cards = new Set<string>(head.contactIds)
      head.openedAt = now()
      batch.heads.add(head)
      return {
        personId: head.personId,
        contactIds: head.contactIds,
        cardEvents: facts.filter((fact) => cardKinds.has(fact.type)),
        events,
        ...(older ? { older: placeText(older) } : {}),
        rows: [...rows.values()].flatMap(({ row }) => (cards.has(row.contactId) ? [row] : [])),
        position: cursor,
      }
    },

    older(contactId, older, limit = pageSize) {
      const head = byCard.get(contactId)
      const from = placeOf(older)
      if (!store || !head || !from) return fail('REPLICA_MISSING')
      flush()
      const before = inLine(factsOf(store, head), head).filter((f) => compare(placeOfFact(f), from) < 0)
      const events = before.slice(-limit)
      const first = events[0]
      if (!first) return head.edge ? fail('REPLICA_ENDS') : ok({ events: [] })
      const next = before.length > events.length ? placeOfFact(first) : head.edge
      return ok({ events, ...(next ? { older: placeText(next) } : {}) })
    },

    whose(kind, value) {
      const key = indexKey({ kind: kind as 'phone', value })
      return [...heads.values()].flatMap((head) => {
        const found = head.addresses.find((address) => address.key === key)
        return found ? [hit(head, found.value)] : []
      })
    },

    async find(text, limit) {
      const { heads: found, read } = await search.people(text)
      return {
        people: found.slice(0, limit).map(({ head, detail }) => hit(head, detail)),
        read,
      }
    },
    said: (query) => search.said(query),
    warm: search.begin,
    flush,
  }
}

const sizeOf = (facts: readonly EventWire[]): number =>
  facts.reduce((sum, fact) => sum + JSON.stringify(fact).length + sealBytes, 0)

const further = (a: NonNullable<Head['edge']>, b: Head['edge']) => (b && compare(b, a) < 0 ? b : a)

/** The stretch without a hole, oldest first. */
function inLine(facts: readonly EventWire[], { edge }: Head): EventWire[] {
  const line = edge ? facts.filter((fact) => compare(placeOfFact(fact), edge) >= 0) : [...facts]
  return line.sort((a, b) => compare(placeOfFact(a), placeOfFact(b)))
}
