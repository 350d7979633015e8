// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, describe, expect, it } from 'vitest'
import type { MiniView } from '../../shared/ipc/mini-contract.ts'
import type { CallId, ContactId } from '../../shared/lib/ids.ts'
import { ok } from '../../shared/lib/result.ts'
import { press, settle } from '../testing/mount.tsx'
import { Mini } from './Mini.tsx'
import type { MiniBridge } from './store.ts'

const call: NonNullable<MiniView['call']> = {
  callId: 'c1' as CallId,
  phase: 'ringing',
  name: 'Petr Vorontsov',
  number: '+79000001234',
  fromSite: false,
  inBase: true,
  tag: 'Regular',
  line: 'Furniture',
  attempt: 2,
  since: Date.now(),
  muted: false,
  held: false,
  linked: true,
}
const ringing: MiniView = {
  call,
  whys: [{ kind: 'order', orderId: '1187', productIds: ['x'], total: 1, currency: 'RUB', at: 1 }],
  goods: { x: 'sofa' },
  matches: [],
  armed: false,
  keys: { answer: 'Control+F12', hangup: 'F10', mute: 'F8', hold: 'F6', window: 'Shift+F9' },
  language: 'en',
  theme: 'light',
  clockOffset: 0,
}
const matches = ['Oksana', 'Roman'].map((name, i) => ({ personId: `p${i}` as ContactId, name, lastAt: 1 }))

let root: Root
let asked: string[]
let change: (view: MiniView) => void

async function open(view: MiniView) {
  asked = []
  const named = (name: string) => async (input: object) => {
    asked.push(`${name} ${JSON.stringify(input)}`)
    return ok({})
  }
  const bridge = Object.fromEntries(
    ['answer', 'decline', 'snooze', 'choose', 'hangup', 'mute', 'hold', 'focus', 'leave', 'move', 'open'].map(
      (name) => [name, named(name)],
    ),
  )
  const container = document.body.appendChild(document.createElement('div'))
  root = createRoot(container)
  await settle(() =>
    root.render(
      <Mini
        bridge={
          {
            ...bridge,
            view: async () => ok(view),
            onChanged: (listener: typeof change) => {
              change = listener
              return () => {}
            },
          } as unknown as MiniBridge
        }
      />,
    ),
  )
}
const text = () => document.body.textContent ?? ''
const find = (words: RegExp) =>
  [...document.querySelectorAll('button')].find((b) =>
    words.test(`${b.textContent} ${b.getAttribute('aria-label')}`),
  )
const click = (words: RegExp, detail = 1) =>
  settle(() =>
    find(words)?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail, cancelable: true })),
  )

afterEach(async () => {
  await act(async () => root.unmount())
  document.body.innerHTML = ''
})

describe('the small call window', () => {
  it('says who calls, on which line, why, how often, and which keys do what', async () => {
    await open(ringing)
    for (const words of ['Petr Vorontsov', 'Furniture', 'call 2 today', '1187', 'sofa', 'Ctrl F12', 'F10'])
      expect(text()).toContain(words)
  })

  it('does nothing by any key until it has the keyboard on purpose', async () => {
    await open({ ...ringing, matches })
    for (const code of ['Enter', 'Space', 'NumpadEnter', 'Digit1', 'KeyA', 'Escape', 'F10', 'Tab'])
      await press(code, find(/Answer/) ?? document.body)
    // What a key makes of a focused button is a click without a hand.
    await click(/Answer/, 0)
    await click(/Decline/, 0)
    expect(asked).toEqual([])
  })

  it('then answers by Enter, chooses by digits, and leaves by Esc; nothing else, and nothing declines', async () => {
    await open({ ...ringing, armed: true, matches })
    for (const code of ['Space', 'KeyA', 'Tab', 'Delete', 'Digit3', 'F10'])
      await press(code, find(/Decline/) ?? document.body)
    expect(asked).toEqual([])
    await press('Digit2', document.body)
    await press('Enter', find(/Decline/) ?? document.body)
    await press('Escape', document.body)
    expect(asked).toEqual([
      'choose {"callId":"c1","personId":"p1","by":"key"}',
      'answer {"callId":"c1","by":"key"}',
      'leave {}',
    ])
  })

  it('works by the mouse at once', async () => {
    await open(ringing)
    await click(/Answer/)
    await click(/remind me/)
    await click(/Decline/)
    expect(asked).toEqual([
      'answer {"callId":"c1","by":"mouse"}',
      'snooze {"callId":"c1"}',
      'decline {"callId":"c1"}',
    ])
  })

  it('shows the call that is on, and what a headset has muted meanwhile', async () => {
    await open({ ...ringing, call: { ...call, phase: 'talking' } })
    await click(/Mute/)
    expect(asked).toEqual(['mute {"callId":"c1","on":true}'])
    await settle(() => change({ ...ringing, call: { ...call, phase: 'talking', muted: true } }))
    expect(text()).toContain('Muted')
    await click(/Unmute/)
    await click(/Hold/)
    await click(/Hang up/)
    expect(asked.slice(1)).toEqual([
      'mute {"callId":"c1","on":false}',
      'hold {"callId":"c1","on":true}',
      'hangup {"callId":"c1"}',
    ])
  })

  it('never answers by Enter once the call is on', async () => {
    await open({ ...ringing, armed: true, call: { ...call, phase: 'talking' } })
    await press('Enter', document.body)
    expect(asked).toEqual([])
  })
})
