import { Slider } from '@mantine/core'
import { IconBell, IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import { useState } from 'react'
import { createStore } from 'zustand/vanilla'
import type { AudioDevices } from '../../../shared/ipc/contract.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { bridgeStore, useBridge } from '../../bridge/bridge.tsx'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { DeviceOrder } from './DeviceOrder.tsx'
import { EarDay } from './EarDay.tsx'
import { Headset } from './Headset.tsx'
import { HoldSound } from './HoldSound.tsx'
import { MicrophoneLevel } from './MicrophoneLevel.tsx'
import { PreflightStart } from './PreflightStart.tsx'
import { Processing } from './Processing.tsx'
import { Field, Section, told } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

const [useDevices] = bridgeStore<{ devices: AudioDevices | undefined }>((bridge) => {
  const store = createStore<{ devices: AudioDevices | undefined }>(() => ({ devices: undefined }))
  bridge.devices.onChanged((devices) => store.setState({ devices }))
  void bridge.devices.list({}).then((answer) => answer.ok && store.setState({ devices: answer.value }))
  return store
})

/** Microphone, speaker and ringer, each to be chosen apart; the ring can be heard at once. */
export function Sound() {
  const say = useText(texts)
  const bridge = useBridge()
  const devices = useDevices((s) => s.devices)
  const volume = usePreference((p) => p.ringVolume)
  const [moving, setMoving] = useState<number>()
  const setPreferences = useSetPreferences()
  const percent = moving ?? Math.round(volume * 100)
  return (
    <Section title={say('sound')}>
      <div className={css.form}>
        <DeviceOrder of="microphone" there={devices?.inputs ?? []} using={devices?.using.microphone} />
        {devices && <MicrophoneState state={devices.microphone} />}
        <MicrophoneLevel />
        <DeviceOrder of="speaker" there={devices?.outputs ?? []} using={devices?.using.speaker} />
        <DeviceOrder of="ringer" there={devices?.outputs ?? []} using={devices?.using.ringer} />
        <Field label={say('ringVolume')}>
          <div className={css.row}>
            <Slider
              className={css.slider}
              value={percent}
              onChange={setMoving}
              onChangeEnd={(value) => {
                setPreferences({ ringVolume: value / 100 })
                setMoving(undefined)
              }}
              label={(value) => `${value} %`}
              thumbLabel={say('ringVolume')}
              size={4}
            />
            <span className={`num ${css.dim}`}>{percent} %</span>
            <Button icon={IconBell} onClick={() => void bridge.devices.testRinger({}).then(told)}>
              {say('testRing')}
            </Button>
          </div>
        </Field>
        <Processing />
        <HoldSound />
        <PreflightStart />
        <EarDay />
      </div>
      <Headset />
    </Section>
  )
}

const faults = { denied: 'MIC_DENIED', missing: 'MIC_MISSING', busy: 'MIC_BUSY' } as const

function MicrophoneState(props: { state: AudioDevices['microphone'] }) {
  const { state } = props
  const say = useText(texts)
  const language = useLanguage()
  if (state === 'ready' || state === 'unknown')
    return (
      <div className={css.sentence} role="status">
        <Icon of={IconMicrophone} color={state === 'ready' ? 'green' : 'dim'} />
        {say(state === 'ready' ? 'micReady' : 'micUnknown')}
      </div>
    )
  return (
    <div className={css.sentence} role="alert" data-tone="red">
      <Icon of={IconMicrophoneOff} color="red" />
      {sentence(faults[state], language)}
    </div>
  )
}
