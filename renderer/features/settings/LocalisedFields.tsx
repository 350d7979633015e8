import { type Language, type Localised, languages } from '../../../shared/lib/language.ts'
import { Committed } from './Committed.tsx'
import css from './settings.module.css'

/** A text in each language of the product, side by side; saved field by field. */
export function LocalisedFields(props: {
  label: string
  value: Localised
  onChange: (value: Localised) => void
  /** What a text that must not be left out in every language is told. */
  needed?: string
  maxLength?: number
}) {
  const { label, value, onChange, needed, maxLength = 120 } = props
  const others = (language: Language) => languages.some((l) => l !== language && value[l])
  return (
    <div className={css.three}>
      {languages.map((language) => (
        <Committed
          key={language}
          label={`${label}, ${language.toUpperCase()}`}
          value={value[language] ?? ''}
          maxLength={maxLength}
          fault={(text) => (needed && !text.trim() && !others(language) ? needed : undefined)}
          onCommit={(text) => {
            const { [language]: _, ...rest } = value
            onChange(text ? { ...rest, [language]: text } : rest)
          }}
        />
      ))}
    </div>
  )
}
