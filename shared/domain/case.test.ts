import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placed } from '../testing/arbitraries.ts'
import { caseOf, isOpen, projectCases } from './case.ts'
import { type CustomField, missingFields, valueFault } from './custom-field.ts'
import type { NewEvent } from './event.ts'
import type { TimelineItem } from './timeline.ts'

let n = 0
const facts = (...list: [at: number, type: string, fields: object][]) =>
  placed(
    list.map(([at, type, fields]) => {
      n += 1
      return { eventId: `e${n}`, contactId: 'c-1', occurredAt: at, type, ...fields } as unknown as NewEvent
    }),
  )
const said = (id: string, at: number, conversationId?: string) =>
  ({ kind: 'message', id, at, position: at, conversationId }) as unknown as TimelineItem
const note = (id: string, at: number) => ({ kind: 'note', id, at, position: at }) as unknown as TimelineItem
const who = { operatorId: 'o-1' }

describe('a case', () => {
  const chair = { caseId: 'k-1', title: 'Broken chair', conversationId: 'cv-1' }
  const invoice = { caseId: 'k-2', title: 'Invoice', conversationId: 'cv-2' }

  it('opens, gets a step and fields, closes and opens again', () => {
    const history = facts(
      [10, 'case.opened', chair],
      [
        11,
        'case.changed',
        { ...who, caseId: 'k-1', step: { text: 'Ask the factory', dueAt: 99 }, fields: { part: 'leg' } },
      ],
      [20, 'case.closed', { ...who, caseId: 'k-1' }],
      [30, 'case.reopened', { ...who, caseId: 'k-1' }],
      [
        31,
        'case.changed',
        { ...who, caseId: 'k-1', title: 'Chair', step: null, fields: { part: null, colour: 'red' } },
      ],
    )
    const [one] = projectCases(history).list
    expect(one).toMatchObject({ title: 'Chair', step: undefined, fields: { colour: 'red' } })
    expect(one?.spans).toEqual([
      { from: 10, to: 20 },
      { from: 30, to: undefined },
    ])
    expect(one && isOpen(one)).toBe(true)
  })

  it('holds what was said on its conversation while it was open, and nothing else', () => {
    const cases = projectCases(
      facts(
        [10, 'case.opened', chair],
        [15, 'case.opened', invoice],
        [20, 'case.closed', { ...who, caseId: 'k-1' }],
      ),
    )
    const of = (item: TimelineItem) => caseOf(item, cases)
    expect([of(said('a', 9, 'cv-1')), of(said('b', 12, 'cv-1')), of(said('c', 21, 'cv-1'))]).toEqual([
      undefined,
      'k-1',
      undefined,
    ])
    expect(of(said('d', 16, 'cv-2'))).toBe('k-2')
    // On no conversation: of the only open one, of none where two were.
    expect([of(note('e', 12)), of(note('f', 16)), of(note('g', 25))]).toEqual(['k-1', undefined, 'k-2'])
  })

  it('gives an item to another case, or to none, by hand; the last word counts', () => {
    const cases = projectCases(
      facts(
        [10, 'case.opened', chair],
        [15, 'case.opened', invoice],
        [16, 'case.item-placed', { ...who, itemId: 'm', caseId: 'k-2' }],
        [17, 'case.item-placed', { ...who, itemId: 'x', caseId: 'k-2' }],
        [18, 'case.item-placed', { ...who, itemId: 'x', caseId: null }],
      ),
    )
    expect(caseOf(said('m', 12, 'cv-1'), cases)).toBe('k-2')
    expect(caseOf(said('x', 12, 'cv-1'), cases)).toBeUndefined()
  })

  it('is the same whatever order the facts come in, and however often', () => {
    const caseId = fc.constantFrom('k-1', 'k-2')
    const one = fc.oneof(
      fc.tuple(
        fc.constant('case.opened'),
        caseId.map((id) => ({ caseId: id, title: id, conversationId: `cv-${id}` })),
      ),
      fc.tuple(
        fc.constantFrom('case.closed', 'case.reopened'),
        caseId.map((id) => ({ ...who, caseId: id })),
      ),
      fc.tuple(
        fc.constant('case.changed'),
        fc
          .record({ caseId, fields: fc.dictionary(fc.constantFrom('a', 'b'), fc.option(fc.string())) })
          .map((f) => ({ ...who, ...f })),
      ),
      fc.tuple(
        fc.constant('case.item-placed'),
        fc
          .record({ itemId: fc.constantFrom('m', 'x'), caseId: fc.option(caseId) })
          .map((f) => ({ ...who, ...f })),
      ),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50), one), { maxLength: 20 }).chain((list) => {
          const history = facts(
            ...list.map(([at, [type, fields]]) => [at, type, fields] as [number, string, object]),
          )
          return fc.tuple(
            fc.constant(history),
            fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 }),
          )
        }),
        ([history, other]) => {
          expect(projectCases(other)).toEqual(projectCases(history))
        },
      ),
    )
  })
})

describe('a custom field', () => {
  const field = (more: Partial<CustomField>): CustomField => ({
    fieldId: 'f',
    of: 'case',
    label: { ru: 'Ф', pl: 'F', en: 'F' },
    kind: 'text',
    required: false,
    ...more,
  })

  it('takes only what fits its kind, and may always be emptied', () => {
    expect(valueFault(field({ kind: 'number' }), '12,5')).toBeUndefined()
    expect(valueFault(field({ kind: 'number' }), 'twelve')).toBe('number')
    expect(valueFault(field({ kind: 'date' }), '2026-02-28')).toBeUndefined()
    expect(valueFault(field({ kind: 'date' }), '2026-02-30')).toBe('date')
    expect(valueFault(field({ kind: 'choice', choices: ['a'] }), 'b')).toBe('choice')
    expect(valueFault(field({ kind: 'yes-no' }), 'maybe')).toBe('choice')
    for (const kind of ['number', 'date', 'choice', 'yes-no'] as const)
      expect(valueFault(field({ kind }), '')).toBeUndefined()
  })

  it('that a case needs is missing while it is empty', () => {
    const fields = [
      field({ fieldId: 'a', required: true }),
      field({ fieldId: 'b' }),
      field({ fieldId: 'c', of: 'contact', required: true }),
    ]
    expect(missingFields(fields, {}).map((f) => f.fieldId)).toEqual(['a'])
    expect(missingFields(fields, { a: ' ' })).toHaveLength(1)
    expect(missingFields(fields, { a: 'x' })).toEqual([])
  })
})
