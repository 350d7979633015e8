import { SegmentedControl, Slider } from '@mantine/core'
import { textSizes } from '../../../shared/ipc/contract.ts'
import { languages } from '../../../shared/lib/language.ts'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { WorkspaceList, workspaceTexts } from '../workspaces/index.ts'
import { Field, Section } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

const names = { ru: 'Русский', pl: 'Polski', en: 'English' } as const

/** Theme, sizes, contrast, motion and language of this computer's console. */
export function Look() {
  const say = useText(texts)
  const sayWorkspace = useText(workspaceTexts)
  const theme = usePreference((p) => p.theme)
  const density = usePreference((p) => p.density)
  const language = usePreference((p) => p.language)
  const mini = usePreference((p) => p.mini) ?? 'ringing'
  const textSize = usePreference((p) => p.textSize) ?? textSizes.usual
  const contrast = usePreference((p) => p.contrast) ?? 'system'
  const motion = usePreference((p) => p.motion) ?? 'system'
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
            data={(['comfortable', 'cosy', 'compact'] as const).map((value) => ({
              value,
              label: say(value),
            }))}
          />
        </Field>
        <Field label={say('textSize')}>
          <Slider
            className={css.textSize ?? ''}
            value={textSize}
            min={textSizes.least}
            max={textSizes.most}
            step={1}
            label={null}
            marks={[textSizes.least, textSizes.usual, 16, textSizes.most].map((value) => ({
              value,
              label: `${value}`,
            }))}
            thumbLabel={say('textSize')}
            onChange={(value) => set({ textSize: value })}
          />
        </Field>
        <Field label={say('contrast')}>
          <SegmentedControl
            value={contrast}
            aria-label={say('contrast')}
            onChange={(value) => set({ contrast: value as typeof contrast })}
            data={(['system', 'more'] as const).map((value) => ({
              value,
              label: say(value === 'more' ? 'contrast-more' : 'system'),
            }))}
          />
        </Field>
        <Field label={say('motion')}>
          <SegmentedControl
            value={motion}
            aria-label={say('motion')}
            onChange={(value) => set({ motion: value as typeof motion })}
            data={(['system', 'none'] as const).map((value) => ({
              value,
              label: say(value === 'none' ? 'motion-none' : 'system'),
            }))}
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
        <Field label={sayWorkspace('title')} hint={sayWorkspace('hint')}>
          <WorkspaceList />
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
