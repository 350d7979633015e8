import { Popover } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useState } from 'react'
import { useClockOffset } from '../../bridge/mirrors.ts'
import { startOfDay } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Calendar } from '../../ui/moment/Calendar.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { timelineTexts } from './texts.ts'
import css from './timeline.module.css'

/** A month of days to go to; `onDay` gets the beginning of one, 0 for the very first item. */
export function DateJump(props: { onDay: (start: number) => void }) {
  const say = useText(timelineTexts)
  const [open, setOpen] = useState(false)
  const now = Date.now() + useClockOffset()
  useCommand('timeline.date', () => setOpen(true))
  const go = (start: number) => {
    setOpen(false)
    props.onDay(start)
  }
  const yearAgo = () => {
    const date = new Date(now)
    return new Date(date.getFullYear() - 1, date.getMonth(), date.getDate()).getTime()
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <span className={css.dateJump}>
        <Popover.Target>
          <IconButton
            icon={IconCalendarEvent}
            iconSize={16}
            label={say('toDate')}
            command="timeline.date"
            onClick={() => setOpen(!open)}
          />
        </Popover.Target>
      </span>
      <Popover.Dropdown className={css.calendar} aria-label={say('toDate')}>
        <Calendar value={now} onChoose={(at) => go(startOfDay(at))} />
        <div className={css.monthEnd}>
          <Button look="link" size="small" onClick={() => go(0)}>
            {say('toFirst')}
          </Button>
          <Button look="link" size="small" onClick={() => go(yearAgo())}>
            {say('yearAgo')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
