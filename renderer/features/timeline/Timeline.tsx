import {
  IconAlertCircle,
  IconArrowDown,
  IconCloudOff,
  IconFilterOff,
  IconFolder,
  IconInbox,
  IconUserSearch,
  IconX,
} from '@tabler/icons-react'
import {
  memo,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { cardName } from '../../../shared/domain/card.ts'
import { caseOf } from '../../../shared/domain/case.ts'
import type { TimelineItem } from '../../../shared/domain/timeline.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useMe } from '../../bridge/mirrors.ts'
import { useRegionName } from '../../bridge/pane.tsx'
import { startOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand, useKeys } from '../../keys/keys.tsx'
import { useAfterPaint } from '../../ui/after-paint.ts'
import { Icon } from '../../ui/icon.tsx'
import { Button, EmptyState, Late, Skeleton } from '../../ui/primitives.tsx'
import { type Sending, useConversation } from '../conversation/index.ts'
import { useInbox } from '../inbox/index.ts'
import { seenOf, useWaiting } from '../offline/index.ts'
import { usePerson } from '../person/index.ts'
import { DateJump } from './DateJump.tsx'
import { FilterBar } from './FilterBar.tsx'
import type { Filter } from './filters.ts'
import { MediaViewer } from './MediaViewer.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { placeOf } from './places.ts'
import { DayLine, RowView } from './RowView.tsx'
import { type Row, rowsMaker } from './rows.ts'
import { timelineTexts } from './texts.ts'
import css from './timeline.module.css'
import { usePlace } from './use-place.ts'
import { useSeen } from './use-seen.ts'
import { useSought } from './use-sought.ts'
import { useWalk } from './use-walk.ts'

/** One person's line of time, newest at the bottom. */
export function Timeline() {
  const status = usePerson((s) => s.status)
  const personId = usePerson((s) => s.personId)
  // The card beside it is painted first: who it is comes before what has been.
  const begun = useAfterPaint(personId)
  if (status === 'none') return <Nobody />
  if (status === 'loading') return <Loading />
  if (status === 'failed') return <Failed />
  if (!begun) return <div className={css.loading} />
  return <Lines key={personId} />
}

/** How near to the bottom still counts as being there, and how near to the top asks for older facts. */
const nearBottom = 48
const nearTop = 400
const dayHeight = 36

function Lines() {
  const say = useText(timelineTexts)
  const region = useRegionName(say('timeline'))
  const [filter, setFilter] = useState<Filter>('all')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { rows, items } = useRows(filter, open)
  const cases = usePerson((s) => s.cases)
  const [placing, setPlacing] = useState<string>()
  const placed = items.find((item) => item.id === placing)
  const older = usePerson((s) => s.older)
  const loadOlder = usePerson((s) => s.loadOlder)
  const list = useRef<VirtualizerHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [atBottom, setAtBottom] = useState(true)
  const stick = useRef(true)
  const [floating, setFloating] = useState<number>()
  const shift = usePrepended(rows)
  const fresh = useFresh(items, atBottom)
  useSeen(atBottom)
  const walk = useWalk(list, rows, (id) => cases.list.length > 0 && setPlacing(id))
  const personId = usePerson((s) => s.personId)
  useLooked(personId)
  const scrolled = usePlace({ personId, list, rows, items, stick })
  const toDay = useDay(list, rows, stick)
  useSought(list, rows, stick)
  useCommand('timeline.newest', () => toBottom())

  const toBottom = useCallback(() => {
    stick.current = true
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when rows come or the filter changes
  useLayoutEffect(() => {
    if (stick.current) toBottom()
  }, [rows, filter])

  const lastOffset = useRef(0)
  const onScroll = useLatest((offset: number) => {
    const handle = list.current
    const element = scroller.current
    if (!handle || !element) return
    const bottom = element.scrollHeight - element.scrollTop - element.clientHeight <= nearBottom
    // Rows that are measured as they come push the end away; only going up lets go of it.
    if (bottom) stick.current = true
    else if (offset < lastOffset.current - 1) stick.current = false
    lastOffset.current = offset
    scrolled()
    setAtBottom(bottom || stick.current)
    setFloating(floatingDay(handle, rows, offset))
    if (offset < nearTop && older && !stick.current) void loadOlder()
  })
  const onResize = useLatest(() => stick.current && toBottom())
  const onOpenFold = useCallback((id: string) => {
    stick.current = false
    setOpen((was) => new Set(was).add(id))
  }, [])
  // A filter that leaves too little to scroll still reaches back for more.
  useEffect(() => {
    const handle = list.current
    if (handle && older && handle.scrollSize <= handle.viewportSize + nearTop && rows.length < 400)
      void loadOlder()
  }, [rows, older, loadOlder])

  return (
    <>
      <FilterBar
        filter={filter}
        onChange={(next) => {
          stick.current = true
          setFilter(next)
        }}
      >
        <CaseChip />
        <DateJump onDay={toDay} />
      </FilterBar>
      <MediaViewer />
      <div className={css.frame}>
        <section
          ref={scroller}
          className={css.scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the pane is scrolled with the keyboard
          tabIndex={0}
          aria-label={region}
          data-pane="timeline"
          onKeyDown={walk.onKeyDown}
          onBlur={walk.onBlur}
          onContextMenu={walk.onContextMenu}
          data-testid="timeline"
        >
          <div className={css.filler} />
          <Rows
            list={list}
            scroller={scroller}
            rows={rows}
            shift={shift}
            kept={walk.kept}
            onScroll={onScroll}
            onResize={onResize}
            onOpenFold={onOpenFold}
          />
          <Typing />
          <div className={css.end} />
        </section>
        {floating !== undefined && (
          <div className={css.floating} aria-hidden>
            <div className={css.column}>
              <DayLine at={floating} />
            </div>
          </div>
        )}
        <OlderState />
        {rows.length === 0 && filter !== 'all' && (
          <div className={css.nothing}>
            <EmptyState
              icon={IconFilterOff}
              title={say('nothing')}
              actions={<Button onClick={() => setFilter('all')}>{say('showAll')}</Button>}
            />
          </div>
        )}
        {!atBottom && (
          <button type="button" className={css.jump} onClick={toBottom} data-testid="jump">
            <Icon of={IconArrowDown} color="accent" />
            {fresh > 0 ? say('newItems', { count: fresh }) : say('toNewest')}
          </button>
        )}
      </div>
      <Spoken items={items} />
      {placed && (
        <PlaceDialog
          itemId={placed.id}
          current={caseOf(placed, cases)}
          onClose={() => setPlacing(undefined)}
        />
      )}
    </>
  )
}

/** Which case the timeline is looked at through, and the way back to all of it. */
function CaseChip() {
  const say = useText(timelineTexts)
  const caseId = usePerson((s) => s.caseId)
  const title = usePerson((s) => s.cases.list.find((one) => one.caseId === s.caseId)?.title)
  const show = usePerson((s) => s.showCase)
  if (caseId === undefined) return null
  return (
    <button
      type="button"
      className={css.chip}
      aria-pressed
      title={say('showAll')}
      onClick={() => show(undefined)}
    >
      <Icon of={IconFolder} size={14} />
      <span className={`${css.caseName} ellipsis`}>{title}</span>
      <Icon of={IconX} size={14} />
    </button>
  )
}

/** The rows, kept apart from what scrolling changes around them. */
const Rows = memo(function Rows(props: {
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLDivElement | null>
  rows: readonly Row[]
  shift: boolean
  kept: number[]
  onScroll: (offset: number) => void
  onResize: () => void
  onOpenFold: (id: string) => void
}) {
  const { list, scroller, rows, shift, kept, onScroll, onResize, onOpenFold } = props
  return (
    <Virtualizer
      ref={list}
      scrollRef={scroller}
      data={rows}
      shift={shift}
      keepMounted={kept}
      onScroll={onScroll}
      onResize={onResize}
      item={Column}
    >
      {(row) => (
        <div key={row.id} data-row={row.id} tabIndex={-1} className={css.row}>
          <RowView row={row} onOpenFold={onOpenFold} />
        </div>
      )}
    </Virtualizer>
  )
})

/** A function that stays the same and does what its newest form does. */
function useLatest<A extends unknown[]>(act: (...args: A) => unknown): (...args: A) => void {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...args) => void latest.current(...args), [])
}

/** Every row stands in the column of at most 880 px. */
function Column(props: {
  style: React.CSSProperties
  index: number
  children: React.ReactNode
  ref?: React.Ref<HTMLDivElement>
}) {
  return (
    <div ref={props.ref} style={props.style}>
      <div className={css.column}>{props.children}</div>
    </div>
  )
}

/** What came since this person's timeline was last left gets its line, unless unread messages have drawn one. */
function useLooked(personId: string | undefined): void {
  const lookedUntil = usePerson((s) => s.lookedUntil)
  const me = useMe()?.operatorId
  useEffect(() => {
    const place = personId === undefined ? undefined : placeOf(personId)
    if (place) lookedUntil(place.looked, me)
  }, [personId, lookedUntil, me])
}

/** Goes to a day, or to the first one after it on which there is anything; what is not here yet is fetched. */
function useDay(
  list: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
  stick: RefObject<boolean>,
): (start: number) => void {
  const reach = usePerson((s) => s.reach)
  const [wanted, setWanted] = useState<{ start: number; here: boolean }>()
  useLayoutEffect(() => {
    if (!wanted?.here) return
    setWanted(undefined)
    const found = rows.findIndex((row) => row.kind === 'day' && startOfDay(row.at) >= wanted.start)
    list.current?.scrollToIndex(found < 0 ? rows.length - 1 : found, { align: 'start' })
  }, [wanted, rows, list])
  return useCallback(
    (start) => {
      stick.current = false
      setWanted({ start, here: false })
      void reach(start).then(() => setWanted({ start, here: true }))
    },
    [reach, stick],
  )
}
const nothingSent: readonly Sending[] = []

function useRows(filter: Filter, open: ReadonlySet<string>): { rows: Row[]; items: readonly TimelineItem[] } {
  const timeline = usePerson((s) => s.timeline)
  const newSince = usePerson((s) => s.newSince)
  const threads = usePerson((s) => s.rows)
  const sending = useConversation((s) => s.sending)
  const me = useMe()?.operatorId
  const all = usePerson((s) => s.items)
  const cases = usePerson((s) => s.cases)
  const caseId = usePerson((s) => s.caseId)
  const items = useMemo(
    () => (caseId === undefined ? all : all.filter((item) => caseOf(item, cases) === caseId)),
    [all, cases, caseId],
  )
  const [make] = useState(rowsMaker)
  const mine = useMemo(() => {
    const on = sending.filter(
      (s) => threads.has(s.conversationId) && !timeline.items.has(`message:${s.messageId}`),
    )
    return on.length > 0 ? on : nothingSent
  }, [sending, threads, timeline])
  const list = useWaiting((s) => s.list)
  const members = usePerson((s) => s.members)
  const waiting = useMemo(() => seenOf(list, members), [list, members])
  const rows = useMemo(
    () => make({ items, sending: mine, waiting, filter, newSince, open, me }),
    [make, items, mine, waiting, filter, newSince, open, me],
  )
  return { rows, items }
}

/** The day that floats at the top: none while a head of a day is in full view there. */
function floatingDay(list: VirtualizerHandle, rows: readonly Row[], offset: number): number | undefined {
  const first = list.findItemIndex(offset + 1)
  const last = list.findItemIndex(offset + dayHeight)
  for (let i = first; i <= last; i++)
    if (rows[i]?.kind === 'day' && list.getItemOffset(i) >= offset) return undefined
  return offset <= 0 ? undefined : dayOf(rows, first)
}

/** The day of the row at `index`: the nearest head of a day above it. */
function dayOf(rows: readonly Row[], index: number): number | undefined {
  for (let i = Math.min(index, rows.length - 1); i >= 0; i--) {
    const row = rows[i]
    if (row?.kind === 'day') return row.at
  }
  return undefined
}

/** True in the one render in which older rows were put before the ones that were there: the list then holds its place. */
function usePrepended(rows: readonly Row[]): boolean {
  const before = useRef(rows)
  const was = before.current
  useLayoutEffect(() => {
    before.current = rows
  }, [rows])
  return rows.length > was.length && was.length > 0 && rows.at(-1)?.id === was.at(-1)?.id
}

/** How many messages, calls and notes came while the operator was reading further up. */
function useFresh(items: readonly TimelineItem[], atBottom: boolean): number {
  const [mark, setMark] = useState<number>()
  const newest = items.at(-1)?.at ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is set when the bottom is left
  useEffect(() => setMark(atBottom ? undefined : newest), [atBottom])
  if (mark === undefined) return 0
  let count = 0
  for (let i = items.length - 1; i >= 0 && (items[i]?.at ?? 0) > mark; i--)
    if (items[i]?.kind !== 'line') count += 1
  return count
}

function OlderState() {
  const say = useText(timelineTexts)
  const language = useLanguage()
  const loading = usePerson((s) => s.loadingOlder)
  const code = usePerson((s) => s.olderCode)
  const loadOlder = usePerson((s) => s.loadOlder)
  if (code)
    return (
      <div className={css.older} role="alert">
        {code === 'REPLICA_ENDS' ? (
          <Icon of={IconCloudOff} color="amber" />
        ) : (
          <Icon of={IconAlertCircle} color="red" />
        )}
        {sentence(code, language)}
        <Button look="link" onClick={() => void loadOlder()}>
          {say('retry')}
        </Button>
      </div>
    )
  if (!loading) return null
  return (
    <Late>
      <div className={css.older}>{say('loadingOlder')}</div>
    </Late>
  )
}

/** Who is typing, in a line that keeps its place below the last item. */
function Typing() {
  const say = useText(timelineTexts)
  const threads = usePerson((s) => s.rows)
  const typing = useInbox((s) => s.typing)
  const name = usePerson((s) => s.card?.addressAs ?? (s.card && cardName(s.card)))
  const on = [...typing].some((id) => threads.has(id))
  return (
    <div className={`${css.column} ${css.typing}`} aria-live="polite">
      {on ? say('typing', { name: name ?? say('customer') }) : ''}
    </div>
  )
}

/** The last words of the customer, for those who listen to the screen. */
function Spoken(props: { items: readonly TimelineItem[] }) {
  const last = props.items.findLast((item) => item.kind === 'message' && item.direction === 'in')
  const first = useRef(last?.id)
  const words = last?.kind === 'message' && last.id !== first.current ? last.text : ''
  return (
    <div className="visually-hidden" aria-live="polite">
      {words.slice(0, 300)}
    </div>
  )
}

function Nobody() {
  const say = useText(timelineTexts)
  const { registry } = useKeys()
  return (
    <div className={css.middle}>
      <EmptyState
        icon={IconInbox}
        title={say('nobodyTitle')}
        actions={
          <Button icon={IconUserSearch} command="finder.open" onClick={() => registry.run('finder.open')}>
            {say('find')}
          </Button>
        }
      >
        {say('nobody')}
      </EmptyState>
    </div>
  )
}

function Failed() {
  const say = useText(timelineTexts)
  const language = useLanguage()
  const code = usePerson((s) => s.code) ?? 'UNKNOWN'
  const retry = usePerson((s) => s.retry)
  return (
    <div className={css.middle}>
      <EmptyState
        icon={IconAlertCircle}
        tone="red"
        title={say('failedTitle')}
        actions={
          <Button look="primary" onClick={() => void retry()}>
            {say('retry')}
          </Button>
        }
      >
        {sentence(code, language)}
      </EmptyState>
    </div>
  )
}

const shapes: [string, number, boolean][] = [
  ['52%', 34, false],
  ['40%', 34, false],
  ['48%', 54, true],
  ['60%', 88, false],
  ['36%', 34, true],
]

const Loading = () => (
  <div className={css.loading}>
    <Late>
      <div className={css.loadingRows}>
        {shapes.map(([width, height, own]) => (
          <span key={`${width}${height}`} className={css.loadingRow} data-own={own}>
            <Skeleton width={width} height={height} />
          </span>
        ))}
      </div>
    </Late>
  </div>
)
