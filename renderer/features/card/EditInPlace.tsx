import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import css from './card.module.css'
import { cardTexts } from './texts.ts'

/** A value that becomes a field where it stands: Enter or leaving keeps, Esc leaves it as it was. */
export function EditInPlace(props: {
  value: string
  label: string
  editing?: boolean
  className?: string
  after?: ReactNode
  /** Card data: while it is typed, calls are not recorded. */
  payment?: boolean
  onSave: (value: string) => void
}) {
  const say = useText(cardTexts)
  const [editing, setEditing] = useState(props.editing ?? false)
  const [text, setText] = useState(props.value)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (editing) input.current?.select()
  }, [editing])

  if (!editing)
    return (
      <button
        type="button"
        className={css.value}
        title={props.value}
        aria-label={`${props.label}: ${props.value || say('empty')}`}
        onClick={() => {
          setText(props.value)
          setEditing(true)
        }}
      >
        <span className={`ellipsis ${props.className ?? ''}`}>{props.value || say('empty')}</span>
        {props.after}
      </button>
    )
  const save = () => {
    setEditing(false)
    if (text.trim() !== props.value || props.editing) props.onSave(text.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) save()
    if (event.key === 'Escape') {
      event.stopPropagation()
      setEditing(false)
    }
  }
  return (
    <input
      ref={input}
      className={css.input}
      value={text}
      maxLength={2000}
      data-payment={props.payment || undefined}
      autoComplete="off"
      aria-label={props.label}
      onChange={(e) => setText(e.target.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  )
}
