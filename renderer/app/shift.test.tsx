// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { ContactId, QueueId } from '../../shared/lib/ids.ts'
import { giveHeights } from '../testing/layout.ts'
import { makeWindow, settle, type } from '../testing/mount.tsx'
import { Shell } from './Shell.tsx'

// A whole shift without a pointer: every key as the layout reports it, the same place on the keyboard, another letter.

const places = 'QWERTYUIOPASDFGHJKLZXCVBNM'
const typed: Record<string, string> = {
  US: 'qwertyuiopasdfghjklzxcvbnm',
  RU: 'йцукенгшщзфывапролдячсмить',
  // The Polish programmer's layout: Alt held alone types nothing of its own, AltGr does.
  PL: 'qwertyuiopasdfghjklzxcvbnm',
}
/** What AltGr types on these places of a Polish keyboard; with it Windows reports Ctrl and Alt as held. */
const polish: Record<string, string> = {
  KeyA: 'ą',
  KeyC: 'ć',
  KeyE: 'ę',
  KeyN: 'ń',
  KeyO: 'ó',
  KeyS: 'ś',
  KeyD: 'ð',
}

let w: Awaited<ReturnType<typeof makeWindow>>
afterEach(() => w.close())

function keyboard(layout: string) {
  const letter = (code: string) => typed[layout]?.[places.indexOf(code.slice(3))] ?? code
  const send = (
    code: string,
    held: { alt?: boolean; ctrl?: boolean; shift?: boolean; altGraph?: boolean },
    key: string,
  ) =>
    settle(async () => {
      const event = new KeyboardEvent('keydown', {
        code,
        key,
        altKey: held.alt ?? false,
        ctrlKey: held.ctrl ?? false,
        shiftKey: held.shift ?? false,
        bubbles: true,
        cancelable: true,
      })
      event.getModifierState = (name) =>
        ({ Alt: held.alt, Control: held.ctrl, Shift: held.shift, AltGraph: held.altGraph })[name] ?? false
      ;(document.activeElement ?? document.body).dispatchEvent(event)
      await new Promise((done) => requestAnimationFrame(done))
    })
  return {
    alt: (code: string) => send(code, { alt: true }, letter(code)),
    ctrl: (code: string) => send(code, { ctrl: true }, letter(code)),
    press: (code: string) => send(code, {}, code.startsWith('Key') ? letter(code) : code),
    altGr: (code: string) => send(code, { ctrl: true, alt: true, altGraph: true }, polish[code] ?? ''),
  }
}

const at = (selector: string) => document.querySelector<HTMLElement>(selector)
const reply = () => at('[data-testid="composer"] textarea')
const name = () => at('[data-testid="card-name"]')?.textContent ?? ''
const asked = (what: string) => w.asked(what).length

describe.each(['US', 'RU', 'PL'])('a shift on a %s keyboard, without a pointer', (layout) => {
  it('takes, answers, notes, promises, opens a case, closes, calls and finds', async () => {
    giveHeights()
    localStorage.clear()
    w = await makeWindow()
    await w.show(<Shell />)
    const pointers: string[] = []
    const pointed = (event: Event) => pointers.push(event.type)
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) document.addEventListener(kind, pointed)
    const { alt, ctrl, press, altGr } = keyboard(layout)
    const say = async (words: string) => {
      const field = document.activeElement
      await type(field, words)
      await press('Enter')
      // What a browser does by itself on Enter in a field of a form.
      const form = field instanceof HTMLInputElement ? field.form : null
      if (form) await settle(() => form.requestSubmit())
    }

    // From the queue, and to whoever is due.
    await alt('KeyQ')
    expect(asked('conversation.accept')).toBe(1)
    await alt('KeyG')
    const first = name()
    await alt('KeyG')
    expect(name()).not.toBe(first)
    await alt('KeyJ')
    await alt('KeyK')

    // An answer with a promise in it, a note, a case.
    await alt('KeyL')
    expect(document.activeElement).toBe(reply())
    await say("I'll call you back tomorrow at 10")
    expect(asked('writing.send')).toBe(1)
    await alt('KeyO')
    expect(asked('card.makePromise')).toBe(1)
    await alt('KeyN')
    await say('Prefers the morning')
    expect(asked('writing.addNote')).toBe(1)
    await alt('KeyA')
    await say('Broken chair')
    expect(asked('cases.open')).toBe(1)

    // Letters of AltGr are letters.
    await alt('KeyL')
    const before = w.control.asked.length
    for (const code of Object.keys(polish)) await altGr(code)
    expect(w.control.asked.slice(before).filter((a) => !/typing|seen/.test(a.name))).toEqual([])

    // The timeline, the card, a date, the keys.
    await ctrl('F6')
    at('[data-testid="timeline"]')?.focus()
    await press('ArrowUp')
    expect((document.activeElement as HTMLElement).dataset.row).toBeDefined()
    await press('Escape')
    expect(document.activeElement).toBe(reply())
    await alt('KeyI')
    expect(at('[data-testid="card"]')).toBeNull()
    await alt('KeyI')
    expect(at('[data-testid="card"]')).not.toBeNull()

    // Done, and on to the next.
    const closing = name()
    await alt('KeyD')
    expect(asked('conversation.close')).toBe(1)
    expect(name()).not.toBe(closing)

    // The phone.
    const caller = {
      remote: '+79000001234',
      contactId: 'c-petr' as ContactId,
      queueId: 'q-furniture' as QueueId,
    }
    await settle(() => void w.control.phone.ring(caller))
    await press('F12')
    await press('F8')
    await press('F6')
    await press('F6')
    await press('F10')
    for (const what of ['answer', 'mute', 'hold', 'hangup'])
      expect(asked(`softphone.${what}`), what).toBeGreaterThan(0)

    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) document.removeEventListener(kind, pointed)
    expect(pointers).toEqual([])
  })
})
