import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { dayHead, monthHead, startOfDay, weekdays } from '../../i18n/format.ts'
import { onDay, weeksOf } from '../../i18n/moment-text.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { IconButton } from '../primitives.tsx'
import css from './moment.module.css'
import { texts } from './texts.ts'

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** A month, from Monday: arrow keys walk, PageUp and PageDown turn it, Enter chooses a day and keeps the time. */
export function Calendar(props: { value: number; onChoose(at: number): void }) {
  const { value, onChoose } = props
  const say = useText(texts)
  const language = useLanguage()
  /** The day that the keyboard stands on, with the time of `value`. */
  const [at, setAt] = useState(value)
  const grid = useRef<HTMLTableElement>(null)
  const walked = useRef(true)
  const now = Date.now()
  const [today, chosen, here] = [startOfDay(now), startOfDay(value), startOfDay(at)]
  const turn = (months: number) => {
    const d = new Date(at)
    const last = new Date(d.getFullYear(), d.getMonth() + months + 1, 0).getDate()
    setAt(
      new Date(
        d.getFullYear(),
        d.getMonth() + months,
        Math.min(d.getDate(), last),
        d.getHours(),
        d.getMinutes(),
      ).getTime(),
    )
  }
  const walk = (event: KeyboardEvent) => {
    const days = steps[event.code]
    const months = event.code === 'PageUp' ? -1 : event.code === 'PageDown' ? 1 : 0
    if (days === undefined && months === 0) return
    event.preventDefault()
    walked.current = true
    if (days !== undefined) setAt(onDay(at, days))
    else turn(months)
  }
  useEffect(() => {
    // Only whoever walks is taken along: the buttons that turn the month keep the focus.
    if (walked.current) grid.current?.querySelector<HTMLElement>(`[data-day="${here}"]`)?.focus()
    walked.current = false
  }, [here])

  return (
    <div className={css.calendar}>
      <div className={css.head}>
        <IconButton icon={IconChevronLeft} label={say('before')} onClick={() => turn(-1)} />
        <span aria-live="polite">{monthHead(at, language)}</span>
        <IconButton icon={IconChevronRight} label={say('after')} onClick={() => turn(1)} />
      </div>
      <table ref={grid} onKeyDown={walk} className={css.grid}>
        <thead>
          <tr>
            {weekdays(language).map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    className={`num ${css.day}`}
                    data-day={day}
                    data-autofocus={day === here || undefined}
                    data-other={new Date(day).getMonth() !== new Date(at).getMonth() || undefined}
                    data-today={day === today || undefined}
                    aria-pressed={day === chosen}
                    aria-label={dayHead(day, now, language)}
                    tabIndex={day === here ? 0 : -1}
                    onClick={() => onChoose(onDay(value, Math.round((day - chosen) / 86_400_000)))}
                  >
                    {new Date(day).getDate()}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
