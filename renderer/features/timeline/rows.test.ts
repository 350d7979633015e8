// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectAll, timelineItems } from '../../../shared/domain/timeline.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { fakeCompany } from '../../bridge/fake/company.ts'
import { FakeWorld, type Said } from '../../bridge/fake/world.ts'
import { type Row, type RowsInput, rowsMaker, timelineRows } from './rows.ts'

const noon = new Date(2026, 10, 20, 12).getTime()
const minute = 60_000
const { company, me } = fakeCompany('en')

const items = (...said: [minutes: number, fact: Record<string, unknown>][]) => {
  const world = new FakeWorld(company, me)
  for (const [minutes, fact] of said)
    world.append({ contactId: 'c-1', at: noon + minutes * minute, ...fact } as unknown as Said)
  return timelineItems(projectAll(world.log))
}
let n = 0
const message = (channel: string, more: object = {}) => {
  n += 1
  return {
    type: 'message.received',
    conversationId: `cv-${channel}`,
    messageId: `m-${n}`,
    channel,
    accountId: 'a-tg',
    text: 'words',
    ...more,
  }
}
const sent = (channel: string, operatorId = 'o-anna') =>
  message(channel, { type: 'message.sent', author: 'operator', operatorId })
const page = { type: 'page.viewed', url: '/' }

const rows = (input: Partial<RowsInput> & Pick<RowsInput, 'items'>): Row[] =>
  timelineRows({
    sending: [],
    filter: 'all',
    newSince: undefined,
    open: new Set(),
    me: 'o-anna' as OperatorId,
    ...input,
  })
const kinds = (list: Row[]) => list.map((row) => row.kind).join(' ')

