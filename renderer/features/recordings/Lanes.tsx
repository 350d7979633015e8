import { IconPlayerPause } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, useMemo } from 'react'
import type { RecordingPart } from '../../../shared/domain/timeline.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { arrowSeconds, laneBars, laneHeight, lanePaths, type Side, type Span, secondAt } from './playback.ts'
import css from './recordings.module.css'
import { texts } from './texts.ts'

/** The two voices, one above the other, with what was played solid; also the handle that moves through them. */
export function Lanes(props: {
  part: RecordingPart
  holds: readonly Span[]
  position: number
  onSeek: (seconds: number) => void
  onToggle: () => void
}) {
  const { part, holds, position, onSeek, onToggle } = props
  const say = useText(texts)
  const length = part.seconds
  const share = length > 0 ? Math.min(1, position / length) : 0

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onSeek(secondAt(event.clientX - box.left, box.width, length))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: position - arrowSeconds,
      ArrowRight: position + arrowSeconds,
      Home: 0,
      End: length,
    }[event.code]
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.code === 'Space') onToggle()
    else if (to !== undefined) onSeek(to)
    else return
    event.preventDefault()
    event.stopPropagation()
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
      onKeyDown={onKeyDown}
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
      <Lane side="customer" values={part.peaks?.customer} share={share} />
      {holds.map((hold) => (
        <span
          key={hold.from}
          className={css.hold}
          title={say('hold', { time: clock(hold.to - hold.from) })}
          style={{
            left: `${(hold.from / length) * 100}%`,
            width: `${((hold.to - hold.from) / length) * 100}%`,
          }}
        >
          <Icon of={IconPlayerPause} size={12} />
        </span>
      ))}
      <span className={css.head} style={{ left: `${share * 100}%` }} />
    </div>
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
