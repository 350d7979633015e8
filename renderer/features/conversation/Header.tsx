import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconPhone } from '@tabler/icons-react'
import { cardName } from '../../../shared/domain/card.ts'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useCompany, useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand, useKeys } from '../../keys/keys.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Button, IconButton, Late, Skeleton } from '../../ui/primitives.tsx'
import { useNameless, usePerson } from '../person/index.ts'
import { Age } from './Age.tsx'
import { useCall, useClose } from './actions.ts'
import css from './header.module.css'
import { OthersMarks } from './Others.tsx'
import { SnoozeButton } from './Snooze.tsx'
import { conversationTexts } from './texts.ts'

/** Who is in front of the operator, how long they wait, and the two things done most: call, close. */
export function Header() {
  const loading = usePerson((s) => s.status === 'loading')
  if (!loading) return <Loaded />
  return (
    <header className={css.header}>
      <Late>
        <Skeleton width={180} height={16} />
      </Late>
    </header>
  )
}

function Loaded() {
  const say = useText(conversationTexts)
  const name = usePerson((s) => s.card && cardName(s.card))
  const row = usePerson((s) => (s.conversationId ? s.rows.get(s.conversationId) : undefined))
  const waiting = usePerson((s) => longestWait(s.rows.values()))
  const nameless = useNameless()
  const me = useMe()
  // The hub lets only these close it; nobody is offered what would be refused.
  const canClose =
    row?.operatorId === me?.operatorId || me?.roles.some((r) => r === 'supervisor' || r === 'admin')
  const heading = name ? (/^\+?\d[\d ]+$/.test(name) ? phoneText(name) : name) : row?.name || nameless
  return (
    <header className={css.header}>
      <div className={css.who}>
        <div className={css.line}>
          <h2 className={`${css.name} ellipsis`} title={heading}>
            {heading}
          </h2>
          <OthersMarks conversationId={row?.conversationId} />
          {waiting !== undefined && (
            <Age since={waiting.waitingSince ?? 0} row={waiting} words={(age) => say('waits', { age })} />
          )}
        </div>
        <Where row={row} />
      </div>
      <CallButton />
      {row?.status === 'open' && canClose && <SnoozeButton row={row} name={heading} />}
      {row?.status === 'open' && canClose && <CloseButton row={row} name={heading} />}
    </header>
  )
}

function longestWait(rows: Iterable<InboxRow>): InboxRow | undefined {
  let first: InboxRow | undefined
  for (const row of rows)
    if (row.waitingSince !== undefined && row.channel !== 'voice')
      if ((first?.waitingSince ?? Number.POSITIVE_INFINITY) > row.waitingSince) first = row
  return first
}

function Where(props: { row: InboxRow | undefined }) {
  const say = useText(conversationTexts)
  const language = useLanguage()
  const company = useCompany()
  const operatorName = useOperatorName()
  const { row } = props
  if (!row) return <div className={`${css.where} ellipsis`} />
  const queue = company?.queues.find((q) => q.queueId === row.queueId)
  const parts = [
    queue && say('queue', { name: localise(queue.name, language) }),
    row.status === 'closed'
      ? say('isClosed')
      : row.operatorId
        ? operatorName(row.operatorId)
        : say('noOwner'),
  ]
  return <div className={`${css.where} ellipsis`}>{parts.filter(Boolean).join(' · ')}</div>
}

function CallButton() {
  const say = useText(conversationTexts)
  const identities = usePerson((s) => s.card?.identities)
  const contactId = usePerson((s) => s.contactId)
  const call = useCall()
  const numbers = [...new Set((identities ?? []).filter((i) => i.kind === 'phone').map((i) => i.value))]
  const first = numbers[0]
  useCommand('call.dial', () => first && void call(first, contactId), first !== undefined)
  if (numbers.length > 1)
    return (
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton icon={IconPhone} label={say('callWhich')} command="call.dial" />
        </Menu.Target>
        <Menu.Dropdown>
          {numbers.map((number) => (
            <Menu.Item key={number} onClick={() => void call(number, contactId)}>
              {phoneText(number)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    )
  return (
    <IconButton
      icon={IconPhone}
      label={first ? say('call', { number: phoneText(first) }) : say('callNobody')}
      command="call.dial"
      disabled={!first}
      onClick={() => first && void call(first, contactId)}
    />
  )
}

function CloseButton(props: { row: InboxRow; name: string }) {
  const { row, name } = props
  const say = useText(conversationTexts)
  const language = useLanguage()
  const close = useClose()
  const company = useCompany()
  const outcomes = (company?.dispositions ?? []).filter(
    (d) => d.queueIds.length === 0 || row.queueId === undefined || d.queueIds.includes(row.queueId),
  )
  const { registry } = useKeys()
  useCommand('conversation.close', () => void close(row, name))
  useCommand('conversation.close-next', async () => {
    if (await close(row, name)) registry.run('list.next-unanswered')
  })
  return (
    <div className={css.close}>
      <Button icon={IconCheck} command="conversation.close" onClick={() => void close(row, name)}>
        {say('close')}
      </Button>
      {outcomes.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton icon={IconChevronDown} iconSize={16} label={say('closeWith')} />
          </Menu.Target>
          <Menu.Dropdown className={css.outcomes}>
            <Menu.Label>{say('closeWith')}</Menu.Label>
            {outcomes.map((d) => (
              <Menu.Item key={d.dispositionId} onClick={() => void close(row, name, d.dispositionId)}>
                {localise(d.name, language)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
