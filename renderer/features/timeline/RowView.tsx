import { type CSSProperties, memo, type ReactNode } from 'react'
import type { TimelineItem } from '../../../shared/domain/timeline.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useClockOffset, useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { dayHead, timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon, useChannelName, type Wire, wireColor } from '../../ui/channel.tsx'
import { useNowAs } from '../../ui/now.ts'
import { isVisitor, phoneText } from '../../ui/phone.ts'
import { addressOf, type Sending } from '../conversation/index.ts'
import { WaitingView } from '../offline/index.ts'
import { usePerson } from '../person/index.ts'
import { CallView, MissedCall } from './CallView.tsx'
import { FactLine } from './FactLine.tsx'
import { factTexts, sourceTexts, stateTexts } from './fact-texts.ts'
import { factIcons, factWords, foldWords, type Tell } from './facts.tsx'
import css from './items.module.css'
import { MessageView, SendingView } from './MessageView.tsx'
import { BotView, DispositionView, LinkView, NoteView } from './OtherViews.tsx'
import { isMissed, type Row } from './rows.ts'
import { ScheduledView } from './ScheduledView.tsx'
import { timelineTexts } from './texts.ts'

const wireStyle = (wire: Wire) => ({ '--wire': wireColor(wire) }) as CSSProperties

/** One row of the timeline; rows whose item has not changed are not drawn again. */
export function RowView(props: { row: Row; onOpenFold: (id: string) => void }) {
  const { row } = props
  switch (row.kind) {
    case 'day':
      return <DayLine at={row.at} />
    case 'new':
      return <NewLine at={row.at} />
    case 'head':
      return <Head wire={row.wire} item={row.item} time={row.time} />
    case 'sending':
      return (
        <div className={css.wired} style={wireStyle(row.wire)}>
          <SendingView sending={row.sending} />
        </div>
      )
    case 'waiting':
      return <WaitingView waiting={row.waiting} />
    case 'fold':
      return <Fold row={row} onOpen={props.onOpenFold} />
    case 'item':
      return <ItemView item={row.item} wire={row.wire} author={row.author} />
  }
}

/** `today, 20 November`: also floats at the top while its day is on screen. */
export const DayLine = memo(function DayLine(props: { at: number }) {
  const language = useLanguage()
  const offset = useClockOffset()
  const words = useNowAs((now) => dayHead(props.at, now + offset, language))
  return <div className={css.day}>{words}</div>
})

function NewLine(props: { at: number }) {
  const say = useText(timelineTexts)
  const language = useLanguage()
  return (
    <div className={css.newLine} data-testid="new-since">
      {say('newSince', { time: timeOfDay(props.at, language) })}
    </div>
  )
}

const ItemView = memo(function ItemView(props: {
  item: TimelineItem
  wire: Wire | undefined
  author: boolean
}) {
  const { item, wire, author } = props
  const view = viewOf(item, author)
  return wire ? (
    <div className={css.wired} style={wireStyle(wire)}>
      {view}
    </div>
  ) : (
    view
  )
})

function viewOf(item: TimelineItem, author: boolean): ReactNode {
  switch (item.kind) {
    case 'message':
      return <MessageView item={item} author={author} />
    case 'scheduled':
      return <ScheduledView item={item} />
    case 'call':
      return isMissed(item) ? <MissedCall item={item} /> : <CallView item={item} />
    case 'note':
      return <NoteView item={item} />
    case 'bot':
      return <BotView item={item} />
    case 'link':
      return <LinkView item={item} />
    case 'disposition':
      return <DispositionView item={item} />
    case 'line':
      return <Fact item={item} />
  }
}

function useTell(): Tell {
  const cases = usePerson((s) => s.cases.list)
  const language = useLanguage()
  const offset = useClockOffset()
  return {
    say: useText(factTexts),
    state: useText(stateTexts),
    source: useText(sourceTexts),
    timeline: useText(timelineTexts),
    language,
    company: useCompany(),
    operator: useOperatorName(),
    caseName: (id) => cases.find((one) => one.caseId === id)?.title ?? id,
    // A promise's due day is told relative to today: once a minute is often enough.
    now: useNowAs((now) => Math.floor(now / 60_000)) * 60_000 + offset,
  }
}

function Fact(props: { item: Extract<TimelineItem, { kind: 'line' }> }) {
  const { item } = props
  return (
    <FactLine icon={factIcons[item.event.type]} at={item.at}>
      {factWords(item, useTell())}
    </FactLine>
  )
}

type FoldProps = { row: Extract<Row, { kind: 'fold' }>; onOpen: (id: string) => void }

const Fold = memo(FoldView, (a, b) => a.onOpen === b.onOpen && sameItems(a.row.items, b.row.items))

const sameItems = (a: readonly TimelineItem[], b: readonly TimelineItem[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

function FoldView(props: FoldProps) {
  const { items, id } = props.row
  const tell = useTell()
  const last = items.at(-1)
  const first = items[0]
  if (!first || !last) return null
  return (
    <FactLine icon={factIcons[first.event.type]} at={last.at}>
      <button type="button" className={css.fold} aria-expanded={false} onClick={() => props.onOpen(id)}>
        {foldWords(items, tell)}: {factWords(last, tell)}
      </button>
    </FactLine>
  )
}

/** The head of a run: what wire it is, and whose address. */
const Head = memo(function Head(props: { wire: Wire; item: TimelineItem | Sending; time: boolean }) {
  const { wire, item, time } = props
  const language = useLanguage()
  const channelName = useChannelName()
  const via = useVia(item)
  return (
    <div className={css.head} style={wireStyle(wire)} data-testid="run-head">
      <span className={css.headIcon}>
        <ChannelIcon wire={wire} size={18} />
      </span>
      <span className={css.headName}>{channelName(wire)}</span>
      <span className={`${css.headVia} ellipsis`} title={via}>
        {via}
      </span>
      {time && <time className={`${css.headTime} num`}>{timeOfDay(item.at, language)}</time>}
    </div>
  )
})

function useVia(item: TimelineItem | Sending): string {
  const say = useText(timelineTexts)
  const language = useLanguage()
  const card = usePerson((s) => s.card)
  const company = useCompany()
  const operatorName = useOperatorName()
  if (!('kind' in item)) return addressOf(card, item)
  if (item.kind === 'bot') return say('botQuestions', { count: item.answers.length })
  if (item.kind === 'call') {
    const queue = company?.queues.find((q) => q.queueId === item.queueId)
    return [
      item.operatorId && operatorName(item.operatorId),
      queue && say('line', { name: localise(queue.name, language) }),
      item.remote && (isVisitor(item.remote) ? say('fromSite') : phoneText(item.remote)),
    ]
      .filter(Boolean)
      .join(', ')
  }
  if (item.kind !== 'message') return ''
  const address = addressOf(card, item)
  if (item.channel === 'email' && address) return say(item.direction === 'out' ? 'to' : 'from', { address })
  return address || (company?.accounts.find((a) => a.accountId === item.accountId)?.name ?? '')
}
