// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ContactId, QueueId } from '../../../shared/lib/ids.ts'
import { button, click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { CallBars, IncomingCall, phoneOf } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const open = async (options = {}) => {
  w = await makeWindow(options)
  await w.show(
    <>
      <CallBars />
      <textarea />
      <IncomingCall />
    </>,
  )
}
const ring = async (o: { remote?: string; contactId?: string; name?: string } = {}) => {
  let id = ''
  await settle(() => {
    id = w.control.phone.ring({
      remote: o.remote ?? '+79000001234',
      queueId: 'q-furniture' as QueueId,
      ...(o.contactId ? { contactId: o.contactId as ContactId } : {}),
      ...(o.name ? { name: o.name } : {}),
    })
  })
  return id
}
const phase = (id: string) => w.control.phone.calls.find((c) => c.callId === id)?.phase

const chord = (code: string, held: KeyboardEventInit) =>
  settle(() => {
    const event = new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...held })
    ;(document.activeElement ?? document.body).dispatchEvent(event)
  })

beforeEach(() => open())
afterEach(() => w.close())

describe('the key that is held', () => {
  const letGo = (code: string) =>
    settle(() => window.dispatchEvent(new KeyboardEvent('keyup', { code, bubbles: true })))
  const talk = async () => {
    const id = await ring()
    await press('F12')
    return () => w.control.phone.calls.find((c) => c.callId === id)?.muted
  }

  it('mutes until it is let go, and also when the window loses the keyboard', async () => {
    const muted = await talk()
    await press('F3')
    expect(muted()).toBe(true)
    await letGo('F3')
    expect(muted()).toBe(false)
    await press('F3')
    await settle(() => window.dispatchEvent(new Event('blur')))
    expect(muted()).toBe(false)
  })

  it('leaves alone what another button has changed meanwhile: there is one mute', async () => {
    const muted = await talk()
    await press('F3')
    await press('F8')
    expect(muted()).toBe(false)
    await letGo('F3')
    expect(muted()).toBe(false)
    await press('F8')
    await press('F3')
    await letGo('F3')
    expect(muted()).toBe(true)
  })

  it('lets the operator speak instead, when they like it so', async () => {
    await w.close()
    await open({ preferences: { holdKey: 'talk' } })
    const muted = await talk()
    await press('F8')
    expect(muted()).toBe(true)
    await press('F3')
    expect(muted()).toBe(false)
    await letGo('F3')
    expect(muted()).toBe(true)
  })

  it('does nothing without a call', async () => {
    await press('F3')
    expect(w.asked('softphone.mute')).toEqual([])
  })
})

describe('an incoming call', () => {
  it('is answered by F12, from inside a field too', async () => {
    const id = await ring({ contactId: 'c-petr', name: 'Petr Vorontsov' })
    expect(w.text()).toContain('Petr Vorontsov')
    document.querySelector('textarea')?.focus()
    await press('F12')
    expect(phase(id)).toBe('connected')
  })

  it('is neither answered nor declined by anything typed: letters, digits, Enter, Space, Esc', async () => {
    const id = await ring()
    const field = document.querySelector('textarea')
    field?.focus()
    for (const code of ['KeyA', 'Digit1', 'Enter', 'Space', 'Escape', 'Tab', 'NumpadEnter', 'F11'])
      await press(code)
    for (const code of ['Enter', 'Space', 'Escape']) await press(code, document.body)
    expect(phase(id)).toBe('offered')
    expect(document.activeElement).toBe(field)
  })

  it('never takes the focus when it comes up', async () => {
    const field = document.querySelector('textarea')
    field?.focus()
    await ring({ contactId: 'c-petr' })
    expect(document.activeElement).toBe(field)
    expect(document.querySelector('[aria-modal="true"]')).toBeNull()
  })

  it('says aloud who calls, and tells why they probably do', async () => {
    await ring({ contactId: 'c-petr', name: 'Petr Vorontsov' })
    await settle(() => new Promise((done) => setTimeout(done, 80)))
    expect(document.querySelector('[aria-live="assertive"]')?.textContent).toContain('Petr Vorontsov')
    expect(w.text()).toContain('1187')
  })

  it('is declined by F10 and leaves cleanly', async () => {
    await ring()
    await press('F10')
    expect(w.control.phone.calls.filter((c) => c.phase !== 'ended')).toEqual([])
    expect(document.querySelector('[data-call]')).toBeNull()
  })

  it('that its caller gave up leaves the screen', async () => {
    const id = await ring()
    await settle(() => w.control.phone.send(id, { type: 'cancelled', elsewhere: false }))
    expect(document.querySelector('[data-call]')).toBeNull()
  })

  it('of a number nobody knows says so', async () => {
    await ring({ remote: '+79000009999' })
    expect(w.text()).toContain('+7 900 000-99-99')
    expect(w.text()).toContain('not in base')
  })

  it('of a number that several people have lets the operator choose by key, but not while typing', async () => {
    for (const [id, displayName] of [
      ['c-m1', 'Oksana Melnik'],
      ['c-m2', 'Roman Melnik'],
    ] as const)
      w.world.append({
        type: 'contact.created',
        contactId: id as ContactId,
        via: 'call',
        profile: {
          displayName,
          identities: [
            {
              identityId: `i-${id}` as never,
              kind: 'phone',
              value: '+79000001240',
              strong: true,
              verifiedVia: 'call',
            },
          ],
        },
      })
    await ring({ remote: '+79000001240' })
    const named = () => settle(() => expect(w.text()).toContain('Oksana Melnik'))
    await vi.waitFor(named, { timeout: 20_000 })
    expect(w.text()).toContain('Roman Melnik')
    const name = () => document.querySelector('[data-call]')?.textContent
    document.querySelector('textarea')?.focus()
    await press('Digit2')
    expect(name()).toContain('Several people')
    document.querySelector('textarea')?.blur()
    await press('Digit1', document.body)
    expect(name()).not.toContain('Several people')
  })
})