describe('the rows of a timeline', () => {
  it('a run is named once: a new head when the channel changes or after half an hour', () => {
    const list = rows({
      items: items(
        [0, message('telegram')],
        [1, sent('telegram')],
        [2, message('whatsapp')],
        [3, message('telegram')],
        [40, message('telegram')],
      ),
    })
    expect(kinds(list)).toBe('day head item item head item head item head item')
  })

  it('a fact between two words of one run does not name it again, and hangs on no wire', () => {
    const list = rows({ items: items([0, message('site')], [1, page], [2, message('site')]) })
    expect(kinds(list)).toBe('day head item item item')
    expect(list.map((row) => (row.kind === 'item' ? row.wire : '-'))).toEqual([
      '-',
      '-',
      'site',
      undefined,
      'site',
    ])
  })

  it('each day begins with its head, and a run does not go over midnight', () => {
    const list = rows({ items: items([0, message('site')], [12 * 60 + 5, message('site')]) })
    expect(kinds(list)).toBe('day head item day head item')
  })

  it('a page that opens with its goods is told by the look at them', () => {
    const look = (url: string) => ({ type: 'product.viewed', productId: 'p-1', title: 'Lamp', url })
    const list = rows({
      items: items([0, page], [1, { ...page, url: '/lamp' }], [2, look('/lamp')], [3, look('/sofa')]),
    })
    expect(
      list.flatMap((row) => (row.kind === 'item' && row.item.kind === 'line' ? [row.item.event] : [])),
    ).toMatchObject([
      { type: 'page.viewed', url: '/' },
      { type: 'product.viewed', url: '/lamp' },
      { type: 'product.viewed', url: '/sofa' },
    ])
  })

  it('more than three facts of one kind in a row fold; they unfold when asked', () => {
    const all = items([0, page], [1, page], [2, page], [3, page], [3, page], [4, message('site')])
    const list = rows({ items: all })
    expect(kinds(list)).toBe('day fold head item')
    const fold = list.find((row) => row.kind === 'fold')
    expect(fold?.kind === 'fold' && fold.items.length).toBe(5)
    expect(kinds(rows({ items: all, open: new Set([fold?.id ?? '']) }))).toBe(
      'day item item item item item head item',
    )
  })

  it('three facts of one kind stay as they are', () => {
    expect(kinds(rows({ items: items([0, page], [1, page], [2, page]) }))).toBe('day item item item')
  })

  it('the "new since" line stands before the first new item and parts the run', () => {
    const all = items([0, message('site')], [5, message('site')])
    expect(kinds(rows({ items: all, newSince: noon + 5 * minute }))).toBe('day head item new head item')
  })

  it("names the author of our words when they are a colleague's, or the first of a run", () => {
    const list = rows({ items: items([0, sent('site')], [1, sent('site')], [2, sent('site', 'o-igor')]) })
    expect(list.map((row) => row.kind === 'item' && row.author)).toEqual([false, false, true, false, true])
  })

  it('what is on its way stands at the end, on its own wire', () => {
    const list = rows({
      items: items([0, message('site')]),
      sending: [
        {
          messageId: 'm-x',
          conversationId: 'cv-site',
          contactId: 'c-1',
          channel: 'site',
          accountId: undefined,
          text: 'soon',
          at: noon + minute,
          state: 'sending' as const,
          files: [],
        } as never,
      ],
    })
    expect(kinds(list)).toBe('day head item sending')
  })

  it('a lost call is one line without a head; a call that was talked on has its own head', () => {
    const offered = (id: string) => ({
      type: 'interaction.offered',
      conversationId: 'cv-voice',
      channel: 'voice',
      direction: 'in',
      callId: id,
      interactionId: `in-${id}`,
    })
    const ended = (id: string, cause: string) => ({
      type: 'call.ended',
      callId: id,
      cause,
      direction: 'in',
      interactionId: `in-${id}`,
    })
    const list = rows({
      items: items(
        [0, offered('a')],
        [1, ended('a', 'abandoned')],
        [2, offered('b')],
        [3, { type: 'call.answered', callId: 'b', operatorId: 'o-anna' }],
        [4, ended('b', 'caller-hangup')],
      ),
    })
    expect(kinds(list)).toBe('day item head item')
  })

  it('a filter shows its own kinds only', () => {
    const all = items(
      [0, message('site')],
      [1, message('email')],
      [2, page],
      [3, { type: 'note.added', noteId: 'n', operatorId: 'o-anna', text: 'x' }],
    )
    expect(kinds(rows({ items: all, filter: 'email' }))).toBe('day head item')
    expect(kinds(rows({ items: all, filter: 'notes' }))).toBe('day item')
    expect(kinds(rows({ items: all, filter: 'calls' }))).toBe('')
  })
})

describe('rows that remember their days', () => {
  it('are what rows made anew would be, whatever comes before, after, between, on its way or under the line', () => {
    const day = 24 * 60
    const all = items(
      ...Array.from({ length: 60 }, (_, i): [number, Record<string, unknown>] => [
        Math.floor(i / 4) * day + (i % 4) * 20,
        i % 5 === 0 ? page : i % 3 ? message('telegram') : sent('site'),
      ]),
    )
    const words = all.filter((item) => item.kind === 'message')
    const one = words.at(-1)
    if (one?.kind !== 'message') throw new Error('nobody wrote')
    const sending = {
      ...one,
      messageId: 'on-its-way' as typeof one.messageId,
      at: one.at + minute,
      state: 'sending' as const,
      files: [],
    }
    const step = fc.record({
      without: fc.uniqueArray(fc.nat(all.length - 1), { maxLength: 40 }),
      line: fc.option(fc.nat(all.length - 1), { nil: undefined }),
      on: fc.boolean(),
      filter: fc.constantFrom<RowsInput['filter']>('all', 'all', 'all', 'site'),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
        const make = rowsMaker()
        const open = new Set<string>()
        for (const { without, line, on, filter } of steps) {
          const input: RowsInput = {
            items: all.filter((_, i) => !without.includes(i)),
            sending: on ? [sending] : [],
            filter,
            newSince: line === undefined ? undefined : all[line]?.at,
            open,
            me: undefined,
          }
          expect(make(input)).toEqual(timelineRows(input))
        }
      }),
    )
  })
})
