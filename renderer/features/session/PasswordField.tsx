import { PasswordInput } from '@mantine/core'
import { IconLetterCase } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './session.module.css'
import { texts } from './texts.ts'

/** A password with an eye, and a word when Caps Lock or a Cyrillic layout would type something else than meant. */
export function PasswordField(props: {
  label: string
  value: string
  onChange: (value: string) => void
  error?: ReactNode
  autoComplete: 'current-password' | 'new-password'
  autoFocus?: boolean
}) {
  const { label, value, onChange, error, autoComplete, autoFocus = false } = props
  const say = useText(texts)
  const [caps, setCaps] = useState(false)
  const [cyrillic, setCyrillic] = useState(false)
  const watch = (event: KeyboardEvent) => {
    setCaps(event.getModifierState('CapsLock'))
    if (event.key.length === 1 && /\p{L}/u.test(event.key))
      setCyrillic(/\p{Script=Cyrillic}/u.test(event.key))
  }
  const hints = [caps && say('capsLock'), cyrillic && say('cyrillic')].filter(Boolean)
  return (
    <div>
      <PasswordInput
        label={label}
        value={value}
        size="xs"
        autoComplete={autoComplete}
        data-autofocus={autoFocus || undefined}
        visibilityToggleButtonProps={{ 'aria-label': say('showPassword') }}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={watch}
        onKeyUp={watch}
        onBlur={() => setCaps(false)}
        error={error}
      />
      <div className={css.caps} role="status">
        {hints.length > 0 && (
          <>
            <Icon of={IconLetterCase} size={14} />
            {hints.join(', ')}
          </>
        )}
      </div>
    </div>
  )
}
