import type { Card } from '../../../shared/domain/card.ts'

/** One thing on which two cards do not agree; `strong`: people have only one of it, so that they may well be two. */
export type Conflict = {
  what: 'name' | 'city' | 'language' | 'addressAs' | 'birthYear' | 'sex' | 'loyalty' | `field:${string}`
  mine: string
  theirs: string
  strong: boolean
}

/** What two cards say differently, what tells people apart first. What only one of them says is no conflict. */
export function conflictsOf(mine: Card, theirs: Card): Conflict[] {
  const pairs: [Conflict['what'], string | number | undefined, string | number | undefined, boolean][] = [
    ['loyalty', loyalty(mine), loyalty(theirs), true],
    ['birthYear', mine.birthYear, theirs.birthYear, true],
    ['sex', mine.sex, theirs.sex, true],
    ['name', mine.displayName, theirs.displayName, false],
    ['addressAs', mine.addressAs, theirs.addressAs, false],
    ['city', mine.city, theirs.city, false],
    ['language', mine.language, theirs.language, false],
    ...mine.fields.map((field): [Conflict['what'], string, string | undefined, boolean] => [
      `field:${field.field}`,
      field.value,
      theirs.fields.find((other) => other.field === field.field)?.value,
      false,
    ]),
  ]
  return pairs.flatMap(([what, a, b, strong]) =>
    a === undefined || b === undefined || plain(a) === plain(b)
      ? []
      : [{ what, mine: `${a}`, theirs: `${b}`, strong }],
  )
}

const plain = (value: string | number): string => `${value}`.trim().toLowerCase().replace(/\s+/g, ' ')
const loyalty = (card: Card): string | undefined => card.identities.find((i) => i.kind === 'loyalty')?.value
