import { SegmentedControl } from '@mantine/core'
import {
  IconBell,
  IconClockPlus,
  IconPhoneCall,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPhoneX,
  IconUser,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { type ContactId, newId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import type { CallRow } from '../../../shared/protocol/hub-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { clock, dayHead, startOfDay, timeOfDay } from '../../i18n/format.ts'
import { type Say, useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Button, IconButton, Pill } from '../../ui/primitives.tsx'
import { phoneOf } from '../softphone/index.ts'
import css from './calls.module.css'
import { Owed } from './Owed.tsx'
import { texts } from './texts.ts'
import { useRecent } from './use-recent.ts'

/** A call back that is put off is put off for so long, milliseconds. */
const laterMs = 3_600_000

/** Everybody's calls by day: what was missed and who has called back, and all the rest. Enter calls the chosen one. */
export function CallsScreen(props: { onOpenPerson: (contactId: ContactId) => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const [kind, setKind] = useState<'missed' | 'owed' | 'all'>('missed')
  const { calls, more, code, older, retry } = useRecent(kind === 'missed')
  const days = useMemo(() => byDay(calls ?? []), [calls])
  const offset = useClockOffset()
  const now = useNowAs((at) => startOfDay(at + offset))
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus()
    event.preventDefault()
  }
  return (
    <section className={css.screen} aria-label={say('title')}>
      <header className={css.head}>
        <h2 className={css.title}>{say('title')}</h2>
        <SegmentedControl
          value={kind}
          aria-label={say('kind')}
          onChange={(value) => setKind(value as typeof kind)}
          data={(['missed', 'owed', 'all'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </header>
      {kind === 'owed' && <Owed onOpenPerson={props.onOpenPerson} />}
      {code && (
        <p className={css.empty} role="alert">
          {sentence(code, language)} <Button onClick={retry}>{say('retry')}</Button>
        </p>
      )}
      {!code && kind !== 'owed' && calls?.length === 0 && (
        <p className={css.empty}>{say(kind === 'missed' ? 'noMissed' : 'none')}</p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the rows, from one day into the next */}
      <div ref={list} onKeyDown={onKeyDown}>
        {(kind === 'owed' ? [] : days).map(([day, rows]) => (
          <Day key={day} head={dayHead(day, now, language)}>
            {rows.map((call) => (
              <Row key={call.callId} call={call} onOpenPerson={props.onOpenPerson} />
            ))}
          </Day>
        ))}
      </div>
      {more && kind !== 'owed' && <Button onClick={older}>{say('older')}</Button>}
    </section>
  )
}

/** The calls of a day as a grid: its rows take the focus, and hold buttons of their own. */
function Day(props: { head: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={css.day}>
      <h3 id={id} className={css.dayHead}>
        {props.head}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrows walk its rows */}
      <table role="grid" className={css.grid} aria-labelledby={id}>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  )
}

const byDay = (calls: readonly CallRow[]): [number, CallRow[]][] => [
  ...Map.groupBy(calls, (call) => startOfDay(call.at)),
]

function Row(props: { call: CallRow; onOpenPerson: (contactId: ContactId) => void }) {
  const { call, onOpenPerson } = props
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const company = useCompany()
  const offset = useClockOffset()
  const operatorName = useOperatorName()
  const queue = company?.queues.find((q) => q.queueId === call.queueId)
  const number = call.remote ? phoneText(call.remote) : ''
  const name = call.named ? call.name : number || say('nobody')
  const missed = call.outcome === 'missed'
  const answeredBack = call.calledBack?.reached ?? false
  const dial = () => {
    if (call.remote) void phoneOf(bridge).dial(call.remote, { contactId: call.contactId })
  }
  const remind = async () => {
    const { remote, contactId } = call
    if (!remote) return
    const set = await bridge.reminders.set({ name: call.named ? call.name : '', remote, contactId })
    if (set.ok) notify({ title: say('reminding'), detail: name, life: 4000 })
    else notify({ title: sentence(set.code, language), tone: 'red' })
  }
  const later = async () => {
    const at = Date.now() + offset + laterMs
    const answer = await bridge.routing.schedule({
      callbackId: newId<string>(),
      contactId: call.contactId,
      dueAt: at,
      mine: false,
      ...(call.remote ? { number: call.remote } : {}),
    })
    if (answer.ok) notify({ title: say('scheduled'), detail: name, life: 4000 })
    else notify({ tone: 'red', title: sentence(answer.code, language) })
  }
  const icon = missed ? IconPhoneX : call.direction === 'in' ? IconPhoneIncoming : IconPhoneOutgoing
  return (
    <tr
      className={css.row}
      tabIndex={0}
      data-row
      data-missed={missed && !answeredBack}
      aria-label={`${name}, ${outcomeWords(call, say)}`}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return
        event.preventDefault()
        dial()
      }}
      onDoubleClick={dial}
    >
      <td className={css.icon}>
        <Icon of={icon} size={18} color={missed && !answeredBack ? 'red' : 'dim'} />
      </td>
      <td className={css.who}>
        <b className="ellipsis">{name}</b>
        <span className={`ellipsis ${css.dim}`}>
          {[call.named ? number : undefined, queue && localise(queue.name, language)]
            .filter(Boolean)
            .join(', ')}
        </span>
      </td>
      <td className={`num ${css.what}`}>
        {outcomeWords(call, say)}
        {!missed && call.operatorId && <span className={css.dim}>, {operatorName(call.operatorId)}</span>}
      </td>
      <td className={css.back}>
        {call.calledBack && (
          <Pill tone={answeredBack ? 'green' : 'amber'}>
            {say(answeredBack ? 'backReached' : 'backTried', {
              time: timeOfDay(call.calledBack.at, language),
              name: operatorName(call.calledBack.operatorId),
            })}
          </Pill>
        )}
      </td>
      <td className={css.actions}>
        {missed && !answeredBack && (
          <IconButton icon={IconClockPlus} label={say('later')} onClick={() => void later()} />
        )}
        {missed && !answeredBack && call.remote && (
          <IconButton icon={IconBell} label={say('remind')} onClick={() => void remind()} />
        )}
        <IconButton icon={IconUser} label={say('open')} onClick={() => onOpenPerson(call.contactId)} />
        {call.remote && (
          <Button size="small" icon={IconPhoneCall} onClick={dial}>
            {say(missed ? 'callBack' : 'call')}
          </Button>
        )}
      </td>
      <td className={`num ${css.dim}`}>
        <time dateTime={new Date(call.at).toISOString()}>{timeOfDay(call.at, language)}</time>
      </td>
    </tr>
  )
}

function outcomeWords(call: CallRow, say: Say<(typeof texts)['texts']>): string {
  if (call.outcome === 'missed') return say('waited', { time: clock(call.waitSeconds) })
  if (call.outcome === 'answered') return say('talked', { time: clock(call.talkSeconds) })
  return say(call.outcome)
}
