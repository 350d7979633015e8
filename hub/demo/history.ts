import type { NewEvent } from '../../shared/domain/event.ts'
import { demoMoment } from './clock.ts'
import type { DemoContact, DemoEvent, DemoFiles } from './files.ts'

/**
 * Ninety days of the demo company as facts, oldest first, dated from `now`. One line of the file is one fact; what the
 * files keep apart is put together here: a card's profile goes into its `contact.created`, an outcome learns its call,
 * and a recording says whether its sound exists.
 */
export function demoHistory(files: DemoFiles, now: number): NewEvent[] {
  const offers = new Map(
    files.events.filter((e) => e.type === 'interaction.offered').map((e) => [e.interactionId, e]),
  )
  const cards = new Map(files.contacts.map((c) => [c.contactId, c]))
  const told = fieldsTold(files.events)
  return files.events.map((event) => {
    const { at, sec, seq: _, scenario: __, ...rest } = event as DemoEvent & { seq: number; scenario?: string }
    const fact: Record<string, unknown> = { ...rest, occurredAt: demoMoment(now, at, sec) }
    switch (event.type) {
      case 'contact.created': {
        const card = cards.get(event.contactId)
        if (card) fact.profile = profile(card, hiddenKeys(files, card.contactId), told, now)
        break
      }
      case 'identity.observed': {
        const { kind, value } = event.identity as { kind: string; value: string }
        fact.identity = {
          identityId: `id-${event.contactId}-${kind}-late`,
          ...(event.identity as object),
          kind,
          value,
        }
        break
      }
      case 'interaction.accepted':
      case 'interaction.disposed': {
        const offer = offers.get(event.interactionId)
        if (offer) fact.conversationId = offer.conversationId
        if (offer?.callId && event.type === 'interaction.disposed') fact.callId = offer.callId
        break
      }
      case 'bot.answered':
        fact.field = `bot.${event.field}`
        break
      case 'promise.made':
        fact.dueAt = demoMoment(now, Number(event.dueAt))
        break
      case 'recording.available': {
        const audio = files.audio[String(event.recordingId)]
        fact.kept = audio !== undefined
        if (audio?.peaks) fact.peaks = audio.peaks
        break
      }
    }
    return fact as unknown as NewEvent
  })
}

/** Keys that only became known later: the card is born without them, and `identity.observed` brings them. */
function hiddenKeys(files: DemoFiles, contactId: string): Set<string> {
  const observed = files.events.filter((e) => e.type === 'identity.observed' && e.contactId === contactId)
  return new Set(
    observed.map((e) => {
      const { kind, value } = e.identity as { kind: string; value: string }
      return `${kind}:${value}`
    }),
  )
}

/** Fields that the timeline itself tells: the profile at birth must not know them yet. */
function fieldsTold(events: readonly DemoEvent[]): Set<string> {
  const told = new Set<string>()
  for (const e of events) {
    if (e.type === 'bot.answered') told.add(`${e.contactId}:bot.${e.field}`)
    if (e.type === 'field.set') told.add(`${e.contactId}:${e.field}`)
  }
  return told
}

function profile(card: DemoContact, hidden: Set<string>, told: Set<string>, now: number) {
  const { displayName, language, city, country, sex, birthYear, addressAs, attributes } = card
  const grantedAt = card.consents.grantedAt
  return {
    displayName,
    language,
    city,
    country,
    sex,
    birthYear,
    addressAs,
    attributes,
    consents: {
      ...card.consents,
      ...(typeof grantedAt === 'number' ? { grantedAt: demoMoment(now, grantedAt) } : {}),
    },
    tags: card.tags,
    customFields: Object.fromEntries(
      Object.entries(card.customFields).filter(([field]) => !told.has(`${card.contactId}:${field}`)),
    ),
    identities: card.identities.filter((i) => !hidden.has(`${i.kind}:${i.value}`)),
  }
}
