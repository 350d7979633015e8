import { Menu } from '@mantine/core'
import {
  IconCheck,
  IconClock,
  IconCloudOff,
  IconLogout,
  IconMinus,
  IconPhoneFilled,
  IconSettings,
} from '@tabler/icons-react'
import type { Presence } from '../../../shared/domain/company.ts'
import { isRelayed, isTalking } from '../../../shared/softphone/call.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCalls, useMe } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { useNow } from '../../ui/now.ts'
import { Avatar, CommandKbd } from '../../ui/primitives.tsx'
import css from './presence.module.css'
import { ownPresences, setPresence, useSince } from './store.ts'
import { texts } from './texts.ts'

type Shown = Presence | 'onCall'

const glyphs: Record<Shown, { icon: IconType; token: string }> = {
  available: { icon: IconCheck, token: 'green-fill' },
  busy: { icon: IconMinus, token: 'red-fill' },
  away: { icon: IconClock, token: 'border-strong' },
  offline: { icon: IconCloudOff, token: 'border-strong' },
  onCall: { icon: IconPhoneFilled, token: 'red-fill' },
}

/** Who is signed in and what state they are in, at the foot of the rail: a click or F9 changes it. */
export function PresenceMenu(props: { onSettings?: () => void }) {
  const say = useText(texts)
  const bridge = useBridge()
  const me = useMe()
  const presence = useSince((s) => s.presence)
  const since = useSince((s) => s.since)
  const talkingSince = useCalls((calls) => calls.find((c) => isTalking(c) && !isRelayed(c))?.answeredAt)
  // Whoever has just hung up means "I am here again", not "leave me alone": the outcome may not be on screen yet.
  const wrapping = useCalls((calls) => calls.some((c) => c.after === 'wrap-up'))
  const toggled = presence === 'available' && !wrapping ? 'busy' : 'available'
  useCommand('presence.available', () => {
    void setPresence(bridge, toggled)
    return true
  })
  const shown: Shown = talkingSince === undefined ? presence : 'onCall'
  const name = me?.name ?? ''

  return (
    <Menu position="right-end" offset={12} width={240}>
      <Menu.Target>
        <button type="button" className={css.button}>
          <span className="visually-hidden">{say('status', { name, state: say(shown) })}</span>
          <span className={css.face}>
            <Avatar name={name} size={32} />
            <Glyph of={shown} corner />
          </span>
          <Timer at={talkingSince ?? since} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        {ownPresences.map((state) => (
          <Menu.Item
            key={state}
            leftSection={<Glyph of={state} />}
            rightSection={state === toggled ? <CommandKbd command="presence.available" /> : undefined}
            aria-current={state === presence ? 'true' : undefined}
            className={css.item}
            onClick={() => void setPresence(bridge, state)}
          >
            {say(state)}
            <span className={css.why}>{say(`${state}Why`)}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {props.onSettings && (
          <Menu.Item
            leftSection={<Icon of={IconSettings} />}
            rightSection={<CommandKbd command="settings.open" />}
            onClick={props.onSettings}
          >
            {say('settings')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon of={IconLogout} />} onClick={() => void bridge.session.logout({})}>
          {say('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The mark of a state: a shape and a colour, always beside its word or read aloud with it. */
export function Glyph(props: { of: Shown; corner?: boolean }) {
  const { icon, token } = glyphs[props.of]
  return (
    <span
      className={css.glyph}
      data-corner={props.corner ?? false}
      style={{ background: `var(--k-${token})` }}
      aria-hidden
    >
      <Icon of={icon} size={10} />
    </span>
  )
}

function Timer(props: { at: number }) {
  const now = useNow()
  return (
    <span className={`num ${css.timer}`} role="timer" aria-live="off" aria-hidden>
      {clock((now - props.at) / 1000)}
    </span>
  )
}
