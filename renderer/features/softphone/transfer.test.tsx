// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactId, QueueId } from '../../../shared/lib/ids.ts'
import { NoticeStack } from '../../app/NoticeStack.tsx'
import { button, click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { CallBars, IncomingCall, phoneOf } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const key = (code: string, held: KeyboardEventInit = {}) =>
  settle(() => {
    const event = { code, key: code, bubbles: true, cancelable: true, ...held }
    ;(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', event))
  })
const talk = async (o: { remote?: string; name?: string; contactId?: string } = {}) => {
  let id = ''
  await settle(() => {
    id = w.control.phone.ring({
      remote: o.remote ?? '+79000001234',
      queueId: 'q-furniture' as QueueId,
      contactId: (o.contactId ?? 'c-petr') as ContactId,
      name: o.name ?? 'Petr Vorontsov',
    })
  })
  await press('F12')
  return id
}
const call = (id: string) => w.control.phone.calls.find((c) => c.callId === id)
const leg = () => w.control.phone.calls.find((c) => c.parentId)
const field = () => document.querySelector<HTMLInputElement>('[role="combobox"]')
const options = () => [...document.querySelectorAll('[role="option"]')].map((o) => o.textContent ?? '')
const settleLonger = () => settle(() => new Promise((done) => setTimeout(done, 20)))

beforeEach(async () => {
  w = await makeWindow()
  await w.show(
    <>
      <CallBars />
      <textarea />
      <IncomingCall />
      <NoticeStack />
    </>,
  )
})
afterEach(() => w.close())

describe('passing a customer on', () => {
  it('offers who is free first, with how long, and queues with their wait in words', async () => {
    await talk()
    await press('F7')
    await settleLonger()
    const all = options()
    expect(document.activeElement).toBe(field())
    expect(all[0]).toMatch(/free/)
    expect(all.findIndex((o) => /Queue/.test(o))).toBeGreaterThan(0)
    expect(all.join()).toMatch(/6 wait, about 3 min/)
  })

  it('asks by Enter: the customer waits, the bar offers to complete, to confer and to go back', async () => {
    const id = await talk()
    await press('F7')
    await settleLonger()
    await key('Enter', { key: 'Enter' })
    expect(w.asked('softphone.transfer')).toMatchObject([{ callId: id, mode: 'consult' }])
    expect(call(id)?.held).toBe(true)
    await settle(() => w.control.phone.send(leg()?.callId ?? '', { type: 'media-connected' }))
    expect(button(/^Complete/)).toBeTruthy()
    expect(button(/^Conference/)).toBeTruthy()
    expect(button(/^Swap/)).toBeTruthy()
    await press('F7')
    expect(call(id)).toMatchObject({ phase: 'ended', transfer: { state: 'done' } })
  })

  it('passes on at once by Ctrl+Enter, and one key pulls the customer back while it rings', async () => {
    const id = await talk()
    await press('F7')
    await settleLonger()
    await key('Enter', { key: 'Enter', ctrlKey: true })
    expect(w.asked('softphone.transfer')).toMatchObject([{ mode: 'blind' }])
    expect(w.text()).toContain('the customer can still be pulled back')
    expect(() => button(/^Swap/)).toThrow()
    await press('F4')
    await settle()
    expect(call(id)).toMatchObject({ phase: 'connected', held: false })
    expect(leg()?.phase === 'connected').toBe(false)
  })

  it('takes a number in any written form, and says so when it is none', async () => {
    await talk()
    await press('F7')
    await type(field(), '8 (900) 000-55-66')
    expect(options()[0]).toContain('8 (900) 000-55-66')
    await type(field(), 'zzz')
    expect(w.text()).toContain('Nobody of that name')
    await key('Enter', { key: 'Enter' })
    expect(w.asked('softphone.transfer')).toEqual([])
  })

  it('tells a refusal in a true sentence, and the customer is there again', async () => {
    const id = await talk()
    await settle(() => phoneOf(w.bridge).transfer(id, { target: '205', name: 'Timur' }, 'blind'))
    await settle(() => w.control.phone.send(leg()?.callId ?? '', { type: 'rejected', status: 486 }))
    await settle()
    expect(w.text()).toContain('Timur: The line is busy')
    expect(w.text()).toContain('Petr Vorontsov is with you again')
    expect(call(id)?.held).toBe(false)
  })

  it('says that a call runs through this console when the server joined nobody, and does not mistake it for one of its own', async () => {
    w.control.phone.joins = false
    const id = await talk()
    await settle(() => phoneOf(w.bridge).transfer(id, { target: '205', name: 'Timur' }, 'blind'))
    await settle(() => w.control.phone.send(leg()?.callId ?? '', { type: 'media-connected' }))
    await settleLonger()
    expect(call(id)?.joined?.relay).toBe(true)
    expect(w.text()).toContain('keep it open')
    const held = w.asked('softphone.hold').length
    await press('F6')
    await press('F8')
    await press('F10')
    expect(w.asked('softphone.hold')).toHaveLength(held)
    expect(w.asked('softphone.mute')).toEqual([])
    expect(call(id)?.phase).toBe('connected')
  })

  it('Esc leaves the panel and gives the focus back', async () => {
    await talk()
    const text = document.querySelector('textarea')
    text?.focus()
    await press('F7')
    await key('Escape', { key: 'Escape' })
    expect(field()).toBeNull()
    expect(document.activeElement).toBe(text)
  })
})

describe('a conference', () => {
  it('is made of the call in front and the one that waits, shows who is in, and lets one go', async () => {
    const first = await talk()
    const second = await talk({ remote: '+79000005555', name: 'Leila Ibragimova', contactId: 'c-oksana' })
    await press('F2')
    await settle()
    expect(w.asked('softphone.merge')).toEqual([{ callIds: [first, second] }])
    const bar = document.querySelector('article')
    expect(bar?.textContent).toContain('Petr Vorontsov')
    expect(bar?.textContent).toContain('Leila Ibragimova')
    expect(document.querySelectorAll('article')).toHaveLength(1)
    await click(/Leave them talking/)
    expect(w.asked('softphone.completeTransfer')).toHaveLength(1)
    await click(/^Drop/)
    expect(w.control.phone.calls.filter((c) => c.phase === 'connected')).toHaveLength(1)
  })
})

describe('a call that answers itself', () => {
  it('says in how many seconds, and rings on when it is told not to', async () => {
    await settle(() => {
      w.control.phone.ring({ remote: '+79000001234', answersIn: 5 })
    })
    expect(w.text()).toMatch(/answers itself in [56] s/)
    await click(/Do not answer/)
    expect(w.text()).not.toContain('answers itself')
    expect(w.control.phone.calls[0]?.phase).toBe('offered')
  })
})

describe('several lines', () => {
  const two = () =>
    w.control.setLines([
      { state: 'registered', user: '204', profile: { lineId: 'main', name: 'Furniture', colour: 'teal' } },
      {
        state: 'registered',
        user: '900',
        profile: {
          lineId: 'shop',
          name: 'Shop',
          colour: 'pink',
          callerIds: ['+78000000001', '+78000000002'],
        },
      },
    ])

  it('the line is chosen before dialling, with the number that it shows', async () => {
    await settle(two)
    await settle(() => phoneOf(w.bridge).openDial('+79000001234'))
    expect(w.text()).toContain('Furniture')
    await settle(() => document.querySelector<HTMLInputElement>('input[value="shop"]')?.click())
    await settle(() => document.querySelector('form')?.requestSubmit())
    expect(w.asked('softphone.dial')).toEqual([{ target: '+79000001234', lineId: 'shop' }])
  })

  it('a call wears the colour of its line', async () => {
    await settle(two)
    await settle(() => {
      w.control.phone.ring({ remote: '+79000001234', lineId: 'shop' })
    })
    await press('F12')
    expect(document.querySelector('article [data-line="pink"]')).not.toBeNull()
  })
})

describe('a number from outside', () => {
  const dial = () => document.querySelector<HTMLInputElement>('input[type="tel"]')
  const pasted = (text: string, target: EventTarget = document.body) =>
    settle(() => {
      const event = new Event('paste', { bubbles: true, cancelable: true })
      Object.assign(event, { clipboardData: { getData: () => text } })
      target.dispatchEvent(event)
    })

  it('of a link is shown as it would be dialled, and waits for a hand', async () => {
    await settle(() => phoneOf(w.bridge).openDial('tel:8-900-000-12-34', { link: true }))
    expect(w.text()).toContain('Call from a link?')
    expect(w.text()).toContain('Will dial +7 900 000-12-34')
    expect(w.asked('softphone.dial')).toEqual([])
  })

  it('that is none says so at once, and Enter dials nothing', async () => {
    await settle(() => phoneOf(w.bridge).openDial('tel:<script>', { link: true }))
    await settleLonger()
    expect(w.text()).toContain('This is not a phone number')
    await settle(() => document.querySelector('form')?.requestSubmit())
    expect(w.asked('softphone.dial')).toEqual([])
  })

  it('that is pasted outside of a field opens the box with it; into a field it is only pasted', async () => {
    await pasted('8 (900) 000-12-34', document.querySelector('textarea') ?? document.body)
    expect(dial()).toBeNull()
    await pasted('a word')
    expect(dial()).toBeNull()
    await pasted('8 (900) 000-12-34')
    expect(dial()?.value).toBe('8 (900) 000-12-34')
  })

  it('is begun by the number block, but not while a call is on', async () => {
    await press('Numpad7', document.body)
    expect(dial()?.value).toBe('7')
    await settle(() => phoneOf(w.bridge).closeDial())
    await talk()
    await press('Numpad7', document.body)
    expect(w.asked('softphone.dial')).toEqual([])
  })

  it('is found by name as well', async () => {
    await settle(() => phoneOf(w.bridge).openDial())
    await type(dial(), 'Petr')
    await settleLonger()
    expect(options().join()).toContain('Vorontsov')
    await settle(() => document.querySelector('form')?.requestSubmit())
    expect(dial()?.value).toMatch(/^\+79/)
  })
})