describe('a call that is on', () => {
  const talk = async (o = {}) => {
    const id = await ring(o)
    await press('F12')
    return id
  }

  it('is muted by F8, in words, and unmuted by it', async () => {
    await talk()
    await press('F8')
    expect(w.text()).toContain('Muted')
    expect(button(/^Muted/).getAttribute('aria-pressed')).toBe('true')
    await press('F8')
    expect(w.control.phone.calls[0]?.muted).toBe(false)
  })

  it('is held and brought back by F6', async () => {
    await talk()
    await press('F6')
    expect(w.text()).toContain('on hold')
    await press('F6')
    expect(w.control.phone.calls[0]?.held).toBe(false)
  })

  it('stays on whatever is typed, and ends by F10', async () => {
    const id = await talk()
    for (const code of ['Escape', 'Enter', 'Space', 'KeyH']) await press(code, document.body)
    expect(phase(id)).toBe('connected')
    await press('F10')
    expect(phase(id)).toBe('ended')
  })

  it('is held before a second one is answered, and F6 changes their places', async () => {
    const first = await talk()
    const second = await ring({ remote: '+79000005555' })
    expect(w.text()).toContain('Answer, hold current')
    await press('F12')
    const held = () => w.control.phone.calls.filter((c) => c.held).map((c) => c.callId)
    expect(held()).toEqual([first])
    expect(phase(second)).toBe('connected')
    await press('F6')
    expect(held()).toEqual([second])
  })

  it('keeps its caller when the hold is refused: the second is not answered', async () => {
    await talk()
    const second = await ring({ remote: '+79000005555' })
    w.control.failNext('softphone.hold', 'CALL_HOLD_FAILED')
    await press('F12')
    expect(phase(second)).toBe('offered')
  })

  it('does not decline the next call with the F10 that came too late for this one', async () => {
    const first = await talk()
    await settle(() => w.control.phone.send(first, { type: 'remote-ended' }))
    const second = await ring({ remote: '+79000005555' })
    await press('F10')
    expect(phase(second)).toBe('offered')
  })

  it('says that it is not recorded, and that signalling is lost while the sound goes on', async () => {
    const id = await talk()
    expect(w.text()).toContain('Rec')
    await settle(() => w.control.phone.send(id, { type: 'recording-failed' }))
    expect(w.text()).toContain('not recorded')
    await settle(() => w.control.phone.send(id, { type: 'link', up: false }))
    expect(w.text()).toContain('Signalling lost, the sound goes on')
  })

  it('sends tones from the keypad, by mouse and by keyboard', async () => {
    await talk()
    await chord('F7', { shiftKey: true })
    await click(/^5$/)
    await press('Numpad7', button(/^5$/))
    expect(w.asked('softphone.dtmf').map((a) => (a as { tones: string }).tones)).toEqual(['5', '7'])
  })
})

describe('the dial box', () => {
  const field = () => document.querySelector('input[type="tel"]')
  const submit = () => settle(() => document.querySelector('form')?.requestSubmit())

  it('dials a number in any written form', async () => {
    await settle(() => phoneOf(w.bridge).openDial())
    await type(field(), ' 8 (900) 000-12-34 ')
    expect(w.text()).toContain('Will dial +7 900 000-12-34')
    await submit()
    expect(w.control.phone.calls[0]?.direction).toBe('out')
    expect(field()).toBeNull()
  })

  it('says that what was typed is no number, and dials nothing', async () => {
    await settle(() => phoneOf(w.bridge).openDial())
    await type(field(), 'call mum')
    await submit()
    expect(w.text()).toContain('This is not a phone number')
    expect(w.control.phone.calls).toEqual([])
  })

  it('shows the call it placed until the other side answers', async () => {
    await settle(() => phoneOf(w.bridge).dial('+79000001234', { contactId: 'c-petr' as ContactId }))
    expect(w.text()).toContain('Ringing there')
    await press('F10')
    expect(w.text()).not.toContain('Ringing there')
  })
})
