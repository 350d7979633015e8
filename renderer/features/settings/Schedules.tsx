import { IconPlus, IconTrash } from '@tabler/icons-react'
import { periodsText, readPeriods } from '../../../shared/domain/routing-csv.ts'
import { routingOf } from '../../../shared/domain/routing-settings.ts'
import { Holiday, isTimeZone, type Schedule } from '../../../shared/domain/working-hours.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { Committed } from './Committed.tsx'
import { queueTexts } from './queue-texts.ts'
import css from './settings.module.css'
import { useChangeRouting } from './use-change-routing.ts'

const nine = [{ from: 540, to: 1080 }]

/** Working hours by day of the week and by holiday, each in its own time zone. */
export function Schedules() {
  const say = useText(queueTexts)
  const routing = routingOf(useCompany())
  const change = useChangeRouting()
  const put = (schedules: Schedule[]) => void change({ routing: { schedules } })
  const add = () => {
    const schedule: Schedule = {
      scheduleId: newId<string>(),
      name: `${say('hours')} ${routing.schedules.length + 1}`,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      week: [nine, nine, nine, nine, nine, [], []],
      holidays: [],
    }
    put([...routing.schedules, schedule])
  }
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('schedules')}</h3>
      {routing.schedules.map((schedule) => (
        <OneSchedule
          key={schedule.scheduleId}
          schedule={schedule}
          used={routing.queues.some((q) => q.scheduleId === schedule.scheduleId)}
          onSave={(next) => put(routing.schedules.map((s) => (s.scheduleId === next.scheduleId ? next : s)))}
          onRemove={() => put(routing.schedules.filter((s) => s !== schedule))}
        />
      ))}
      <div className={css.row}>
        <Button icon={IconPlus} onClick={add}>
          {say('addSchedule')}
        </Button>
      </div>
    </div>
  )
}

function OneSchedule(props: {
  schedule: Schedule
  /** A queue works by it: it cannot be removed. */
  used: boolean
  onSave: (schedule: Schedule) => void
  onRemove: () => void
}) {
  const { schedule, used, onSave, onRemove } = props
  const say = useText(queueTexts)
  const language = useLanguage()
  const dayName = (day: number) =>
    // 2024-01-01 was a Monday.
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + day),
    )
  return (
    <div className={css.schedule}>
      <div className={css.two}>
        <Committed
          label={say('scheduleName')}
          value={schedule.name}
          fault={(text) => (text.trim() ? undefined : say('scheduleName'))}
          onCommit={(name) => onSave({ ...schedule, name })}
        />
        <Committed
          label={say('timeZone')}
          value={schedule.timeZone}
          fault={(text) => (isTimeZone(text.trim()) ? undefined : say('badZone'))}
          onCommit={(timeZone) => onSave({ ...schedule, timeZone })}
        />
        {schedule.week.map((periods, day) => (
          <Committed
            // biome-ignore lint/suspicious/noArrayIndexKey: seven days, always the same
            key={day}
            label={dayName(day)}
            value={periodsText(periods)}
            placeholder={say('closed')}
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
      <Holidays holidays={schedule.holidays} onChange={(holidays) => onSave({ ...schedule, holidays })} />
      {!used && (
        <div className={css.row}>
          <Button icon={IconTrash} onClick={onRemove}>
            {say('removeSchedule')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Holidays(props: { holidays: readonly Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const { holidays, onChange } = props
  const say = useText(queueTexts)
  const put = (i: number, more: Partial<Holiday>) =>
    onChange(holidays.map((h, j) => (j === i ? { ...h, ...more } : h)))
  const badDate = (date: string) =>
    Holiday.shape.date.safeParse(date.trim()).success ? undefined : say('badDate')
  return (
    <div className={css.field}>
      <div className={css.label}>{say('holidaysTitle')}</div>
      {holidays.map((holiday, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a holiday has no id, and a key of its words would make its fields anew, without the focus, at each change
        <div key={i} className={css.holiday}>
          <Committed
            bare
            label={say('holidayDate', { n: i + 1 })}
            value={holiday.date}
            fault={badDate}
            onCommit={(date) => put(i, { date })}
          />
          <Committed
            bare
            label={say('holidayName', { n: i + 1 })}
            value={holiday.name}
            onCommit={(name) => put(i, { name })}
          />
          <Committed
            bare
            label={say('holidayHours', { n: i + 1 })}
            value={periodsText(holiday.periods)}
            placeholder={say('closed')}
            fault={(text) => (readPeriods(text) ? undefined : say('badHours'))}
            onCommit={(text) => put(i, { periods: readPeriods(text) ?? holiday.periods })}
          />
          <IconButton
            icon={IconTrash}
            iconSize={16}
            label={say('removeHoliday', { name: holiday.name || holiday.date })}
            onClick={() => onChange(holidays.filter((h) => h !== holiday))}
          />
        </div>
      ))}
      <div className={css.row}>
        <Button
          icon={IconPlus}
          onClick={() => onChange([...holidays, { date: '01-01', name: '', periods: [] }])}
        >
          {say('addHoliday')}
        </Button>
      </div>
    </div>
  )
}
