// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { defaultSupervision } from '../../../shared/supervision/settings.ts'
import { sampleWall } from '../../bridge/fake/wall.ts'
import { button, click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { WallScreen } from './index.ts'
import { inOrder, sorted } from './store.ts'
import { tileState } from './tile-state.ts'
import { whoHears } from './who-hears.ts'

let window_: Awaited<ReturnType<typeof makeWindow>>
const now = Date.now()
const wall = sampleWall('en', now)

beforeEach(async () => {
  window_ = await makeWindow()
  window_.control.setSession({ company: { ...window_.world.company, ...wall.company } })
  window_.control.board = wall.board
  await window_.show(<WallScreen />)
})
afterEach(() => window_.close())

const tiles = () => [...document.querySelectorAll<HTMLElement>('[data-operator]')]
const tile = (i: number) => document.querySelector<HTMLElement>(`[data-operator="wall-${i}"]`)
const arrows = () => document.querySelector('[data-testid="who-hears"]')?.getAttribute('data-arrows')
const started = () => window_.asked('supervision.start')

describe('the wall', () => {
  it('puts alarms first and says what is wrong', () => {
    expect(
      tiles()
        .slice(0, 4)
        .every((t) => t.dataset.alarm === 'true'),
    ).toBe(true)
    expect(tile(0)?.textContent).toContain('hold over 90 s')
    expect(tile(1)?.textContent).toContain('MOS 3.2')
    expect(tile(2)?.textContent).toContain('refund, no receipt')
    expect(tile(3)?.dataset.alarm).toBe('false')
    expect(window_.text()).toContain('alarms: 4')
  })

  it('moves nobody by itself: a new alarm stays in its place until F5', async () => {
    const before = tiles().map((t) => t.dataset.operator)
    const [, , , marina] = wall.board.lines
    if (!marina?.calls[0]) throw new Error('no call')
    const calls = [{ ...marina.calls[0], mos: 2 }]
    await settle(() =>
      window_.control.publish('supervision', 'board', {
        all: false,
        lines: [{ ...marina, calls }],
        queues: [],
      }),
    )
    expect(tile(3)?.dataset.alarm).toBe('true')
    expect(tiles().map((t) => t.dataset.operator)).toEqual(before)
    await press('F5')
    expect(tiles().findIndex((t) => t.dataset.operator === 'wall-3')).toBeLessThan(5)
  })

  it('joins by Enter on a tile; a click only chooses', async () => {
    await settle(() => tile(3)?.click())
    expect(started()).toEqual([])
    await press('Enter', tile(3) ?? document)
    expect(started()).toEqual([{ operatorId: 'wall-3', callId: 'wall-call-3', mode: 'listen' }])
    expect(arrows()).toBe('customer>operator operator>customer customer>you operator>you')
    expect(window_.text()).toContain('Nobody hears you')
    expect(window_.text()).toContain('Marina sees that you listen')
  })

  it('whispers by W at once, and asks again before the customer hears', async () => {
    await settle(() => tile(3)?.click())
    await press('KeyW')
    expect(started()).toMatchObject([{ mode: 'whisper' }])
    expect(window_.text()).toContain('Only Marina hears you')
    await press('KeyB')
    expect(started()).toHaveLength(1)
    await press('Escape')
    await press('KeyB')
    await press('KeyB')
    expect(started().at(-1)).toMatchObject({ mode: 'barge' })
    expect(arrows()).toContain('you>customer')
    expect(window_.text()).toContain('Everybody hears you, the customer too')
    await press('KeyS')
    expect(window_.asked('supervision.stop')).toHaveLength(1)
    expect(arrows()).toBe('customer>operator operator>customer')
  })

  it('says why one is not on the call any more', async () => {
    await settle(() => tile(3)?.click())
    await settle(() =>
      window_.control.setSupervise({
        ended: { operatorId: 'wall-3' as OperatorId, code: 'SUPERVISION_RIGHT_GONE', at: now },
      }),
    )
    expect(window_.text()).toContain('Your right to be on this call was taken back')
  })

  it('takes a hand, and sets another’s state with a reason', async () => {
    await settle(() => tile(2)?.click())
    await click(/^I take it/)
    expect(window_.asked('supervision.takeHand')).toEqual([{ operatorId: 'wall-2', what: 'take' }])
    await click(/Change status/)
    await type(document.querySelector('form input'), 'went home')
    await settle(() => button(/^offline$/).click())
    await click(/^Change$/)
    expect(window_.asked('supervision.setPresence')).toEqual([
      { operatorId: 'wall-2', presence: 'offline', reason: 'went home' },
    ])
  })

  it('reads as a list too', async () => {
    await click(/^List$/)
    expect(document.querySelectorAll('tbody tr').length).toBeGreaterThan(30)
    await press('Enter', tile(3) ?? document)
    expect(started()).toHaveLength(1)
  })
})

describe('who hears whom', () => {
  const talk = { held: false, muted: false }
  it.each([
    [undefined, talk, 'customer>operator operator>customer'],
    ['listen', talk, 'customer>operator operator>customer customer>you operator>you'],
    ['whisper', talk, 'customer>operator operator>customer customer>you operator>you you>operator'],
    [
      'barge',
      talk,
      'customer>operator operator>customer customer>you operator>you you>operator you>customer',
    ],
    ['takeover', talk, 'customer>operator customer>you you>operator you>customer'],
    ['listen', { held: false, muted: true }, 'customer>operator customer>you'],
    ['barge', { held: true, muted: false }, 'you>operator'],
  ] as const)('%s %o', (mode, call, wanted) => {
    expect(
      whoHears(mode, call)
        .map(({ from, to }) => `${from}>${to}`)
        .join(' '),
    ).toBe(wanted)
  })
})

describe('a tile', () => {
  const limits = defaultSupervision.alarms
  it('tells the call that matters', () => {
    const kinds = [0, 1, 2, 3, 18, 30, 31, 34, 37].map((i) => {
      const line = wall.board.lines[i]
      return line && tileState(line, limits, now).kind
    })
    expect(kinds).toEqual([
      'hold',
      'talking',
      'hand',
      'talking',
      'chats',
      'wrapUp',
      'available',
      'busy',
      'away',
    ])
  })

  it('stands in the order that was made, new people last, those who were never here not at all', () => {
    const order = sorted(wall.board.lines, limits, (id) => id, now)
    expect(order.slice(0, 4).sort()).toEqual(['wall-0', 'wall-1', 'wall-2', 'wall-41'])
    const lines = wall.board.lines.slice(3, 6)
    const gone = { ...(lines[0] as (typeof lines)[0]), calls: [], presence: 'offline' as const, since: 0 }
    expect(inOrder([...lines, gone], ['wall-5' as OperatorId]).map((l) => l.operatorId)).toEqual([
      'wall-5',
      'wall-3',
      'wall-4',
    ])
  })
})
