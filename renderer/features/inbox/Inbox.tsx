import { IconArrowsSort, IconInbox, IconInboxOff } from '@tabler/icons-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { sentence } from '../../../shared/lib/errors.ts'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useMe, usePreference } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, EmptyState, Late, Skeleton } from '../../ui/primitives.tsx'
import { useAccept, useRouting } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import {
  belongs,
  type Group,
  groupRows,
  isQueued,
  keepPlaces,
  nextUnanswered,
  oldestQueued,
  type Segment,
} from './groups.ts'
import css from './inbox.module.css'
import { optionId, Row } from './Row.tsx'
import { inboxOf, useInbox } from './store.ts'
import { inboxTexts } from './texts.ts'

type Entry = { kind: 'group'; group: Group } | { kind: 'row'; id: ConversationId }

/** The list of conversations: mine, the queue, all; most urgent first, and nothing moves under the pointer. */
export function Inbox(props: { narrow?: boolean }) {
  const narrow = props.narrow ?? false
  const say = useText(inboxTexts)
  const status = useInbox((s) => s.status)
  const density = usePreference((p) => p.density)
  const compact = density === 'compact' && !narrow
  const cosy = density === 'cosy' && !narrow
  const { entries, counts, frozen } = useEntries()
  const openPerson = usePerson((s) => s.open)
  const bridge = useBridge()
  const accept = useAccept()
  const [cursor, setCursor] = useState<ConversationId>()
  const handle = useRef<VirtualizerHandle>(null)
  const selected = usePerson((s) => s.conversationId)

  const open = useCallback(
    (id: ConversationId) => {
      const row = inboxOf(bridge).getState().rows.get(id)
      if (!row) return
      setCursor(id)
      void openPerson(row.contactId, id)
    },
    [bridge, openPerson],
  )

  const ids = useMemo(() => entries.flatMap((e) => (e.kind === 'row' ? [e.id] : [])), [entries])
  const step = (from: ConversationId | undefined, by: number): ConversationId | undefined => {
    const at = from ? ids.indexOf(from) : -1
    return ids[Math.min(ids.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
  }
  const reveal = (id: ConversationId | undefined) => {
    const index = entries.findIndex((e) => e.kind === 'row' && e.id === id)
    if (index >= 0) handle.current?.scrollToIndex(index, { align: 'nearest' })
  }
  const go = (by: number) => {
    const next = step(selected, by)
    if (!next) return false
    open(next)
    reveal(next)
  }
  useCommand('list.next', () => go(1))
  useCommand('list.previous', () => go(-1))
  const me = useMe()?.operatorId
  useCommand('list.next-unanswered', () => {
    const next = nextUnanswered(inboxOf(bridge).getState().rows.values(), me, selected)
    if (!next) return notify({ title: say('allAnswered'), life: 3000 })
    open(next.conversationId)
    reveal(next.conversationId)
  })
  useCommand('conversation.accept-next', () => {
    const next = oldestQueued(inboxOf(bridge).getState().rows.values())
    if (next) void accept(next)
    else notify({ title: say('nothingQueued'), life: 3000 })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const page = 8
    const moves: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -ids.length,
      End: ids.length,
    }
    const by = moves[event.key]
    if (by !== undefined) {
      const next = step(cursor ?? selected, by)
      setCursor(next)
      reveal(next)
      event.preventDefault()
    } else if ((event.key === 'Enter' || event.key === ' ') && event.target === event.currentTarget) {
      if (cursor) open(cursor)
      event.preventDefault()
    }
  }

  return (
    <section
      className={`${css.list} ${compact ? css.compact : ''} ${cosy ? css.cosy : ''} ${narrow ? css.narrow : ''}`}
      aria-label={say('list')}
    >
      <Head counts={counts} />
      {status === 'loading' && <Loading />}
      {status === 'failed' && <Failed />}
      {status === 'ready' && entries.length === 0 && !narrow && <Empty queued={counts.queue} />}
      {status === 'ready' && entries.length > 0 && (
        <div
          className={css.scroll}
          role="listbox"
          tabIndex={0}
          aria-label={say('list')}
          aria-activedescendant={cursor ? optionId(cursor) : undefined}
          data-pane="list"
          onKeyDown={onKeyDown}
          onFocus={(e) => e.target === e.currentTarget && setCursor((c) => c ?? selected ?? ids[0])}
          onBlur={() => setCursor(undefined)}
          onPointerEnter={() => frozen.hold(true)}
          onPointerLeave={() => frozen.hold(false)}
        >
          <Virtualizer ref={handle} data={entries} itemSize={compact ? 44 : cosy ? 52 : 64}>
            {(entry) =>
              entry.kind === 'group' ? (
                <div key={entry.group.name} className={css.group} role="presentation">
                  {say(entry.group.name)}
                  <span className="num">{entry.group.ids.length}</span>
                </div>
              ) : (
                <Row
                  key={entry.id}
                  id={entry.id}
                  compact={compact}
                  narrow={narrow}
                  cursor={cursor === entry.id}
                  onOpen={open}
                />
              )
            }
          </Virtualizer>
        </div>
      )}
    </section>
  )
}

/** What the list shows now. While the pointer is in it (`hold`), places are kept. */
function useEntries() {
  const rows = useInbox((s) => s.rows)
  const segment = useInbox((s) => s.segment)
  const me = useMe()?.operatorId
  const offset = useClockOffset()
  const routing = useRouting()
  // Places change with time only every five seconds: a row must not jump between two looks.
  const slot = useNowAs((now) => Math.floor(now / 5000))
  const [held, setHeld] = useState<Group[]>()

  const all = useMemo(() => [...rows.values()], [rows])
  const wanted = useMemo(
    () =>
      groupRows(
        all.filter((row) => belongs(row, segment, me)),
        slot * 5000 + offset,
        routing,
      ),
    [all, segment, me, slot, offset, routing],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another segment is another list
  useEffect(() => setHeld(undefined), [segment])
  const shown = useMemo(() => (held ? keepPlaces(held, wanted) : wanted), [held, wanted])
  const entries = useMemo(
    () =>
      shown.flatMap((group): Entry[] => [
        { kind: 'group', group },
        ...group.ids.filter((id) => rows.has(id)).map((id) => ({ kind: 'row' as const, id })),
      ]),
    [shown, rows],
  )
  const counts = useMemo(
    () => ({
      mine: all.filter((row) => belongs(row, 'mine', me)).length,
      queue: all.filter(isQueued).length,
    }),
    [all, me],
  )
  return { entries, counts, frozen: { hold: (on: boolean) => setHeld(on ? shown : undefined) } }
}

function Head(props: { counts: { mine: number; queue: number } }) {
  const say = useText(inboxTexts)
  const segment = useInbox((s) => s.segment)
  const show = useInbox((s) => s.show)
  const segments: [Segment, string][] = [
    ['mine', `${say('mine')} ${props.counts.mine || ''}`],
    ['queue', `${say('queue')} ${props.counts.queue || ''}`],
    ['all', say('all')],
  ]
  return (
    <div className={css.head}>
      <div className={css.segments} role="tablist" aria-label={say('list')}>
        {segments.map(([name, words]) => (
          <button
            key={name}
            type="button"
            role="tab"
            className={css.segment}
            aria-selected={segment === name}
            onClick={() => show(name)}
          >
            {words}
          </button>
        ))}
      </div>
      <div className={css.order}>
        <Icon of={IconArrowsSort} size={14} />
        {say('urgentFirst')}
      </div>
    </div>
  )
}

const widths = [88, 70, 100, 82, 76, 92, 66, 84]

const Loading = () => (
  <Late>
    <div className={css.loading}>
      {widths.map((width) => (
        <div key={width} className={css.loadingRow}>
          <Skeleton width={40} height={40} round />
          <div className={css.loadingWords}>
            <Skeleton width={width} />
            <Skeleton width={width + 40} />
          </div>
        </div>
      ))}
    </div>
  </Late>
)

function Failed() {
  const say = useText(inboxTexts)
  const language = useLanguage()
  const code = useInbox((s) => s.code) ?? 'UNKNOWN'
  const load = useInbox((s) => s.load)
  return (
    <EmptyState
      icon={IconInboxOff}
      tone="red"
      title={say('failedTitle')}
      actions={
        <Button look="primary" onClick={() => void load()}>
          {say('retry')}
        </Button>
      }
    >
      {sentence(code, language)}
    </EmptyState>
  )
}

function Empty(props: { queued: number }) {
  const say = useText(inboxTexts)
  const segment = useInbox((s) => s.segment)
  const rows = useInbox((s) => s.rows)
  const accept = useAccept()
  const next = oldestQueued(rows.values())
  if (segment !== 'mine')
    return (
      <EmptyState icon={IconInbox} title={say(segment === 'queue' ? 'emptyQueueTitle' : 'emptyAllTitle')}>
        {say('emptyQueue')}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={IconInbox}
      title={say('emptyMineTitle')}
      actions={
        next && (
          <Button look="primary" command="conversation.accept-next" onClick={() => void accept(next)}>
            {say('takeNext')}
          </Button>
        )
      }
    >
      {props.queued > 0 ? say('emptyMineQueue', { count: props.queued }) : say('emptyMine')}
    </EmptyState>
  )
}
