import { Menu } from '@mantine/core'
import {
  IconChartBar,
  IconCheck,
  IconClock,
  IconCloudOff,
  IconCoffee,
  IconLogout,
  IconMinus,
  IconPhoneFilled,
  IconSettings,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Presence } from '../../../shared/domain/company.ts'
import { localise } from '../../../shared/lib/language.ts'
import { isRelayed, isTalking } from '../../../shared/softphone/call.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCalls, useMe } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { useNow } from '../../ui/now.ts'
import { Avatar, CommandKbd } from '../../ui/primitives.tsx'
import { useRouting } from '../conversation/index.ts'
import { MyDay } from './MyDay.tsx'
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
  const breakId = useSince((s) => s.breakId)
  const auto = useSince((s) => s.auto)
  const { breaks } = useRouting()
  const language = useLanguage()
  const onBreak = breaks.find((b) => b.breakId === breakId)
  const [dayOpen, setDayOpen] = useState(false)
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
  const stateWords =
    shown === 'onCall' || shown === 'offline'
      ? say(shown)
      : auto
        ? say(auto)
        : onBreak
          ? localise(onBreak.name, language)
          : say(shown)

  return (
    <>
      {dayOpen && <MyDay onClose={() => setDayOpen(false)} />}
      <Menu position="right-end" offset={12} width={240}>
        <Menu.Target>
          <button type="button" className={css.button}>
            <span className="visually-hidden">{say('status', { name, state: stateWords })}</span>
            <span className={css.face}>
              <Avatar name={name} size={32} />
              <Glyph of={shown} corner />
            </span>
            <Timer
              at={talkingSince ?? since}
              limitMinutes={talkingSince === undefined ? onBreak?.limitMinutes : undefined}
            />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{name}</Menu.Label>
          {ownPresences.map((state) => (
            <Menu.Item
              key={state}
              leftSection={<Glyph of={state} />}
              rightSection={state === toggled ? <CommandKbd command="presence.available" /> : undefined}
              aria-current={state === presence && !onBreak ? 'true' : undefined}
              className={css.item}
              onClick={() => void setPresence(bridge, state)}
            >
              {say(state)}
              <span className={css.why}>{say(`${state}Why`)}</span>
            </Menu.Item>
          ))}
          {breaks.length > 0 && <Menu.Label>{say('breaks')}</Menu.Label>}
          {breaks.map((one) => (
            <Menu.Item
              key={one.breakId}
              leftSection={<Icon of={IconCoffee} />}
              rightSection={
                one.limitMinutes && (
                  <span className={css.limit}>{say('minutes', { count: one.limitMinutes })}</span>
                )
              }
              aria-current={one === onBreak ? 'true' : undefined}
              className={css.item}
              onClick={() => void setPresence(bridge, one.presence, one.breakId)}
            >
              {localise(one.name, language)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon of={IconChartBar} />} onClick={() => setDayOpen(true)}>
            {say('myDay')}
          </Menu.Item>
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
    </>
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

function Timer(props: { at: number; limitMinutes: number | undefined }) {
  const now = useNow()
  const over = props.limitMinutes !== undefined && now - props.at > props.limitMinutes * 60_000
  return (
    <span className={`num ${css.timer}`} data-over={over} role="timer" aria-live="off" aria-hidden>
      {clock((now - props.at) / 1000)}
    </span>
  )
}
