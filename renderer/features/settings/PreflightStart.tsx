import { TextInput } from '@mantine/core'
import { IconClipboardCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { openPreflight } from '../preflight/index.ts'
import { Field } from './parts.tsx'
import { soundTexts } from './sound-texts.ts'

/** The check before a shift, and the extension that it may call. */
export function PreflightStart() {
  const say = useText(soundTexts)
  const bridge = useBridge()
  const sound = usePreference((p) => p.sound)
  const setPreferences = useSetPreferences()
  const [number, setNumber] = useState<string>()
  return (
    <>
      <Field label={say('preflight')}>
        <div>
          <Button icon={IconClipboardCheck} onClick={() => void openPreflight(bridge)}>
            {say('runPreflight')}
          </Button>
        </div>
      </Field>
      <TextInput
        label={say('echoNumber')}
        description={say('echoNumberHint')}
        value={number ?? sound.echoNumber}
        maxLength={100}
        onChange={(event) => setNumber(event.currentTarget.value)}
        onBlur={() => {
          if (number !== undefined && number.trim() !== sound.echoNumber)
            setPreferences({ sound: { ...sound, echoNumber: number.trim() } })
          setNumber(undefined)
        }}
      />
    </>
  )
}
