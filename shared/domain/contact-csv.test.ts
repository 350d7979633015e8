import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactsCsv, readContacts } from './contact-csv.ts'

const label = (en: string, ru: string) => ({ en, ru })
const company = {
  fieldLabels: { room: label('Room', 'Комната') },
  customFields: [
    {
      fieldId: 'floor',
      of: 'contact' as const,
      label: label('Floor', 'Этаж'),
      kind: 'number' as const,
      required: false,
    },
    {
      fieldId: 'tax',
      of: 'organisation' as const,
      label: label('Tax', 'ИНН'),
      kind: 'text' as const,
      required: false,
    },
  ],
}

describe('a table of people', () => {
  it('is read by its headings in three languages, whichever sign stands between', () => {
    const row = {
      line: 2,
      name: 'Ольга Ким',
      phones: ['+79000001234'],
      emails: ['olga@example.com'],
      loyalty: [],
    }
    const russian = readContacts(
      'ФИО;Телефон;Почта;Этаж;Метки;Рост\nОльга Ким;8 (900) 000-12-34;Olga@Example.com;7;опт, VIP;170',
      company,
    )
    expect(russian).toEqual({
      rows: [{ ...row, tags: ['опт', 'VIP'], fields: { floor: '7' } }],
      faults: [],
      unknown: ['Рост'],
    })
    const polish = readContacts(
      'Imię i nazwisko,telefon,miasto,język\nOlga,+48 500 000 111,Gdynia,pl',
      company,
    )
    expect(polish?.rows[0]).toMatchObject({ phones: ['+48500000111'], city: 'Gdynia', language: 'pl' })
    expect(readContacts('name,city\nOlga,Gdynia', company)).toBeUndefined()
  })

  it('names each row that cannot be taken, and takes the others', () => {
    const read = readContacts(
      [
        'name,phone,email,floor',
        'A,+79000001111,,',
        'B,,,',
        'C,call me,,',
        'D,,nowhere,',
        'E,+79000002222,,upper',
        'F,+79000001111,f@example.com,',
      ].join('\n'),
      company,
    )
    expect(read?.rows.map((r) => r.name)).toEqual(['A'])
    expect(read?.faults).toEqual([
      { line: 3, code: 'IMPORT_ROW_NO_KEY', what: 'B' },
      { line: 4, code: 'IMPORT_ROW_VALUE', what: 'call me' },
      { line: 5, code: 'IMPORT_ROW_VALUE', what: 'nowhere' },
      { line: 6, code: 'IMPORT_ROW_VALUE', what: 'floor: upper' },
      { line: 7, code: 'IMPORT_ROW_TWICE', what: '2' },
    ])
  })

  it('comes back as it went out', () => {
    const word = fc.stringMatching(/^[A-Za-zА-я"';=+@-][A-Za-zА-я0-9 ,;"'=+@\n-]{0,20}[A-Za-zА-я]$/)
    const tag = fc.stringMatching(/^[A-Za-zА-я][A-Za-zА-я0-9 ]{0,10}[A-Za-zА-я]$/)
    const row = fc.record({
      name: word,
      phones: fc.uniqueArray(
        fc.integer({ min: 10_000, max: 99_999 }).map((n) => `+790000${n}`),
        { minLength: 1, maxLength: 1 },
      ),
      tags: fc.uniqueArray(tag, { maxLength: 3 }),
      floor: fc.option(fc.integer({ min: 0, max: 9 }).map(String), { nil: undefined }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: (r) => r.phones[0], minLength: 1, maxLength: 5 }),
        (drawn) => {
          const rows = drawn.map(({ floor, ...r }) => ({
            ...r,
            emails: [],
            loyalty: [],
            fields: floor === undefined ? {} : { floor },
          }))
          const back = readContacts(contactsCsv(rows, company), company)
          expect(back?.faults).toEqual([])
          expect(back?.rows.map(({ line: _, ...r }) => r)).toEqual(rows)
        },
      ),
      { numRuns: 100 },
    )
  })
})
