import {
  IconAddressBook,
  IconBell,
  IconBox,
  IconCheck,
  IconClipboardCheck,
  IconCommand,
  IconExternalLink,
  IconInbox,
  IconKeyboard,
  IconLayoutDashboard,
  IconLayoutRows,
  IconLink,
  IconLock,
  IconMessageSearch,
  IconMoon,
  IconPhone,
  IconSettings,
  IconSun,
} from '@tabler/icons-react'
import { cardName } from '../../../shared/domain/card.ts'
import { dialable } from '../../../shared/softphone/number.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { type Command, commandNames } from '../../keys/commands.ts'
import { useCapsOf, useKeys } from '../../keys/keys.tsx'
import type { IconType } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { useCall } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { openPreflight } from '../preflight/index.ts'
import { searchOf } from '../search/index.ts'
import { commandTexts } from '../settings/index.ts'
import { useWorkspaces, workspaceTexts } from '../workspaces/index.ts'
import { finderTexts } from './texts.ts'

export type Action = { id: string; icon: IconType; label: string; command?: Command; run: () => void }

/** What can be done from the finder now; only what would work is offered. */
export function useActions(text: string): Action[] {
  const say = useText(finderTexts)
  const nameOf = useText(commandTexts)
  const caps = useCapsOf()
  const { registry } = useKeys()
  const bridge = useBridge()
  const card = usePerson((s) => s.card)
  const theme = usePreference((p) => p.theme)
  const density = usePreference((p) => p.density)
  const setPreferences = useSetPreferences()
  const call = useCall()
  const workspaces = useWorkspaces()
  const sayWorkspace = useText(workspaceTexts)
  const name = card && (card.addressAs ?? cardName(card))
  const of = (command: Command, icon: IconType, label: string): Action[] =>
    registry.has(command)
      ? [{ id: command, icon, label, command, run: () => void registry.run(command) }]
      : []

  const dark = theme === 'dark'
  const compact = density === 'compact'
  const all: Action[] = [
    ...of('search.open', IconMessageSearch, say('search')),
    ...of('call.dial', IconPhone, say('callName', { name: name ?? '' })),
    ...of('conversation.accept-next', IconInbox, say('acceptNext')),
    ...of('conversation.close', IconCheck, say('close')),
    ...of('conversation.note', IconLock, say('note')),
    ...of('beside.pop-out', IconExternalLink, nameOf('beside.pop-out')),
    ...of('card.link', IconLink, say('link')),
    ...of('card.toggle', IconAddressBook, say('card')),
    ...of('call.black-box', IconBox, say('blackBox')),
    ...of('notices.open', IconBell, say('notices')),
    ...of('settings.open', IconSettings, say('settings')),
    ...of('keys.show', IconKeyboard, say('keys')),
    {
      id: 'preflight',
      icon: IconClipboardCheck,
      label: say('preflight'),
      run: () => void openPreflight(bridge),
    },
    {
      id: 'theme',
      icon: dark ? IconSun : IconMoon,
      label: say(dark ? 'light' : 'dark'),
      run: () => setPreferences({ theme: dark ? 'light' : 'dark' }),
    },
    {
      id: 'density',
      icon: IconLayoutRows,
      label: say(compact ? 'comfortable' : 'compact'),
      run: () => setPreferences({ density: compact ? 'comfortable' : 'compact' }),
    },
  ]
  for (const workspace of workspaces.list)
    all.push({
      id: `workspace ${workspace.name}`,
      icon: IconLayoutDashboard,
      label: sayWorkspace('openNamed', { name: workspace.name }),
      run: () => void workspaces.open(workspace),
    })
  const query = text.trim().toLowerCase()
  // Without a word only what is done often; with one, everything that has a key and would work.
  const told = new Set<Command | undefined>(all.map((action) => action.command))
  const others = commandNames
    .filter((command) => !told.has(command) && command !== 'finder.open')
    .flatMap((command) => of(command, IconCommand, nameOf(command)))
  const words = query.split(/\s+/)
  const fits = (action: Action) => {
    const label = `${action.label} ${action.command ? caps(action.command) : ''}`.toLowerCase()
    return words.every((word) => label.includes(word))
  }
  const fitting = query ? [...all, ...others].filter(fits) : all
  const everywhere: Action[] = query
    ? [
        {
          id: 'search-for',
          icon: IconMessageSearch,
          label: say('searchFor', { text: text.trim() }),
          run: () => {
            registry.run('search.open')
            searchOf(bridge).getState().show(text)
          },
        },
      ]
    : []
  const number = /^[+\d][\d\s()-]{4,}$/.test(query) ? dialable(query) : undefined
  if (!number) return [...everywhere, ...fitting]
  const dial: Action = {
    id: 'dial',
    icon: IconPhone,
    label: say('dial', { number: phoneText(number) }),
    run: () => void call(number, undefined),
  }
  return [dial, ...everywhere, ...fitting]
}
