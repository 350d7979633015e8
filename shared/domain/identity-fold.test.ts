import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactId, LinkId } from '../lib/ids.ts'
import { anyHistory, placed, scrambled } from '../testing/arbitraries.ts'
import { projectCard } from './card.ts'
import type { DomainEvent, NewEvent } from './event.ts'
import { activeLinks, foldIdentities, people } from './identity-fold.ts'
import { projectAll, timelineItems } from './timeline.ts'

const cards = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'] as ContactId[]
const groups = (events: DomainEvent[]) => {
  const p = people(foldIdentities(events))
  return cards.map((c) => p.membersOf(c))
}
const timelineOf = (events: DomainEvent[], contactId: ContactId) => {
  const members = new Set(people(foldIdentities(events)).membersOf(contactId))
  return timelineItems(projectAll(events.filter((e) => members.has(e.contactId))))
}
const cardOf = (events: DomainEvent[], contactId: ContactId) =>
  projectCard(people(foldIdentities(events)).membersOf(contactId), events)

describe('who is who', () => {
  it('is the same whatever order the facts come in, and however often', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((h) => fc.tuple(fc.constant(h), scrambled(h))),
        ([history, other]) => {
          expect(groups(other)).toEqual(groups(history))
        },
      ),
    )
  })

  it('is the same when two consoles away from the hub hand in what they did, in either order', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 60 }), (history, cut) => {
        const [one, two] = [history.slice(0, cut), history.slice(cut)]
        expect(groups([...two, ...one])).toEqual(groups([...one, ...two]))
      }),
    )
  })

  it('gives both people back exactly when a link is taken back, with whatever happened in between', () => {
    fc.assert(
      fc.property(
        anyHistory,
        anyHistory,
        fc.constantFrom(...cards),
        fc.constantFrom(...cards),
        (before, between, a, b) => {
          const renamed = between.map((e) => ({ ...e, eventId: `b-${e.eventId}` }) as DomainEvent)
          const link = {
            type: 'contact.linked',
            eventId: 'L',
            contactId: a,
            withContactId: b,
            linkId: 'l-x',
            why: 'w',
            occurredAt: 1_700_000_600_000,
          }
          const unlink = {
            type: 'contact.unlinked',
            eventId: 'U',
            contactId: a,
            linkId: 'l-x',
            occurredAt: 1_700_000_700_000,
          }
          const place = (facts: unknown[]) => placed(facts as NewEvent[])
          const linked = place([...before, link, ...renamed, unlink])
          const never = linked.filter((e) => e.eventId !== 'L' && e.eventId !== 'U')
          expect(groups(linked)).toEqual(groups(never))
          for (const c of cards) {
            expect(timelineOf(linked, c)).toEqual(timelineOf(never, c))
            expect(cardOf(linked, c)).toEqual(cardOf(never, c))
          }
        },
      ),
    )
  })

  it('never lets a link that was taken back return, not even when it arrives after its own end', () => {
    const [link, unlink] = placed([
      {
        type: 'contact.linked',
        eventId: 'L',
        contactId: 'c-1',
        withContactId: 'c-2',
        linkId: 'l-1',
        why: 'w',
        occurredAt: 1,
      },
      { type: 'contact.unlinked', eventId: 'U', contactId: 'c-1', linkId: 'l-1', occurredAt: 2 },
    ] as unknown as NewEvent[]) as [DomainEvent, DomainEvent]
    expect(activeLinks(foldIdentities([unlink, link]))).toEqual([])
    expect(people(foldIdentities([unlink, link])).membersOf('c-1' as ContactId)).toEqual(['c-1'])
  })

  it('lets the oldest card stand for the person, and splits only what the taken-back link held together', () => {
    const born = (id: string, at: number) => ({
      type: 'contact.created',
      eventId: `b-${id}`,
      contactId: id,
      occurredAt: at,
      via: 'x',
    })
    const link = (id: string, a: string, b: string) => ({
      type: 'contact.linked',
      eventId: id,
      contactId: a,
      withContactId: b,
      linkId: id,
      why: 'w',
      occurredAt: 9,
    })
    const facts = [
      born('c-1', 30),
      born('c-2', 10),
      born('c-3', 20),
      link('l-12', 'c-1', 'c-2'),
      link('l-23', 'c-2', 'c-3'),
    ]
    const together = people(foldIdentities(placed(facts as unknown as NewEvent[])))
    expect(together.membersOf('c-3' as ContactId)).toEqual(['c-2', 'c-3', 'c-1'])
    expect(together.personOf('c-1' as ContactId)).toBe('c-2')
    const cut = { type: 'contact.unlinked', eventId: 'u', contactId: 'c-1', linkId: 'l-12', occurredAt: 10 }
    const after = people(foldIdentities(placed([...facts, cut] as unknown as NewEvent[])))
    expect(after.membersOf('c-1' as ContactId)).toEqual(['c-1'])
    expect(after.membersOf('c-2' as ContactId)).toEqual(['c-2', 'c-3'])
    expect(
      foldIdentities(placed([...facts, cut] as unknown as NewEvent[])).takenBack.has('l-12' as LinkId),
    ).toBe(true)
  })
})

describe('the card that stands for a person', () => {
  const born = (contactId: string, occurredAt: number) => ({
    type: 'contact.created',
    eventId: `b-${contactId}`,
    contactId,
    occurredAt,
    via: 'x',
  })
  const link = (linkId: string, a: string, b: string, at: number, survivorId?: string) => ({
    type: 'contact.linked',
    eventId: `e-${linkId}`,
    linkId,
    contactId: a,
    withContactId: b,
    occurredAt: at,
    why: 'w',
    survivorId,
  })
  const of = (...facts: object[]) => people(foldIdentities(placed(facts as unknown as NewEvent[])))
  const cards3 = [born('c-1', 1), born('c-2', 2), born('c-3', 3)]

  it('is the one that was chosen, by the latest link that stands, else the oldest', () => {
    const one = 'c-1' as ContactId
    expect(of(...cards3, link('l-1', 'c-1', 'c-2', 10)).personOf(one)).toBe('c-1')
    const chosen = [...cards3, link('l-1', 'c-1', 'c-2', 10, 'c-2'), link('l-2', 'c-2', 'c-3', 11)]
    expect(of(...chosen).membersOf(one)).toEqual(['c-2', 'c-1', 'c-3'])
    const later = [...chosen, link('l-3', 'c-1', 'c-3', 12, 'c-3')]
    expect(of(...later).personOf(one)).toBe('c-3')
    const unlinked = {
      type: 'contact.unlinked',
      eventId: 'u',
      contactId: 'c-1',
      occurredAt: 13,
      linkId: 'l-3',
    }
    expect(of(...later, unlinked).personOf(one)).toBe('c-2')
  })

  it('cannot be one of other people', () => {
    const p = of(...cards3, link('l-1', 'c-1', 'c-2', 10, 'c-3'))
    expect([p.personOf('c-1' as ContactId), p.personOf('c-3' as ContactId)]).toEqual(['c-1', 'c-3'])
  })
})
