import { SegmentedControl } from '@mantine/core'
import { languages } from '../../../shared/lib/language.ts'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Field, Section } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

const names = { ru: 'Русский', pl: 'Polski', en: 'English' } as const

/** Theme, density and language of this computer's console. */
export function Look() {
  const say = useText(texts)
  const theme = usePreference((p) => p.theme)
  const density = usePreference((p) => p.density)
  const language = usePreference((p) => p.language)
  const mini = usePreference((p) => p.mini) ?? 'ringing'
  const set = useSetPreferences()
  return (
    <Section title={say('look')}>
      <div className={css.form}>
        <Field label={say('theme')}>
          <SegmentedControl
            value={theme}
            aria-label={say('theme')}
            onChange={(value) => set({ theme: value as typeof theme })}
            data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <Field label={say('density')}>
          <SegmentedControl
            value={density}
            aria-label={say('density')}
            onChange={(value) => set({ density: value as typeof density })}
            data={(['comfortable', 'compact'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <Field label={say('mini')}>
          <SegmentedControl
            value={mini}
            aria-label={say('mini')}
            onChange={(value) => set({ mini: value as typeof mini })}
            data={(['off', 'ringing', 'calls'] as const).map((value) => ({
              value,
              label: say(`mini-${value}`),
            }))}
          />
        </Field>
        <Field label={say('language')}>
          <SegmentedControl
            value={language}
            aria-label={say('language')}
            onChange={(value) => set({ language: value as typeof language })}
            data={languages.map((value) => ({ value, label: names[value] }))}
          />
        </Field>
      </div>
    </Section>
  )
}
