import { IconCreditCard, IconMessage2, IconPlayerPause } from '@tabler/icons-react'
import { type PointerEvent, useMemo } from 'react'
import type { RecordingComment, RecordingPart } from '../../../shared/domain/timeline.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { laneBars, laneHeight, lanePaths, type Side, type Span, secondAt } from './playback.ts'
import css from './recordings.module.css'
import { texts } from './texts.ts'

/**
 * The two voices, one above the other, with what was played solid; also the handle that moves through them. Keys are
 * the player's (`player-keys.ts`).
 */
export function Lanes(props: {
  part: RecordingPart
  holds: readonly Span[]
  pauses: readonly Span[]
  comments: readonly RecordingComment[]
  position: number
  onSeek: (seconds: number) => void
}) {
  const { part, holds, pauses, comments, position, onSeek } = props
  const say = useText(texts)
  const length = part.seconds
  const share = length > 0 ? Math.min(1, position / length) : 0

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onSeek(secondAt(event.clientX - box.left, box.width, length))
  }
  return (
    <div
      className={css.lanes}
      role="slider"
      tabIndex={0}
      aria-label={say('position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(position)}
      aria-valuetext={say('positionOf', { at: clock(position), length: clock(length) })}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture?.(event.pointerId)
        seekTo(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture?.(event.pointerId)) seekTo(event)
      }}
    >
      <Lane side="operator" values={part.peaks?.operator} share={share} />
      {part.channels > 1 && <Lane side="customer" values={part.peaks?.customer} share={share} />}
      {holds.map((hold) => (
        <Block key={`h${hold.from}`} span={hold} length={length} kind="hold" />
      ))}
      {pauses.map((pause) => (
        <Block key={`p${pause.from}`} span={pause} length={length} kind="pause" />
      ))}
      {comments.map((comment) => (
        <span
          key={comment.commentId}
          className={css.flag}
          title={`${clock(comment.second)} ${comment.text}`}
          style={{ left: `${Math.min(100, (comment.second / length) * 100)}%` }}
        >
          <Icon of={IconMessage2} size={14} />
        </span>
      ))}
      <span className={css.head} style={{ left: `${share * 100}%` }} />
    </div>
  )
}

/** A stretch in which there is nothing to hear, with how long it was where there is room to say so. */
function Block(props: { span: Span; length: number; kind: 'hold' | 'pause' }) {
  const { span, length, kind } = props
  const say = useText(texts)
  const seconds = span.to - span.from
  const time = clock(seconds)
  return (
    <span
      className={kind === 'hold' ? css.hold : css.pause}
      title={say(kind === 'hold' ? 'hold' : 'paused', { time })}
      style={{ left: `${(span.from / length) * 100}%`, width: `${(seconds / length) * 100}%` }}
    >
      <Icon of={kind === 'hold' ? IconPlayerPause : IconCreditCard} size={12} />
      {kind === 'pause' && <span className={`num ${css.pauseTime}`}>{time}</span>}
    </span>
  )
}

function Lane(props: { side: Side; values: readonly number[] | undefined; share: number }) {
  const { side, values, share } = props
  const { said, silent } = useMemo(() => lanePaths(values), [values])
  return (
    <svg
      className={css.lane}
      viewBox={`0 0 ${laneBars * 4} ${laneHeight}`}
      preserveAspectRatio="none"
      aria-hidden
      style={{ color: `var(--k-lane-${side})` }}
    >
      <path d={silent} fill="var(--k-lane-rest)" />
      <path d={said} fill="currentColor" opacity={0.45} />
      <path
        d={said + silent}
        fill="currentColor"
        style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)`, transformBox: 'view-box' }}
      />
    </svg>
  )
}
