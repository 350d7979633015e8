import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { TranscriptLine } from '../../../shared/domain/event.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { lineAt } from './playback.ts'
import css from './recordings.module.css'
import { texts } from './texts.ts'

/** What was said, folded until it is asked for; a line's time plays from there. `at` marks the line being said. */
export function Transcript(props: {
  lines: readonly TranscriptLine[]
  at: number
  onSeek?: (seconds: number) => void
}) {
  const { lines, at, onSeek } = props
  const say = useText(texts)
  const id = useId()
  const [open, setOpen] = useState(false)
  const current = open && at >= 0 ? lineAt([...lines], at) : -1
  return (
    <div className={css.transcript}>
      <button
        type="button"
        className={css.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon of={open ? IconChevronDown : IconChevronRight} color="faint" />
        <span className={css.foldTitle}>{say('transcript')}</span>
        <span className={css.faint}>{say('lines', { count: lines.length })}</span>
      </button>
      {open && (
        <ol id={id} className={css.lines}>
          {lines.map((line, i) => (
            <li
              key={`${line.start} ${line.side}`}
              className={css.line}
              aria-current={i === current ? 'true' : undefined}
            >
              {onSeek ? (
                <button
                  type="button"
                  className={`num ${css.time}`}
                  aria-label={say('playFrom', { time: clock(line.start) })}
                  onClick={() => onSeek(line.start)}
                >
                  {clock(line.start)}
                </button>
              ) : (
                <span className={`num ${css.timePlain}`}>{clock(line.start)}</span>
              )}
              <span className={css.speaker}>{say(line.side)}</span>
              <span>{line.text}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
