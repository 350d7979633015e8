import {
  IconLock,
  IconMail,
  IconMessageCircle,
  IconPackage,
  IconPhone,
  IconTimeline,
  IconWorld,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { type Filter, filters } from './filters.ts'
import { timelineTexts } from './texts.ts'
import css from './timeline.module.css'

const icons: Record<Filter, IconType> = {
  all: IconTimeline,
  chats: IconMessageCircle,
  calls: IconPhone,
  email: IconMail,
  orders: IconPackage,
  site: IconWorld,
  notes: IconLock,
}

/** Which kinds of item are shown. */
export function FilterBar(props: {
  filter: Filter
  onChange: (filter: Filter) => void
  children?: ReactNode
}) {
  const say = useText(timelineTexts)
  return (
    <div className={css.filters}>
      <div className={css.chips} role="toolbar" aria-label={say('timeline')}>
        {filters.map((name) => (
          <button
            key={name}
            type="button"
            className={css.chip}
            title={say(name)}
            aria-pressed={props.filter === name}
            onClick={() => props.onChange(name)}
          >
            <Icon of={icons[name]} size={14} />
            <span className={css.chipName}>{say(name)}</span>
          </button>
        ))}
      </div>
      {props.children}
    </div>
  )
}
