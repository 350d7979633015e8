import {
  IconClockPause,
  IconPhoneFilled,
  IconPhoneIncoming,
  IconPhoneOff,
  IconStar,
} from '@tabler/icons-react'
import { Fragment, useEffect, useState } from 'react'
import type { MiniCall, MiniView } from '../../shared/ipc/mini-contract.ts'
import { texts } from '../features/softphone/texts.ts'
import { whyWords } from '../features/softphone/why-words.tsx'
import { clock, moment } from '../i18n/format.ts'
import { useLanguage, useText } from '../i18n/use-text.tsx'
import { chordCaps } from '../keys/chord.ts'
import { Icon } from '../ui/icon.tsx'
import { useNow, useNowAs } from '../ui/now.ts'
import { phoneText } from '../ui/phone.ts'
import { Button, IconButton, Kbd, Pill } from '../ui/primitives.tsx'
import css from './mini.module.css'
import type { MiniBridge } from './store.ts'
import { miniTexts } from './texts.ts'
import { byHand } from './use-hands.ts'

type Props = { bridge: MiniBridge; view: MiniView; call: MiniCall }

/** Who calls, on which line, why probably, and three things to do about it. */
export function Ringing({ bridge, view, call }: Props) {
  const say = useText(texts)
  const mini = useText(miniTexts)
  const { callId } = call
  const several = view.matches.length > 1
  return (
    <>
      <Announce view={view} call={call} />
      <div className={css.head}>
        <Icon of={IconPhoneIncoming} color="green" />
        <b className="ellipsis">{call.line ?? say('incomingHead')}</b>
        <span className={`ellipsis ${css.dim}`}>
          {several
            ? call.number && phoneText(call.number)
            : call.attempt > 1
              ? mini('attempt', { ordinal: call.attempt })
              : call.fromSite
                ? say('fromSite')
                : call.name && call.number
                  ? phoneText(call.number)
                  : ''}
        </span>
        <Clock at={call.since} />
      </div>
      {several ? <Matches bridge={bridge} view={view} call={call} /> : <Person view={view} call={call} />}
      <div className={css.foot}>
        <Button
          look="green"
          icon={IconPhoneFilled}
          caps={view.armed ? 'Enter' : chordCaps(view.keys.answer)}
          tabIndex={-1}
          onClick={byHand(() => void bridge.answer({ callId, by: 'mouse' }))}
        >
          {say('answer')}
        </Button>
        <span className={css.space}>
          {view.armed && (
            <span className="visually-hidden" role="status">
              {mini('armed')}
            </span>
          )}
        </span>
        <IconButton
          icon={IconClockPause}
          label={say('snooze')}
          tabIndex={-1}
          onClick={byHand(() => void bridge.snooze({ callId }))}
        />
        <Button
          className={css.decline ?? ''}
          icon={IconPhoneOff}
          caps={chordCaps(view.keys.hangup)}
          tabIndex={-1}
          onClick={byHand(() => void bridge.decline({ callId }))}
        >
          {say('decline')}
        </Button>
      </div>
    </>
  )
}

export function useName(call: MiniCall): string {
  const say = useText(texts)
  return call.name ?? (call.number ? phoneText(call.number) : say(call.fromSite ? 'visitor' : 'unknown'))
}

export function Clock(props: { at: number; large?: boolean }) {
  const now = useNow()
  return (
    <span role="timer" aria-live="off" className={`num ${props.large ? css.timer : css.clock}`}>
      {clock(Math.max(0, (now - Math.floor(props.at / 1000) * 1000) / 1000))}
    </span>
  )
}

function Person({ view, call }: Omit<Props, 'bridge'>) {
  const say = useText(texts)
  const mini = useText(miniTexts)
  const name = useName(call)
  return (
    <>
      <div className={css.who}>
        <span className={`ellipsis ${css.name}`} title={name}>
          {name}
        </span>
        {!call.inBase ? (
          <Pill>{say('notInBase')}</Pill>
        ) : (
          call.tag && (
            <Pill tone="accent" icon={IconStar}>
              {call.tag}
            </Pill>
          )
        )}
      </div>
      <div className={`ellipsis ${css.why}`}>
        {view.whys.length > 0 ? <Whys view={view} /> : <span className={css.dim}>{mini('nothing')}</span>}
      </div>
    </>
  )
}

function Whys({ view }: { view: MiniView }) {
  const say = useText(texts)
  const language = useLanguage()
  const minute = useNowAs((now) => Math.floor(now / 60_000) * 60_000) + view.clockOffset
  const product = (id: string) => view.goods[id]
  return view.whys.map((why, i) => {
    const { words, aside } = whyWords(why, { say, language, product, minute })
    return (
      <Fragment key={why.kind}>
        {i > 0 && '; '}
        {words}
        {why.kind !== 'order' && aside && <span className={css.dim}>, {aside}</span>}
      </Fragment>
    )
  })
}

/** A choice, not a guess; answering works before it. */
function Matches({ bridge, view, call }: Props) {
  const say = useText(texts)
  const language = useLanguage()
  const minute = useNowAs((now) => Math.floor(now / 60_000) * 60_000) + view.clockOffset
  return (
    <div className={css.matches} data-count={view.matches.length}>
      {view.matches.map((hit, i) => (
        <button
          key={hit.personId}
          type="button"
          tabIndex={-1}
          className={css.match}
          onClick={byHand(
            () => void bridge.choose({ callId: call.callId, personId: hit.personId, by: 'mouse' }),
          )}
        >
          <Kbd>{i + 1}</Kbd>
          <b className="ellipsis">{hit.name}</b>
          <span className={`ellipsis ${css.dim}`}>
            {say('lastSeen', { when: moment(hit.lastAt, minute, language) })}
          </span>
        </button>
      ))}
    </div>
  )
}

/** Says aloud, once, who is calling and by which keys. The region stands empty first, so that its filling is a change. */
function Announce({ view, call }: Omit<Props, 'bridge'>) {
  const say = useText(texts)
  const name = useName(call)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 50)
    return () => clearTimeout(timer)
  }, [])
  return (
    <span className="visually-hidden" role="alert" aria-live="assertive">
      {ready &&
        say('rings', { name, answer: chordCaps(view.keys.answer), decline: chordCaps(view.keys.hangup) })}
    </span>
  )
}
