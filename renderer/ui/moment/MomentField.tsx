import { Popover, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { momentText, onDay, readMoment } from '../../i18n/moment-text.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { IconButton } from '../primitives.tsx'
import { Calendar } from './Calendar.tsx'
import { texts } from './texts.ts'

const quarter = 15 * 60_000

/**
 * A date and a time in the console's own language, typed in any usual way, stepped with the arrow keys (days in the date,
 * quarters of an hour in the time), or chosen from a month. `onChange` hears of whole moments only, local time.
 */
export function MomentField(props: { label: string; value: number; onChange(at: number): void }) {
  const { label, value, onChange } = props
  const say = useText(texts)
  const language = useLanguage()
  const [typed, setTyped] = useState<string>()
  const [open, setOpen] = useState(false)
  const written = momentText(value, language)
  const text = typed ?? written
  const wrong = typed !== undefined && readMoment(typed, value, Date.now()) === undefined

  const write = (words: string) => {
    setTyped(words)
    const at = readMoment(words, value, Date.now())
    if (at !== undefined) onChange(at)
  }
  const step = (event: KeyboardEvent<HTMLInputElement>) => {
    const by = event.code === 'ArrowUp' ? 1 : event.code === 'ArrowDown' ? -1 : 0
    if (by === 0 || wrong || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const field = event.currentTarget
    const caret = field.selectionStart ?? 0
    const inTime = caret > text.lastIndexOf(' ')
    setTyped(undefined)
    onChange(inTime ? Math.floor(value / quarter + by) * quarter : onDay(value, by))
    // The new words take the caret to their end; it stays where the next step is to be made.
    requestAnimationFrame(() => field.setSelectionRange(caret, caret))
  }

  return (
    <Popover opened={open} onChange={setOpen} position="top-end" shadow="md" trapFocus returnFocus>
      <TextInput
        label={label}
        value={text}
        maxLength={32}
        autoComplete="off"
        spellCheck={false}
        error={wrong && say('unread', { example: written })}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={step}
        onBlur={() => setTyped(undefined)}
        rightSection={
          <Popover.Target>
            <IconButton icon={IconCalendar} label={say('calendar')} onClick={() => setOpen(!open)} />
          </Popover.Target>
        }
      />
      <Popover.Dropdown p={8}>
        <Calendar
          value={value}
          onChoose={(at) => {
            setTyped(undefined)
            onChange(at)
            setOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
