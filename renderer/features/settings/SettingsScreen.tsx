import {
  IconActivityHeartbeat,
  IconDatabase,
  IconEar,
  IconHeadset,
  IconInfoCircle,
  IconKeyboard,
  IconPalette,
  IconPhone,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { type ComponentType, useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { About } from './About.tsx'
import { CallQuality } from './CallQuality.tsx'
import { Keys } from './Keys.tsx'
import { Look } from './Look.tsx'
import { Me } from './Me.tsx'
import { PhoneLine } from './PhoneLine.tsx'
import { useIsAdmin } from './parts.tsx'
import { ServerData } from './ServerData.tsx'
import { Sound } from './Sound.tsx'
import { Supervision } from './Supervision.tsx'
import css from './settings.module.css'
import { Team } from './Team.tsx'
import { texts } from './texts.ts'

export type SettingsSection =
  | 'me'
  | 'line'
  | 'sound'
  | 'quality'
  | 'keys'
  | 'look'
  | 'team'
  | 'supervision'
  | 'server'
  | 'about'

const sections: { name: SettingsSection; icon: IconType; screen: ComponentType; admin?: true }[] = [
  { name: 'me', icon: IconUser, screen: Me },
  { name: 'line', icon: IconPhone, screen: PhoneLine },
  { name: 'sound', icon: IconHeadset, screen: Sound },
  { name: 'quality', icon: IconActivityHeartbeat, screen: CallQuality },
  { name: 'keys', icon: IconKeyboard, screen: Keys },
  { name: 'look', icon: IconPalette, screen: Look },
  { name: 'team', icon: IconUsers, screen: Team, admin: true },
  { name: 'supervision', icon: IconEar, screen: Supervision, admin: true },
  { name: 'server', icon: IconDatabase, screen: ServerData },
  { name: 'about', icon: IconInfoCircle, screen: About },
]

/** Everything that can be set, a short menu on the left and one section beside it. */
export function SettingsScreen(props: { initial?: SettingsSection }) {
  const say = useText(texts)
  const admin = useIsAdmin()
  const [open, setOpen] = useState<SettingsSection>(props.initial ?? 'line')
  const shown = sections.filter((s) => !s.admin || admin)
  const Screen = (shown.find((s) => s.name === open) ?? shown[0])?.screen ?? Me
  return (
    <div className={css.screen}>
      <nav className={css.menu} aria-label={say('title')}>
        {shown.map((s) => (
          <button
            key={s.name}
            type="button"
            className={css.menuItem}
            aria-current={s.name === open ? 'page' : undefined}
            onClick={() => setOpen(s.name)}
          >
            <Icon of={s.icon} size={18} />
            <span className="ellipsis">{say(s.name)}</span>
          </button>
        ))}
      </nav>
      <div className={css.body}>
        <Screen />
      </div>
    </div>
  )
}
