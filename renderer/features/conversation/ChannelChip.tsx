import { Menu } from '@mantine/core'
import { IconChevronDown, IconHourglassEmpty, IconHourglassLow } from '@tabler/icons-react'
import { useHubNow, useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import type { Command } from '../../keys/commands.ts'
import { useCommand } from '../../keys/keys.tsx'
import { ChannelIcon, useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CommandKbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { useMode } from './mode.ts'
import { left, ruleWords } from './rule-words.ts'
import { type Target, useTargets } from './targets.ts'
import { conversationTexts } from './texts.ts'

const keys = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `channel.${n}` as Command)

/** Which way the words leave by, with its rule; another one is one key away. */
export function ChannelChip(props: { target: Target | undefined }) {
  const { target } = props
  const say = useText(conversationTexts)
  const channelName = useChannelName()
  const choose = usePerson((s) => s.choose)
  const setMode = useMode((s) => s.setMode)
  const targets = useTargets()
  const pick = (one: Target | undefined) => {
    if (!one) return false
    choose(one.conversationId)
    setMode('reply')
  }
  return (
    <>
      {keys.map((command, i) => (
        <ChannelKey key={command} command={command} onPress={() => pick(targets[i])} />
      ))}
      {target && (
        <Menu position="top-start" disabled={targets.length < 2}>
          <Menu.Target>
            <button type="button" className={css.chip} data-testid="channel-chip">
              <ChannelIcon wire={target.channel} />
              <span className="visually-hidden">{say('channel')}: </span>
              {channelName(target.channel)}
              <span className={css.address}>{target.address}</span>
              {targets.length > 1 && <Icon of={IconChevronDown} size={14} />}
            </button>
          </Menu.Target>
          <Menu.Dropdown miw={560}>
            {targets.map((one, i) => (
              <Menu.Item
                key={one.conversationId}
                leftSection={<ChannelIcon wire={one.channel} />}
                rightSection={keys[i] && <CommandKbd command={keys[i]} />}
                onClick={() => pick(one)}
                data-closed={one.open !== 'words'}
              >
                <Option target={one} />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {target && <Window target={target} />}
    </>
  )
}

/** The countdown of a channel that closes. */
function Window(props: { target: Target }) {
  const { open, closesAt } = props.target
  const say = useText(composerTexts)
  const now = useHubNow()
  if (open === 'template')
    return (
      <span className={css.window} data-low="true">
        <Icon of={IconHourglassEmpty} size={14} />
        {say('windowClosed')}
      </span>
    )
  if (closesAt === undefined || !Number.isFinite(closesAt)) return null
  return (
    <span className={`${css.window} num`} data-low={closesAt - now < 3_600_000} data-testid="window">
      <Icon of={IconHourglassLow} size={14} />
      {say('windowLeft', { time: left(closesAt, now) })}
    </span>
  )
}

function Option(props: { target: Target }) {
  const { target } = props
  const say = useText(conversationTexts)
  const rules = useText(composerTexts)
  const language = useLanguage()
  const channelName = useChannelName()
  const operatorName = useOperatorName()
  const me = useMe()?.operatorId
  const now = useHubNow()
  const { row } = target
  const taken = row && row.status !== 'closed' && row.operatorId && row.operatorId !== me
  const state = taken
    ? say('stateOther', { name: operatorName(row.operatorId) })
    : row?.status === 'queued'
      ? say('stateQueued')
      : ruleWords(target, now, rules, language)
  return (
    <span className={css.option}>
      <span>{channelName(target.channel)}</span>
      <span className={`${css.address} ellipsis`}>{target.address}</span>
      <span className="ellipsis">{state}</span>
    </span>
  )
}

function ChannelKey(props: { command: Command; onPress: () => unknown }) {
  useCommand(props.command, props.onPress)
  return null
}
