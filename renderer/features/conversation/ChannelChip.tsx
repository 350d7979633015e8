import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Card } from '../../../shared/domain/card.ts'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { IdentityKind } from '../../../shared/domain/identity.ts'
import { useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import type { Command } from '../../keys/commands.ts'
import { useCommand } from '../../keys/keys.tsx'
import { ChannelIcon, useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { CommandKbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import css from './composer.module.css'
import { useConversation } from './store.ts'
import { conversationTexts } from './texts.ts'

const kinds: Partial<Record<InboxRow['channel'], IdentityKind>> = {
  telegram: 'telegram',
  whatsapp: 'whatsapp',
  viber: 'viber',
  vk: 'vk',
  email: 'email',
  sms: 'phone',
  voice: 'phone',
}

/** The address that a conversation goes to, as the customer would know it. */
export function addressOf(card: Card | undefined, row: Pick<InboxRow, 'channel' | 'contactId'>): string {
  const kind = kinds[row.channel]
  const fits = (card?.identities ?? []).filter((i) => i.kind === kind)
  const found = fits.find((i) => i.contactId === row.contactId) ?? fits[0]
  return found ? phoneText(found.value) : ''
}

/** Text conversations in the order of their keys: the operator's own first, then by their last word. */
function useThreads(): InboxRow[] {
  const rows = usePerson((s) => s.rows)
  const me = useMe()?.operatorId
  return useMemo(() => {
    const rank = (row: InboxRow) =>
      row.status === 'open' ? (row.operatorId === me ? 0 : 2) : row.status === 'queued' ? 1 : 3
    return [...rows.values()]
      .filter((row) => row.channel !== 'voice')
      .sort((a, b) => rank(a) - rank(b) || b.lastAt - a.lastAt)
  }, [rows, me])
}

const keys = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `channel.${n}` as Command)

/** Which conversation the words leave by; another one is one key away. */
export function ChannelChip(props: { row: InboxRow | undefined }) {
  const { row } = props
  const say = useText(conversationTexts)
  const channelName = useChannelName()
  const card = usePerson((s) => s.card)
  const choose = usePerson((s) => s.choose)
  const setMode = useConversation((s) => s.setMode)
  const threads = useThreads()
  const pick = (thread: InboxRow | undefined) => {
    if (!thread) return false
    choose(thread.conversationId)
    setMode('reply')
  }
  return (
    <>
      {keys.map((command, i) => (
        <ChannelKey key={command} command={command} onPress={() => pick(threads[i])} />
      ))}
      {row && (
        <Menu position="top-start" width="target" disabled={threads.length < 2}>
          <Menu.Target>
            <button type="button" className={css.chip}>
              <ChannelIcon wire={row.channel} />
              <span className="visually-hidden">{say('channel')}: </span>
              {channelName(row.channel)}
              <span className={css.address}>{addressOf(card, row)}</span>
              {threads.length > 1 && <Icon of={IconChevronDown} size={14} />}
            </button>
          </Menu.Target>
          <Menu.Dropdown miw={520}>
            {threads.map((thread, i) => (
              <Menu.Item
                key={thread.conversationId}
                leftSection={<ChannelIcon wire={thread.channel} />}
                rightSection={keys[i] && <CommandKbd command={keys[i]} />}
                onClick={() => pick(thread)}
              >
                <span className={css.option}>
                  <span>{channelName(thread.channel)}</span>
                  <span className={css.address}>{addressOf(card, thread)}</span>
                  <ThreadState row={thread} />
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

function ThreadState(props: { row: InboxRow }) {
  const { row } = props
  const say = useText(conversationTexts)
  const me = useMe()?.operatorId
  const operatorName = useOperatorName()
  if (row.status === 'closed') return <span>{say('isClosed')}</span>
  if (row.status === 'queued') return <span>{say('stateQueued')}</span>
  if (row.operatorId === me) return <span>{say('stateOpen')}</span>
  return <span>{say('stateOther', { name: operatorName(row.operatorId) })}</span>
}

function ChannelKey(props: { command: Command; onPress: () => unknown }) {
  useCommand(props.command, props.onPress)
  return null
}
