import type { BrowserPhone } from '../phone/browser-phone.ts'
import type { PhoneCall } from '../phone/state.ts'
import type { texts } from '../texts.ts'
import { h, icon, iconButton, say, setAttribute, show } from './dom.ts'
import { minutes } from './thread-view.ts'

export type CallView = {
  /** What stands in the bar; absent: no bar. */
  sentence?: string
  call?: PhoneCall
  recorded: boolean
}
export type CallBar = { element: HTMLElement; render(view: CallView): void }

/** The bar of a call above the thread: how it stands, its time, mute, keys, hang up. */
export function callBar(
  words: (typeof texts)['ru'],
  on: { hangUp(): void; mute(muted: boolean): void; digits: BrowserPhone['digits']; dismiss(): void },
): CallBar {
  let current: PhoneCall | undefined
  const title = h('span', { class: 'b', role: 'status' })
  const note = h('span', { class: 'small dim rec' }, words.recorded)
  const timer = h('span', { class: 'timer', 'aria-hidden': 'true' })
  const muteOff = icon('mic')
  const muteOn = icon('micOff')
  const mute = iconButton('mic', words.mute, () => on.mute(!current?.muted), 'cb')
  const keypad = iconButton('keypad', words.keypad, () => toggleKeys(), 'cb')
  const end = iconButton('hangup', words.hangUp, () => on.hangUp(), 'cb end')
  const close = iconButton('close', words.close, () => on.dismiss())
  const bar = h(
    'div',
    { class: 'row callbar' },
    icon('calling'),
    h('span', { class: 'col' }, title, note),
    timer,
    mute,
    keypad,
    end,
    close,
  )
  const keys = h('div', { class: 'keys', role: 'group', 'aria-label': words.keypad })
  for (const key of '123456789*0#')
    keys.append(h('button', { type: 'button', onclick: () => void on.digits(key) }, key))
  const element = h('div', {}, bar, keys)
  show(element, false)
  show(keys, false)
  const toggleKeys = () => {
    show(keys, Boolean(keys.hidden))
    setAttribute(keypad, 'aria-expanded', String(!keys.hidden))
  }
  const tick = () => {
    const since = current?.phase === 'talking' ? current.talkingSince : undefined
    show(timer, since !== undefined)
    if (since !== undefined) say(timer, minutes((Date.now() - since) / 1000))
  }
  setInterval(tick, 1000)

  return {
    element,
    render({ sentence, call, recorded }) {
      current = call
      const over = call?.phase === 'ended'
      const lives = sentence !== undefined && !over && call !== undefined
      show(element, sentence !== undefined)
      say(title, sentence ?? '')
      const mood = over || !call ? ' over' : call.held || call.reconnecting ? ' warn' : ''
      bar.className = `row callbar${mood}${call?.phase === 'talking' ? ' talk' : ''}`
      show(note, recorded && lives)
      show(mute, call?.phase === 'talking')
      show(keypad, call?.phase === 'talking')
      if (call?.phase !== 'talking') show(keys, false)
      show(end, lives)
      show(close, over || (sentence !== undefined && !call))
      const muted = call?.muted ?? false
      setAttribute(mute, 'aria-pressed', String(muted))
      setAttribute(mute, 'aria-label', muted ? words.unmute : words.mute)
      setAttribute(mute, 'title', muted ? words.unmute : words.mute)
      mute.replaceChildren(muted ? muteOn : muteOff)
      tick()
    },
  }
}
