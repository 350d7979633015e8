import {
  IconArrowForwardUp,
  IconPhoneCall,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPhoneX,
} from '@tabler/icons-react'
import type { Disposition } from '../../../shared/domain/company.ts'
import type { CallItem } from '../../../shared/domain/timeline.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useClockOffset, useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { clock, timeOfDay } from '../../i18n/format.ts'
import { type Say, useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, Pill, type Tone } from '../../ui/primitives.tsx'
import { useCall } from '../conversation/index.ts'
import { RecordingPlayer } from '../recordings/index.ts'
import { FactLine } from './FactLine.tsx'
import css from './items.module.css'
import { TalkLine } from './TalkLine.tsx'
import { timelineTexts } from './texts.ts'

type SayTimeline = Say<(typeof timelineTexts)['texts']>

const outcomeTones: Record<Disposition['outcome'], Tone> = {
  won: 'green',
  resolved: 'green',
  open: 'accent',
  lost: 'red',
  other: 'neutral',
}

/** A call that was answered, placed, or is going on: what it was in one line, then its recording. */
export function CallView(props: { item: CallItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const company = useCompany()
  const disposition = company?.dispositions.find((d) => d.dispositionId === item.dispositionId)
  const operatorName = useOperatorName()
  const inward = item.direction === 'in'
  const talked = item.outcome === 'answered'
  const total = item.talkSeconds + item.holdSeconds
  const parts = [
    talked && item.holdSeconds > 0
      ? say('talkHold', { talk: clock(item.talkSeconds), hold: clock(item.holdSeconds) })
      : undefined,
    talked && inward && item.waitSeconds >= 1 ? say('waited', { wait: clock(item.waitSeconds) }) : undefined,
    item.ivr.length > 0 ? say('menu', { path: item.ivr.join(' → ') }) : undefined,
  ].filter(Boolean)
  return (
    <article className={css.call} data-testid="call">
      <div className={css.cardLine}>
        <Icon
          of={inward ? IconPhoneIncoming : IconPhoneOutgoing}
          size={18}
          color={talked || item.outcome === 'talking' ? 'green' : 'dim'}
        />
        <h3 className={css.callTitle}>{say(item.parentCallId ? 'leg' : inward ? 'incoming' : 'outgoing')}</h3>
        {item.parentCallId && <span className={css.dim}>{operatorName(item.operatorId)}</span>}
        {talked && <span className={`${css.strong} num`}>{clock(total)}</span>}
        {item.outcome === 'talking' && <Running since={item.answeredAt ?? item.at} />}
        {!talked && item.outcome !== 'talking' && <span className={css.dim}>{outcomeWords(item, say)}</span>}
        {parts.length > 0 && (
          <span className={`${css.dim} ellipsis num`} title={parts.join(', ')}>
            {parts.join(', ')}
          </span>
        )}
        {disposition && (
          <span className={css.end}>
            <Pill tone={outcomeTones[disposition.outcome]}>{localise(disposition.name, language)}</Pill>
          </span>
        )}
      </div>
      <CallSteps item={item} />
      {item.note && <p className={css.callNote}>{item.note}</p>}
      <TalkLine item={item} />
      <RecordingPlayer item={item} />
    </article>
  )
}

/** Where the customer went from here, and who was taken in. */
function CallSteps(props: { item: CallItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const operatorName = useOperatorName()
  const steps = [
    ...item.joined.map(({ at, remote }) => ({ at, words: say('joined', { name: remote }) })),
    ...item.transfers.map(({ at, mode, toOperatorId, target }) => ({
      at,
      words: say(mode === 'blind' ? 'passedBlind' : 'passed', {
        name: toOperatorId ? operatorName(toOperatorId) : (target ?? ''),
      }),
    })),
  ].sort((a, b) => a.at - b.at)
  return steps.map(({ at, words }) => (
    <p key={`${at}${words}`} className={css.callNote}>
      <Icon of={IconArrowForwardUp} size={14} /> {words},{' '}
      <span className="num">{timeOfDay(at, language)}</span>
    </p>
  ))
}

function Running(props: { since: number }) {
  const say = useText(timelineTexts)
  const offset = useClockOffset()
  const words = useNowAs((now) => clock((now + offset - props.since) / 1000))
  return (
    <>
      <span className={css.dim}>{say('talking')}</span>
      <span className={`${css.strong} num`}>{words}</span>
    </>
  )
}

function outcomeWords(item: CallItem, say: SayTimeline): string {
  switch (item.outcome) {
    case 'ringing':
      return say('ringing')
    case 'talking':
      return say('talking')
    case 'answered':
      return ''
    case 'abandoned':
      return say('outCancelled')
    case 'no-answer':
      return say('outNoAnswer')
    case 'busy':
      return say('outBusy')
    case 'declined':
      return say('outDeclined')
    case 'nobody-available':
      return say('outUnavailable')
    case 'failed':
      return say('outFailed')
  }
}

const missedTitles: Partial<
  Record<CallItem['outcome'], 'missed' | 'gaveUp' | 'declined' | 'nobodyThere' | 'callFailed'>
> = {
  abandoned: 'missed',
  'no-answer': 'missed',
  declined: 'declined',
  'nobody-available': 'nobodyThere',
  failed: 'callFailed',
}

/** A call that nobody answered: one line in red, and a way to call back. */
export function MissedCall(props: { item: CallItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const language = useLanguage()
  const company = useCompany()
  const call = useCall()
  const queue = company?.queues.find((q) => q.queueId === item.queueId)
  const { remote } = item
  return (
    <FactLine
      icon={IconPhoneX}
      tone="red"
      tall
      at={item.at}
      action={
        remote && (
          <Button size="small" icon={IconPhoneCall} onClick={() => void call(remote, item.contactId)}>
            {say('callBack')}
          </Button>
        )
      }
    >
      <b className={css.red}>{say(missedTitles[item.outcome] ?? 'missed')}</b>
      {queue && `, ${say('line', { name: localise(queue.name, language) })}`}
      {item.waitSeconds >= 1 && (
        <>
          , <span className="num">{say('waited', { wait: clock(item.waitSeconds) })}</span>
        </>
      )}
    </FactLine>
  )
}
