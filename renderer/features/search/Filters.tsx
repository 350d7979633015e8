import { Select } from '@mantine/core'
import { useState } from 'react'
import { channelKinds } from '../../../shared/domain/channel.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { startOfDay } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import css from './search.module.css'
import { useSearch } from './store.ts'
import { searchTexts } from './texts.ts'

const dayMs = 86_400_000
const spans = { any: undefined, today: 0, week: 6, month: 29, year: 364, dates: undefined } as const
type Span = keyof typeof spans
const words = {
  any: 'anyTime',
  today: 'today',
  week: 'week',
  month: 'month',
  year: 'year',
  dates: 'dates',
} as const

/** By channel, by who had to do with it, and by when. */
export function Filters() {
  const say = useText(searchTexts)
  const channelName = useChannelName()
  const company = useCompany()
  const filters = useSearch((s) => s.filters)
  const filter = useSearch((s) => s.filter)
  const now = Date.now() + useClockOffset()
  const [span, setSpan] = useState<Span>(filters.to ? 'dates' : spanOf(filters.from, now))
  const since = (days: number) => startOfDay(now - days * dayMs)
  return (
    <div className={css.filters}>
      <Select
        size="xs"
        aria-label={say('channel')}
        data-testid="search-channel"
        value={filters.channel ?? ''}
        allowDeselect={false}
        data={[
          { value: '', label: say('anyChannel') },
          ...channelKinds.map((kind) => ({ value: kind, label: channelName(kind) })),
        ]}
        onChange={(value) => filter({ channel: channelKinds.find((kind) => kind === value) })}
      />
      <Select
        size="xs"
        aria-label={say('time')}
        value={span}
        allowDeselect={false}
        data={(Object.keys(spans) as Span[]).map((value) => ({ value, label: say(words[value]) }))}
        onChange={(value) => {
          const next = value as Span
          setSpan(next)
          if (next === 'dates') return
          const days = spans[next]
          filter({ from: days === undefined ? undefined : since(days), to: undefined })
        }}
      />
      <Select
        size="xs"
        className={css.wide}
        searchable={(company?.operators.length ?? 0) > 8}
        aria-label={say('operator')}
        value={filters.operatorId ?? ''}
        allowDeselect={false}
        data={[
          { value: '', label: say('anyOperator') },
          ...(company?.operators ?? []).map((o) => ({ value: o.operatorId as string, label: o.name })),
        ]}
        onChange={(value) => filter({ operatorId: value ? (value as OperatorId) : undefined })}
      />
      {span === 'dates' && (
        <div className={css.dates}>
          <DateField label={say('from')} value={filters.from} onChange={(day) => filter({ from: day })} />
          <DateField
            label={say('to')}
            value={filters.to}
            onChange={(day) => filter({ to: day === undefined ? undefined : day + dayMs - 1 })}
          />
        </div>
      )}
    </div>
  )
}

function DateField(props: {
  label: string
  value: number | undefined
  onChange: (day: number | undefined) => void
}) {
  const { label, value, onChange } = props
  return (
    <label className={css.date}>
      <span>{label}</span>
      <input
        type="date"
        value={value === undefined ? '' : isoDay(value)}
        onChange={(e) => {
          const day = new Date(`${e.target.value}T00:00`).getTime()
          onChange(Number.isNaN(day) ? undefined : day)
        }}
      />
    </label>
  )
}

function isoDay(at: number): string {
  const d = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
}

/** The choice that a kept beginning stands for. */
function spanOf(from: number | undefined, now: number): Span {
  if (from === undefined) return 'any'
  const days = Math.round((startOfDay(now) - from) / dayMs)
  return (Object.keys(spans) as Span[]).find((span) => spans[span] === days) ?? 'dates'
}
