import { TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { periodsText, readPeriods } from '../../../shared/domain/routing-csv.ts'
import { routingOf } from '../../../shared/domain/routing-settings.ts'
import { isTimeZone, type Schedule } from '../../../shared/domain/working-hours.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { useChangeRouting } from './Queues.tsx'
import { queueTexts } from './queue-texts.ts'
import css from './settings.module.css'

const nine = [{ from: 540, to: 1080 }]

/** Working hours by day of the week, each in its own time zone. */
export function Schedules() {
  const say = useText(queueTexts)
  const routing = routingOf(useCompany())
  const change = useChangeRouting()
  const save = (next: Schedule) =>
    void change({ schedules: routing.schedules.map((s) => (s.scheduleId === next.scheduleId ? next : s)) })
  const add = () => {
    const schedule: Schedule = {
      scheduleId: newId<string>(),
      name: `${say('hours')} ${routing.schedules.length + 1}`,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      week: [nine, nine, nine, nine, nine, [], []],
      holidays: [],
    }
    void change({ schedules: [...routing.schedules, schedule] })
  }
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('schedules')}</h3>
      {routing.schedules.map((schedule) => (
        <OneSchedule key={schedule.scheduleId} schedule={schedule} onSave={save} />
      ))}
      <div className={css.row}>
        <Button icon={IconPlus} onClick={add}>
          {say('addSchedule')}
        </Button>
      </div>
    </div>
  )
}

function OneSchedule(props: { schedule: Schedule; onSave: (schedule: Schedule) => void }) {
  const { schedule, onSave } = props
  const say = useText(queueTexts)
  const language = useLanguage()
  const dayName = (day: number) =>
    // 2024-01-01 was a Monday.
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + day),
    )
  return (
    <div className={css.field}>
      <div className={css.two}>
        <Committed
          label={say('scheduleName')}
          value={schedule.name}
          fault={(text) => (text.trim() ? undefined : say('scheduleName'))}
          onCommit={(name) => onSave({ ...schedule, name: name.trim().slice(0, 120) })}
        />
        <Committed
          label={say('timeZone')}
          value={schedule.timeZone}
          fault={(text) => (isTimeZone(text.trim()) ? undefined : say('badZone'))}
          onCommit={(zone) => onSave({ ...schedule, timeZone: zone.trim() })}
        />
        {schedule.week.map((periods, day) => (
          <Committed
            // biome-ignore lint/suspicious/noArrayIndexKey: seven days, always the same
            key={day}
            label={dayName(day)}
            value={periodsText(periods)}
            fault={(text) => (readPeriods(text) ? undefined : say('badHours'))}
            onCommit={(text) =>
              onSave({
                ...schedule,
                week: schedule.week.map((p, i) => (i === day ? (readPeriods(text) ?? p) : p)),
              })
            }
          />
        ))}
      </div>
    </div>
  )
}

/** A field that is saved when it is left, or with Enter, and only when it says something that can be. */
function Committed(props: {
  label: string
  value: string
  fault: (text: string) => string | undefined
  onCommit: (text: string) => void
}) {
  const { label, value, fault, onCommit } = props
  const [text, setText] = useState<string>()
  const wrong = text === undefined ? undefined : fault(text)
  const commit = () => {
    if (text === undefined || wrong) return
    if (text !== value) onCommit(text)
    setText(undefined)
  }
  return (
    <TextInput
      label={label}
      value={text ?? value}
      error={wrong}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}
