import { Select } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { Field } from './parts.tsx'
import { presetTexts } from './preset-texts.ts'

const presets = ['asterisk', 'freeswitch', 'kamailio', 'gateway', 'hosted'] as const
type Preset = (typeof presets)[number]

/** What to type into the fields below for the PBX that stands there. It changes nothing by itself. */
export function LinePreset() {
  const say = useText(presetTexts)
  const [chosen, setChosen] = useState<Preset>()
  return (
    <Field label={say('which')} hint={chosen && say(`${chosen}Hint`)}>
      <Select
        aria-label={say('which')}
        placeholder={say('choose')}
        clearable
        size="xs"
        value={chosen ?? null}
        onChange={(value) => setChosen(presets.find((one) => one === value))}
        data={presets.map((value) => ({ value, label: say(value) }))}
      />
    </Field>
  )
}
