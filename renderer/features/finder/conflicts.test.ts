import { expect, it } from 'vitest'
import { projectCard } from '../../../shared/domain/card.ts'
import type { NewEvent } from '../../../shared/domain/event.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { placed } from '../../../shared/testing/arbitraries.ts'
import { conflictsOf } from './conflicts.ts'

const card = (profile: object) =>
  projectCard(
    ['c' as ContactId],
    placed([
      {
        type: 'contact.created',
        eventId: 'e',
        contactId: 'c',
        occurredAt: 1,
        via: 'x',
        profile,
      } as unknown as NewEvent,
    ]),
  )
const loyalty = (value: string) => ({
  identities: [{ identityId: 'i', kind: 'loyalty', value, strong: true, verifiedVia: 'loyalty' }],
})

it('what both cards say differently is a conflict, what only one says or both say alike is none', () => {
  const mine = card({ displayName: 'Petr', city: 'Kazan', language: 'ru', customFields: { floor: '4' } })
  const theirs = card({ displayName: ' petr ', city: 'Perm', customFields: { floor: '5' } })
  expect(conflictsOf(mine, theirs)).toEqual([
    { what: 'city', mine: 'Kazan', theirs: 'Perm', strong: false },
    { what: 'field:floor', mine: '4', theirs: '5', strong: false },
  ])
})

it('two club cards or years of birth speak for two people, and come first', () => {
  const mine = card({ ...loyalty('1'), city: 'Kazan', birthYear: 1980 })
  const theirs = card({ ...loyalty('2'), city: 'Perm', birthYear: 1991 })
  expect(conflictsOf(mine, theirs).map((c) => [c.what, c.strong])).toEqual([
    ['loyalty', true],
    ['birthYear', true],
    ['city', false],
  ])
})
