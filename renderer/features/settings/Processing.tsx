import { Slider, Switch } from '@mantine/core'
import { useState } from 'react'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { figure } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Field } from './parts.tsx'
import css from './sound.module.css'
import { soundTexts } from './sound-texts.ts'

/** Echo, noise and volume of the operator's voice; each takes effect in a running call. */
export function Processing() {
  const say = useText(soundTexts)
  const language = useLanguage()
  const sound = usePreference((p) => p.sound)
  const setPreferences = useSetPreferences()
  const [moving, setMoving] = useState<number>()
  const gain = moving ?? sound.gainDb
  return (
    <>
      <Field label={say('processing')} hint={say('live')}>
        <div className={css.switches}>
          {(['echoCancellation', 'noiseSuppression', 'autoGain'] as const).map((name) => (
            <Switch
              key={name}
              label={say(name)}
              checked={sound[name]}
              onChange={(event) =>
                setPreferences({ sound: { ...sound, [name]: event.currentTarget.checked } })
              }
            />
          ))}
        </div>
      </Field>
      <Field label={say('gain')}>
        <div className={css.row}>
          <Slider
            className={css.grow ?? ''}
            min={-20}
            max={20}
            value={gain}
            onChange={setMoving}
            onChangeEnd={(value) => {
              setPreferences({ sound: { ...sound, gainDb: value } })
              setMoving(undefined)
            }}
            label={null}
            thumbLabel={say('gain')}
            size={4}
          />
          <span
            className={`num ${css.figure}`}
          >{`${gain > 0 ? '+' : ''}${figure(gain, language)} ${say('db')}`}</span>
        </div>
      </Field>
    </>
  )
}
