import {
  IconActivityHeartbeat,
  IconArrowsSplit,
  IconBell,
  IconCoffee,
  IconDatabase,
  IconEar,
  IconFileSearch,
  IconForms,
  IconGavel,
  IconHeadset,
  IconInfoCircle,
  IconKeyboard,
  IconMessage2,
  IconPalette,
  IconPhone,
  IconPlayerRecord,
  IconTableImport,
  IconUser,
  IconUsers,
  IconZoomQuestion,
} from '@tabler/icons-react'
import { type ComponentType, useState } from 'react'
import type { Role } from '../../../shared/domain/company.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { useMe } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { About } from './About.tsx'
import { Audit } from './Audit.tsx'
import { CallQuality } from './CallQuality.tsx'
import { CardFields } from './CardFields.tsx'
import { Holds } from './Holds.tsx'
import { Keys } from './Keys.tsx'
import { Load } from './Load.tsx'
import { Look } from './Look.tsx'
import { Me } from './Me.tsx'
import { Notices } from './Notices.tsx'
import { People } from './People.tsx'
import { PhoneLine } from './PhoneLine.tsx'
import { Place } from './Place.tsx'
import { Queues } from './Queues.tsx'
import { Recording } from './Recording.tsx'
import { ServerData } from './ServerData.tsx'
import { Sound } from './Sound.tsx'
import { Supervision } from './Supervision.tsx'
import css from './settings.module.css'
import { Team } from './Team.tsx'
import { Templates } from './Templates.tsx'
import { texts } from './texts.ts'

export type SettingsSection =
  | 'me'
  | 'line'
  | 'sound'
  | 'quality'
  | 'notices'
  | 'keys'
  | 'templates'
  | 'look'
  | 'team'
  | 'queues'
  | 'load'
  | 'fields'
  | 'people'
  | 'recording'
  | 'place'
  | 'holds'
  | 'audit'
  | 'supervision'
  | 'server'
  | 'about'

/** What a section may ask of the window around it. */
type Opening = { onOpenPerson: (contactId: ContactId) => void }

const sections: {
  name: SettingsSection
  icon: IconType
  screen: ComponentType<Opening>
  roles?: readonly Role[]
}[] = [
  { name: 'me', icon: IconUser, screen: Me },
  { name: 'line', icon: IconPhone, screen: PhoneLine },
  { name: 'sound', icon: IconHeadset, screen: Sound },
  { name: 'quality', icon: IconActivityHeartbeat, screen: CallQuality },
  { name: 'notices', icon: IconBell, screen: Notices },
  { name: 'keys', icon: IconKeyboard, screen: Keys },
  { name: 'templates', icon: IconMessage2, screen: Templates },
  { name: 'look', icon: IconPalette, screen: Look },
  { name: 'team', icon: IconUsers, screen: Team, roles: ['admin'] },
  { name: 'queues', icon: IconArrowsSplit, screen: Queues, roles: ['admin'] },
  { name: 'load', icon: IconCoffee, screen: Load, roles: ['admin'] },
  { name: 'fields', icon: IconForms, screen: CardFields, roles: ['admin'] },
  { name: 'people', icon: IconTableImport, screen: People, roles: ['admin'] },
  { name: 'supervision', icon: IconEar, screen: Supervision, roles: ['admin'] },
  { name: 'recording', icon: IconPlayerRecord, screen: Recording, roles: ['admin'] },
  { name: 'place', icon: IconZoomQuestion, screen: Place, roles: ['supervisor', 'admin'] },
  { name: 'holds', icon: IconGavel, screen: Holds, roles: ['auditor', 'admin'] },
  { name: 'audit', icon: IconFileSearch, screen: Audit, roles: ['auditor', 'admin'] },
  { name: 'server', icon: IconDatabase, screen: ServerData },
  { name: 'about', icon: IconInfoCircle, screen: About },
]

/** Everything that can be set, a short menu on the left and one section beside it. */
export function SettingsScreen(props: {
  initial?: SettingsSection
  onOpenPerson: (contactId: ContactId) => void
}) {
  const say = useText(texts)
  const roles = useMe()?.roles ?? []
  const [open, setOpen] = useState<SettingsSection>(props.initial ?? 'line')
  const shown = sections.filter((s) => !s.roles || s.roles.some((role) => roles.includes(role)))
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
        <Screen onOpenPerson={props.onOpenPerson} />
      </div>
    </div>
  )
}
