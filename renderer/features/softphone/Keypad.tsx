import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'

const tones = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/** The tone that a key press stands for: digits of both blocks, `*` and `#`. */
const toneOf = (event: KeyboardEvent): string | undefined => {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  if (event.key === '*' || event.key === '#') return event.key
  return event.shiftKey && event.code.startsWith('Digit') ? undefined : digit
}

/** Sends tones into the call, from its keys and from the keyboard. */
export function Keypad() {
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const sent = usePhoneState((s) => s.keypad?.sent ?? '')
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    const tone = toneOf(event)
    if (!tone) return
    event.preventDefault()
    event.stopPropagation()
    void phone.tone(tone)
  }
  return (
    <fieldset className={css.keypad} aria-label={say('keypad')} onKeyDown={onKeyDown}>
      <output className={`num ${css.sent}`} aria-label={say('sent')}>
        {sent || '\u00a0'}
      </output>
      <div className={css.keys}>
        {tones.map((tone, i) => (
          <button
            key={tone}
            ref={i === 0 ? first : undefined}
            type="button"
            className={css.key}
            data-autofocus={i === 0 || undefined}
            onClick={() => void phone.tone(tone)}
          >
            {tone}
          </button>
        ))}
      </div>
      <p className={css.hint}>{say('keypadHint')}</p>
    </fieldset>
  )
}
