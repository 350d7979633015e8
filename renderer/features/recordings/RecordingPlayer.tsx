import { Menu } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudDownload,
  IconHeadphones,
  IconLoader2,
  IconMessage2,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconSpeakerphone,
  IconTrash,
  IconVolumeOff,
} from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { decideRecording, policyOf } from '../../../shared/domain/recording-rules.ts'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { errorCode, errors, sentence } from '../../../shared/lib/errors.ts'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { clock, shortDate } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, Tip } from '../../ui/primitives.tsx'
import { Comments, NewComment } from './Comments.tsx'
import { Keeping } from './Keeping.tsx'
import { Lanes } from './Lanes.tsx'
import { holdSpans, pauseSpans, recordingView } from './playback.ts'
import { onPlayerKey } from './player-keys.ts'
import css from './recordings.module.css'
import type { Voice } from './store.ts'
import { Transcript } from './Transcript.tsx'
import { texts } from './texts.ts'
import { trackOf, usePlayer, usePlayerState } from './use-player.ts'

/** The recordings of one call: their players, or in words why there is none. Nothing for calls that have none to show. */
export function RecordingPlayer(props: { item: CallItem }) {
  const { item } = props
  const say = useText(texts)
  const company = useCompany()
  const recorded = company ? decideRecording(policyOf(company.settings), item).record : true
  const offset = useClockOffset()
  const show = useNowAs((now) => recordingView(item, recorded, now + offset).show)
  const { recording } = item
  const transcript = item.transcript.length > 0

  if (show === 'player' && recording)
    return (
      <>
        <Playable item={item} part={recording} first />
        {item.furtherRecordings.map((part) =>
          part.removed ? (
            <Removed key={part.recordingId} removed={part.removed} />
          ) : (
            <Playable key={part.recordingId} item={item} part={part} />
          ),
        )}
      </>
    )
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
      {show === 'removed' && recording?.removed && <Removed removed={recording.removed} />}
      {transcript && <Transcript lines={item.transcript} at={-1} />}
    </>
  )
}

function Removed(props: { removed: NonNullable<RecordingPart['removed']> }) {
  const { at, reason } = props.removed
  const say = useText(texts)
  return (
    <p className={css.sentence}>
      <Icon of={IconTrash} />
      <span className="num">
        {say(reason === 'retention' ? 'removedByRetention' : 'removedOnRequest', {
          date: shortDate(at, Date.now()),
        })}
      </span>
    </p>
  )
}

const matched = { id: 'pbxById', numbers: 'pbxByNumbers', hand: 'pbxByHand' } as const

function Playable(props: { item: CallItem; part: RecordingPart; first?: boolean }) {
  const { item, part, first = false } = props
  const say = useText(texts)
  const language = useLanguage()
  const player = usePlayer()
  const id = part.recordingId
  const status = usePlayerState((s) => s.recordings[id]?.status)
  const position = usePlayerState((s) => s.recordings[id]?.position ?? 0)
  const code = usePlayerState((s) => s.recordings[id]?.code)
  const holds = useMemo(() => holdSpans(item, part), [item, part])
  const pauses = useMemo(() => pauseSpans(item, part), [item, part])
  const comments = useMemo(() => item.comments.filter((c) => c.recordingId === id), [item, id])
  const track = useMemo(() => trackOf(item, part), [item, part])
  const [commenting, setCommenting] = useState<number>()
  const handle = useRef<HTMLDivElement>(null)
  const toggle = () => void player.toggle(track)
  const playing = status === 'playing'
  const failed = status === 'failed' ? errorCode(code ?? 'UNKNOWN') : undefined
  const label = status === 'opening' ? say('opening') : playing ? say('pause') : say('play')
  const play = (seconds: number) => void player.play(track, seconds)
  const stopCommenting = () => {
    setCommenting(undefined)
    handle.current?.querySelector<HTMLElement>('[role="slider"]')?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole player; every control in it has its own role
    <div
      className={css.player}
      data-status={status ?? 'idle'}
      data-keys="player"
      ref={handle}
      onKeyDown={(event) =>
        onPlayerKey(event, {
          position,
          length: part.seconds,
          toggle,
          seek: (seconds) => player.seek(track, seconds),
          stepSpeed: (by) => player.stepSpeed(by),
          comment: () => setCommenting(position),
        })
      }
    >
      {(part.source === 'pbx' || !first) && (
        <p className={css.kind}>
          {say(part.source === 'pbx' ? 'pbx' : 'further')}
          {part.matchedBy && <span className={css.faint}>{say(matched[part.matchedBy])}</span>}
        </p>
      )}
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
            {say(part.channels > 1 ? 'operator' : 'both1')}
          </span>
          {part.channels > 1 && (
            <span className={css.name}>
              <span className={css.dot} style={{ color: 'var(--k-lane-customer)' }} />
              {say('customer')}
            </span>
          )}
        </div>
        <Lanes
          part={part}
          holds={holds}
          pauses={pauses}
          comments={comments}
          position={position}
          onSeek={(seconds) => player.seek(track, seconds)}
        />
      </div>
      <div className={css.controls}>
        <span className={`num ${css.position}`}>
          {clock(position)} / {clock(part.seconds)}
        </span>
        {first && item.announcedAt !== undefined && (
          <span className={css.faint} title={say('announced')}>
            <Icon of={IconSpeakerphone} size={14} />
            <span className="visually-hidden">{say('announced')}</span>
          </span>
        )}
        <Speed />
        <SkipSilence />
        {part.channels > 1 && <Voices />}
        <button type="button" className={css.option} onClick={() => setCommenting(position)}>
          <Icon of={IconMessage2} size={14} />
          {say('comment')}
        </button>
        <Keeping item={item} part={part} />
      </div>
      {commenting !== undefined && (
        <NewComment item={item} part={part} second={commenting} onClose={stopCommenting} />
      )}
      <Comments item={item} part={part} onSeek={play} />
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
      {first && item.transcript.length > 0 && (
        <Transcript lines={item.transcript} at={status === undefined ? -1 : position} onSeek={play} />
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
