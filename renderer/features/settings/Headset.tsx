import { Select } from '@mantine/core'
import { IconAlertTriangle, IconHeadset, IconHeadsetOff, IconPhone } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import {
  type HeadsetButton,
  type Headset as HeadsetState,
  type Headsets,
  NO_HEADSET,
} from '../../../shared/headset/headset.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { bridgeStore, useBridge } from '../../bridge/bridge.tsx'
import { usePreference } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { headsetTexts } from './headset-texts.ts'
import { told } from './parts.tsx'
import css from './settings.module.css'

const [useHeadsets] = bridgeStore<{ headsets: Headsets | undefined }>((bridge) => {
  const store = createStore<{ headsets: Headsets | undefined }>(() => ({ headsets: undefined }))
  bridge.headset.onChanged((headsets) => store.setState({ headsets }))
  void bridge.headset.list({}).then((answer) => answer.ok && store.setState({ headsets: answer.value }))
  return store
})

/** Which headset's buttons act, how it stands, and a test: press a button and see what the program understands. */
export function Headset() {
  const say = useText(headsetTexts)
  const bridge = useBridge()
  const headsets = useHeadsets((s) => s.headsets)
  const chosen = usePreference((p) => p.headset) ?? ''
  if (!headsets) return null
  const { possible, list } = headsets
  const own = list.find((one) => one.ofMicrophone) ?? list[0]
  const meant = chosen === '' ? own : list.find((one) => one.key === chosen)
  const choose = (key: string | undefined) => void bridge.headset.choose(key ? { key } : {}).then(told)
  return (
    <>
      <h3 className={css.group}>{say('title')}</h3>
      <div className={css.form}>
        <Select
          label={say('which')}
          value={chosen}
          allowDeselect={false}
          onChange={(key) => choose(key ?? undefined)}
          data={[
            { value: '', label: own ? say('auto', { name: own.name }) : say('autoNone') },
            ...list.map((one) => ({ value: one.key, label: one.name })),
            ...(chosen !== '' && chosen !== NO_HEADSET && !list.some((one) => one.key === chosen)
              ? [{ value: chosen, label: say('gone') }]
              : []),
            { value: NO_HEADSET, label: say('off') },
          ]}
        />
        <State
          headset={meant}
          possible={possible}
          off={chosen === NO_HEADSET}
          onRetry={() => choose(chosen)}
        />
        {meant && meant.state !== 'taken' && chosen !== NO_HEADSET && <Test headset={meant} />}
      </div>
    </>
  )
}

function State(props: {
  headset: HeadsetState | undefined
  possible: boolean
  off: boolean
  onRetry: () => void
}) {
  const { headset, possible, off, onRetry } = props
  const say = useText(headsetTexts)
  const language = useLanguage()
  if (headset?.state === 'taken' && !off)
    return (
      <div className={css.sentence} role="alert" data-tone="red">
        <Icon of={IconAlertTriangle} color="red" />
        <span>{sentence('HEADSET_TAKEN', language)}</span>
        <Button onClick={onRetry}>{say('retry')}</Button>
      </div>
    )
  const words = !possible
    ? 'impossible'
    : off
      ? 'unused'
      : !headset
        ? 'none'
        : headset.state === 'busy'
          ? 'busy'
          : 'ready'
  const icon = words === 'ready' ? IconHeadset : words === 'busy' ? IconPhone : IconHeadsetOff
  return (
    <div className={css.sentence} role="status">
      <Icon of={icon} color={words === 'ready' ? 'green' : words === 'busy' ? 'amber' : 'dim'} />
      {say(words, { name: headset?.name ?? '' })}
    </div>
  )
}

const shown: HeadsetButton[] = ['hook', 'mute', 'hold', 'flash', 'drop', 'redial']
/** So long a press stays lit: many buttons are down for a few milliseconds only. */
const LIT_MS = 900

/** Each button that the headset has, lit while it is pressed; those that it has not are said to be missing. */
function Test(props: { headset: HeadsetState }) {
  const { headset } = props
  const say = useText(headsetTexts)
  const lit = useLit(headset.key)
  const has = (button: HeadsetButton) => headset.buttons.includes(button)
  const missing = (['hook', 'mute'] as const).filter((button) => !has(button))
  return (
    <div className={css.headsetTest}>
      <div className={css.hint}>{say('test')}</div>
      <div className={css.headsetButtons}>
        {shown.filter(has).map((button) => (
          <span key={button} className={css.headsetButton} data-lit={lit === button}>
            {say(button)}
          </span>
        ))}
      </div>
      <div className={css.hint} role="status">
        {lit === 'other' ? say('other') : lit ? say('pressed', { name: say(lit) }) : ' '}
      </div>
      {missing.map((button) => (
        <div key={button} className={css.hint}>
          {say(button === 'hook' ? 'noHook' : 'noMute')}
        </div>
      ))}
      {headset.lights.length === 0 && <div className={css.hint}>{say('noLights')}</div>}
    </div>
  )
}

function useLit(key: string): HeadsetButton | undefined {
  const bridge = useBridge()
  const [lit, setLit] = useState<HeadsetButton>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = bridge.headset.onPress((press) => {
      if (press.key !== key || press.button === 'busy') return
      // A hook is a state on many headsets: going back is a press of the button, too.
      if (!press.down && press.button !== 'hook') return
      setLit(press.button)
      clearTimeout(timer)
      timer = setTimeout(() => setLit(undefined), LIT_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [bridge, key])
  return lit
}
