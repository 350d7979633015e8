import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SoundSettings } from '../../../shared/ipc/contract.ts'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { soundTexts } from './sound-texts.ts'

/** What a customer hears while they wait on hold. */
export function HoldSound() {
  const say = useText(soundTexts)
  const sound = usePreference((p) => p.sound)
  const setPreferences = useSetPreferences()
  const [path, setPath] = useState<string>()
  const save = (change: Partial<SoundSettings>) => setPreferences({ sound: { ...sound, ...change } })
  return (
    <>
      <Select
        label={say('hold')}
        value={sound.hold}
        data={[
          { value: 'music', label: say('holdMusic') },
          { value: 'silence', label: say('holdSilence') },
          { value: 'file', label: say('holdOwn') },
        ]}
        allowDeselect={false}
        onChange={(hold) => hold && save({ hold })}
      />
      {sound.hold === 'file' && (
        <TextInput
          label={say('holdFile')}
          description={say('holdFileHint')}
          value={path ?? sound.holdFile}
          maxLength={1000}
          onChange={(event) => setPath(event.currentTarget.value)}
          onBlur={() => {
            if (path !== undefined && path.trim() !== sound.holdFile) save({ holdFile: path.trim() })
            setPath(undefined)
          }}
        />
      )}
    </>
  )
}
