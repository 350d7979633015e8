import { IconEar } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { LevelMeter } from '../../ui/LevelMeter.tsx'
import { Button } from '../../ui/primitives.tsx'
import { Field, told } from './parts.tsx'
import css from './sound.module.css'
import { soundTexts } from './sound-texts.ts'

/** It ends by itself ten seconds after it was last asked for. */
const RENEW_MS = 5000

/** What the microphone hears now, and how the operator sounds to others. */
export function MicrophoneLevel() {
  const say = useText(soundTexts)
  const bridge = useBridge()
  const [level, setLevel] = useState(0)
  const [phase, setPhase] = useState<'speak' | 'listen' | 'done'>('done')
  useEffect(() => {
    const renew = () => void bridge.devices.meter({ on: true })
    renew()
    const timer = setInterval(renew, RENEW_MS)
    const stops = [
      bridge.devices.onLevel(({ microphone }) => setLevel(microphone)),
      bridge.devices.onVoiceTest((told) => setPhase(told.phase)),
    ]
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
      void bridge.devices.meter({ on: false })
    }
  }, [bridge])
  return (
    <Field label={say('level')} hint={say('levelHint')}>
      <div className={css.row}>
        <LevelMeter level={level} />
        <Button
          icon={IconEar}
          disabled={phase !== 'done'}
          onClick={() => void bridge.devices.testVoice({}).then(told)}
        >
          {say(phase === 'done' ? 'testVoice' : phase === 'speak' ? 'testVoiceSpeak' : 'testVoiceListen')}
        </Button>
      </div>
    </Field>
  )
}
