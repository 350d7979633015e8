import { TextInput } from '@mantine/core'
import { useState } from 'react'

/** A field that is saved when it is left, or with Enter, and only when it says something that can be. */
export function Committed(props: {
  label: string
  value: string
  fault?: (text: string) => string | undefined
  onCommit: (text: string) => void
  placeholder?: string
  /** Its name is read aloud and not shown. */
  bare?: boolean
  maxLength?: number
}) {
  const { label, value, fault, onCommit, placeholder, bare = false, maxLength = 120 } = props
  const [text, setText] = useState<string>()
  const wrong = text === undefined ? undefined : fault?.(text)
  const commit = () => {
    if (text === undefined || wrong) return
    if (text.trim() !== value) onCommit(text.trim())
    setText(undefined)
  }
  return (
    <TextInput
      {...(bare ? { 'aria-label': label } : { label })}
      value={text ?? value}
      error={wrong}
      maxLength={maxLength}
      spellCheck={false}
      autoComplete="off"
      {...(placeholder ? { placeholder } : {})}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}
