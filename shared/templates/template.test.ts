import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fillTemplate,
  findTemplates,
  isMadeOf,
  nextBlank,
  openBlanks,
  parseBody,
  type Template,
  templateRefusal,
} from './template.ts'
import { readTemplates, templatesCsv, templatesJson } from './template-file.ts'

const template = (title: string, change: Partial<Template> = {}): Template => ({
  templateId: `t-${title.replace(/\W+/g, '-')}`,
  title,
  shortcut: '',
  body: 'Hello',
  language: 'en',
  locked: false,
  approved: false,
  channels: [],
  attachments: [],
  version: 1,
  ...change,
})

describe('the body of a template', () => {
  it('takes variables by path and by their name in any language, and blanks', () => {
    const body = '{имя}, заказ {{order.id}} привезём [[дата]] {не переменная}'
    expect(parseBody(body).map((p) => (p.kind === 'text' ? p.text : `<${p.name}>`))).toEqual([
      '<contact.addressAs>',
      ', заказ ',
      '<order.id>',
      ' привезём ',
      '<дата>',
      ' {не переменная}',
    ])
  })

  it('is filled; what has no value becomes a blank, and blanks are walked round and round', () => {
    const text = fillTemplate('{имя}, заказ {{order.id}}: [[дата]] с [[от]]', { 'contact.addressAs': 'Анна' })
    expect(text).toBe('Анна, заказ ⟦order.id⟧: ⟦дата⟧ с ⟦от⟧')
    expect(openBlanks(text).map((b) => b.name)).toEqual(['order.id', 'дата', 'от'])
    const first = nextBlank(text, 0)
    expect(first?.name).toBe('order.id')
    expect(nextBlank(text, first?.end ?? 0)?.name).toBe('дата')
    expect(nextBlank(text, text.length)?.name).toBe('order.id')
    expect(nextBlank(text, 0, true)?.name).toBe('от')
    expect(nextBlank('no blanks', 0)).toBeUndefined()
  })

  it('knows a text that is made of it, however it was filled, and only that', () => {
    const body = '{name}, order {{order.id}} moves to [[date]].'
    expect(isMadeOf(body, 'Petr, order 1187 moves to Monday.')).toBe(true)
    expect(isMadeOf(body, 'Petr, order 1187 moves to Monday. Sorry!')).toBe(false)
    expect(isMadeOf(body, 'Petr, your order 1187 moves to Monday.')).toBe(false)
    expect(isMadeOf('Plain words', ' Plain words ')).toBe(true)
    expect(isMadeOf('Plain words', 'Plain word')).toBe(false)
    const piece = fc.constantFrom('{name}', '[[x]]', ' order ', ' a ', 'b. ', '{{order.id}}')
    const value = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), value, (pieces, fill) => {
        const body = pieces.join('')
        const filled = parseBody(body)
          .map((p) => (p.kind === 'text' ? p.text : fill))
          .join('')
        expect(isMadeOf(body, filled)).toBe(true)
      }),
    )
  })

  it('may be changed only where the brand and the provider allow it', () => {
    const brand = template('brand', { locked: true, body: 'We are sorry, {name}.' })
    expect(templateRefusal(brand, 'We are sorry, Anna.', false)).toBeUndefined()
    expect(templateRefusal(brand, 'We are very sorry, Anna.', false)).toBe('TEMPLATE_CHANGED')
    expect(templateRefusal(brand, 'We are sorry, Anna.', true)).toBe('CHANNEL_WINDOW_CLOSED')
    expect(templateRefusal(template('free'), 'Anything else', false)).toBeUndefined()
  })
})

describe('looking for a template', () => {
  const all = [
    template('Move delivery', { shortcut: 'mov' }),
    template('Move measuring'),
    template('Remove item'),
    template('Возврат денег', { language: 'ru', channels: ['email'] }),
    template('Zwrot pieniędzy', { language: 'pl' }),
  ]
  const titles = (query: string, uses = new Map(), more = {}) =>
    findTemplates(all, query, uses, more).map((t) => t.title)

  it('finds by two or three letters, the one that is sent more often first', () => {
    expect(titles('mov')[0]).toBe('Move delivery')
    expect(titles('move')).toEqual(['Move delivery', 'Move measuring', 'Remove item'])
    const uses = new Map([['t-Move-measuring', { mine: 3, all: 9 }]])
    expect(titles('move', uses)[0]).toBe('Move measuring')
    expect(titles('воз')).toEqual(['Возврат денег'])
    expect(titles('pieniedzy')).toEqual(['Zwrot pieniędzy'])
    expect(titles('del')).toEqual(['Move delivery'])
  })

  it('offers only what the channel may carry', () => {
    expect(titles('воз', new Map(), { channel: 'sms' })).toEqual([])
    expect(titles('воз', new Map(), { channel: 'email' })).toEqual(['Возврат денег'])
  })
})

describe('a file of templates', () => {
  const some = [
    template('Move, "delivery"', { shortcut: 'mov', locked: true, body: 'Line one\nline "two"; three' }),
    template('=cmd()', { approved: true, channels: ['email', 'sms'], language: 'pl', body: '-1' }),
  ]
  const portable = some.map(({ version: _, attachments: _a, ...rest }) => rest)

  it('comes back from either form as it was', () => {
    expect(readTemplates(templatesJson(some))).toEqual({ templates: portable, faults: [] })
    expect(readTemplates(templatesCsv(some))).toEqual({ templates: portable, faults: [] })
    const text = fc.string({
      minLength: 1,
      maxLength: 40,
      unit: fc.constantFrom('a', 'ż', ',', ';', '"', '\n', '=', 'я'),
    })
    fc.assert(
      fc.property(text, text, (title, body) => {
        const one = template('x', { title, body })
        expect(readTemplates(templatesCsv([one]))?.templates[0]).toMatchObject({ title, body })
      }),
    )
  })

  it('is never a formula in a spreadsheet', () => {
    expect(templatesCsv(some)).toContain("'=cmd()")
    expect(templatesCsv(some)).toContain("'-1")
  })

  it('says which lines it could not take, and takes the rest', () => {
    const read = readTemplates('title;body;language\nHello;Good day;en\n;no title;en\n')
    expect(read?.templates.map((t) => t.title)).toEqual(['Hello'])
    expect(read?.faults).toEqual([{ line: 3, field: 'title' }])
    expect(readTemplates('nothing of ours')).toBeUndefined()
    expect(readTemplates('{broken')).toBeUndefined()
    const again = readTemplates('title;body;language\nHello;Good day;en\n')
    expect(again?.templates[0]?.templateId).toBe(read?.templates[0]?.templateId)
  })
})
