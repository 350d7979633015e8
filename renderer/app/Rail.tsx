import {
  IconInbox,
  IconLayoutGrid,
  IconPhone,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { useIsSupervisor, useMe } from '../bridge/mirrors.ts'
import { useInbox } from '../features/inbox/index.ts'
import { NoticeBell } from '../features/notices/index.ts'
import { PresenceMenu } from '../features/presence/index.ts'
import { useText } from '../i18n/use-text.tsx'
import type { Command } from '../keys/commands.ts'
import { useKeys } from '../keys/keys.tsx'
import { Icon, type IconType } from '../ui/icon.tsx'
import { Badge, Tip } from '../ui/primitives.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

export type Screen = 'desk' | 'calls' | 'wall' | 'settings'

/** Where one can go, and who is here. */
export function Rail(props: { screen: Screen; onScreen: (screen: Screen) => void }) {
  const { screen, onScreen } = props
  const say = useText(shellTexts)
  const { registry } = useKeys()
  const me = useMe()?.operatorId
  const supervisor = useIsSupervisor()
  const unread = useInbox((s) => {
    let count = 0
    for (const row of s.rows.values())
      if (row.operatorId === me || row.status === 'queued') count += row.unread
    return count
  })
  const missed = useInbox((s) => {
    let count = 0
    for (const row of s.rows.values()) if (row.status === 'missed') count += 1
    return count
  })
  return (
    <nav className={css.rail} aria-label={say('rail')} data-pane="rail" data-testid="rail">
      <Item icon={IconInbox} label={say('inbox')} on={screen === 'desk'} onClick={() => onScreen('desk')}>
        <Badge count={unread} className={css.railBadge} label={say('unread', { count: unread })} />
      </Item>
      <Item
        icon={IconPhone}
        label={say('calls')}
        command="calls.open"
        on={screen === 'calls'}
        onClick={() => onScreen('calls')}
      >
        <Badge count={missed} tone="red" className={css.railBadge} label={say('missed', { count: missed })} />
      </Item>
      <Item
        icon={IconUsers}
        label={say('people')}
        command="finder.open"
        onClick={() => registry.run('finder.open')}
      />
      <Item
        icon={IconSearch}
        label={say('searchSaid')}
        command="search.open"
        onClick={() => registry.run('search.open')}
      />
      {supervisor && (
        <Item
          icon={IconLayoutGrid}
          label={say('wall')}
          command="wall.open"
          on={screen === 'wall'}
          onClick={() => onScreen(screen === 'wall' ? 'desk' : 'wall')}
        />
      )}
      <span className={css.railGap} />
      <NoticeBell
        className={css.railItem ?? ''}
        badgeClass={css.railBadge ?? ''}
        onDesk={() => onScreen('desk')}
      />
      <Item
        icon={IconSettings}
        label={say('settings')}
        command="settings.open"
        on={screen === 'settings'}
        onClick={() => onScreen(screen === 'settings' ? 'desk' : 'settings')}
      />
      <PresenceMenu onSettings={() => onScreen('settings')} />
    </nav>
  )
}

function Item(props: {
  icon: IconType
  label: string
  command?: Command
  on?: boolean
  onClick: () => void
  children?: React.ReactNode
}) {
  return (
    <Tip label={props.label} {...(props.command ? { command: props.command } : {})}>
      <button
        type="button"
        className={css.railItem}
        aria-current={props.on ? 'page' : undefined}
        onClick={props.onClick}
      >
        <Icon of={props.icon} size={22} />
        <span className="visually-hidden">{props.label}</span>
        {props.children}
      </button>
    </Tip>
  )
}
