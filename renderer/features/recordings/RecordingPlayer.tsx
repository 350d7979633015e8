import { Menu } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudDownload,
  IconHeadphones,
  IconLoader2,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconVolumeOff,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { errorCode, errors, sentence } from '../../../shared/lib/errors.ts'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, Tip } from '../../ui/primitives.tsx'
import { Lanes } from './Lanes.tsx'
import { holdSpans, recordingView } from './playback.ts'
import css from './recordings.module.css'
import type { Voice } from './store.ts'
import { Transcript } from './Transcript.tsx'
import { texts } from './texts.ts'
import { trackOf, usePlayer, usePlayerState } from './use-player.ts'

/** The recording of one call: its player, or in words why there is none. Nothing for calls that have none to show. */
export function RecordingPlayer(props: { item: CallItem }) {
  const { item } = props
  const say = useText(texts)
  const recorded = useCompany()?.settings.recording ?? true
  const offset = useClockOffset()
  const show = useNowAs((now) => recordingView(item, recorded, now + offset).show)
  const { recording } = item
  const transcript = item.transcript.length > 0

  if (show === 'player' && recording) return <Playable item={item} part={recording} />
  return (
    <>
      {show === 'coming' && (
        <p className={css.sentence}>
          <Icon of={IconCloudDownload} />
          {say('coming')}
        </p>
      )}
      {show === 'lost' && (
        <p className={css.sentence}>
          <Icon of={IconVolumeOff} />
          {say('lost')}
        </p>
      )}
      {transcript && <Transcript lines={item.transcript} at={-1} />}
    </>
  )
}

function Playable(props: { item: CallItem; part: RecordingPart }) {
  const { item, part } = props
  const say = useText(texts)
  const language = useLanguage()
  const player = usePlayer()
  const id = part.recordingId
  const status = usePlayerState((s) => s.recordings[id]?.status)
  const position = usePlayerState((s) => s.recordings[id]?.position ?? 0)
  const code = usePlayerState((s) => s.recordings[id]?.code)
  const holds = useMemo(() => holdSpans(item, part.seconds), [item, part.seconds])
  const track = useMemo(() => trackOf(item, part), [item, part])
  const toggle = () => void player.toggle(track)
  const playing = status === 'playing'
  const failed = status === 'failed' ? errorCode(code ?? 'UNKNOWN') : undefined
  const label = status === 'opening' ? say('opening') : playing ? say('pause') : say('play')

  return (
    <div className={css.player} data-status={status ?? 'idle'}>
      <div className={css.top}>
        <Tip label={label}>
          <button type="button" className={css.play} aria-label={label} onClick={toggle}>
            <Icon
              of={status === 'opening' ? IconLoader2 : playing ? IconPlayerPauseFilled : IconPlayerPlayFilled}
            />
          </button>
        </Tip>
        <div className={css.names} aria-hidden>
          <span className={css.name}>
            <span className={css.dot} style={{ color: 'var(--k-lane-operator)' }} />
            {say('operator')}
          </span>
          <span className={css.name}>
            <span className={css.dot} style={{ color: 'var(--k-lane-customer)' }} />
            {say('customer')}
          </span>
        </div>
        <Lanes
          part={part}
          holds={holds}
          position={position}
          onSeek={(seconds) => player.seek(track, seconds)}
          onToggle={toggle}
        />
      </div>
      <div className={css.controls}>
        <span className={`num ${css.position}`}>
          {clock(position)} / {clock(part.seconds)}
        </span>
        <Speed />
        <SkipSilence />
        <Voices />
      </div>
      {part.cutShort && (
        <p className={css.sentence}>
          <Icon of={IconAlertTriangle} color="amber" />
          {say('cutShort')}
        </p>
      )}
      {failed && (
        <p className={css.sentence} role="alert">
          <Icon of={IconAlertTriangle} color="red" />
          <span className={css.red}>{sentence(failed, language)}</span>
          {(errors[failed].retry || failed === 'RECORDING_BROKEN') && (
            <Button look="link" onClick={() => void player.play(track)}>
              {say('retry')}
            </Button>
          )}
        </p>
      )}
      {item.transcript.length > 0 && (
        <Transcript
          lines={item.transcript}
          at={status === undefined ? -1 : position}
          onSeek={(seconds) => void player.play(track, seconds)}
        />
      )}
    </div>
  )
}

const decimals = { ru: ',', pl: ',', en: '.' } as const

function Speed() {
  const say = useText(texts)
  const language = useLanguage()
  const player = usePlayer()
  const speed = usePlayerState((s) => s.speed)
  const word = `${String(speed).replace('.', decimals[language])}×`
  return (
    <button
      type="button"
      className={css.speed}
      aria-label={say('speed', { speed: word })}
      onClick={() => player.nextSpeed()}
    >
      {word}
    </button>
  )
}

function SkipSilence() {
  const say = useText(texts)
  const player = usePlayer()
  const on = usePlayerState((s) => s.skipSilence)
  return (
    <button type="button" className={css.option} aria-pressed={on} onClick={() => player.setSkipSilence(!on)}>
      <Icon of={IconPlayerSkipForward} size={14} />
      {say('skipSilence')}
    </button>
  )
}

const voices: { voice: Voice; word: 'both' | 'onlyOperator' | 'onlyCustomer' }[] = [
  { voice: 'both', word: 'both' },
  { voice: 'operator', word: 'onlyOperator' },
  { voice: 'customer', word: 'onlyCustomer' },
]

function Voices() {
  const say = useText(texts)
  const player = usePlayer()
  const chosen = usePlayerState((s) => s.voice)
  const word = voices.find((v) => v.voice === chosen)?.word ?? 'both'
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={css.option}
          aria-label={`${say('voices')}: ${say(word)}`}
          data-on={chosen !== 'both'}
        >
          <Icon of={IconHeadphones} size={14} />
          {say(word)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {voices.map((v) => (
          <Menu.Item
            key={v.voice}
            onClick={() => player.setVoice(v.voice)}
            rightSection={v.voice === chosen ? <Icon of={IconCheck} size={14} color="accent" /> : undefined}
          >
            {say(v.word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
