import {
  IconClockPause,
  IconPhoneFilled,
  IconPhoneIncoming,
  IconPhoneOff,
  IconStar,
} from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import type { Call } from '../../../shared/softphone/call.ts'
import { desk, popCall } from '../../../shared/softphone/desk.ts'
import { greetingOf, lineNumber } from '../../../shared/softphone/why.ts'
import { useCalls, useClockOffset, useCompany, useLines, useMe } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { isField } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNow, useNowAs } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, Button, IconButton, Kbd, Pill } from '../../ui/primitives.tsx'
import { Announce } from './Announce.tsx'
import { LineEdge, Since } from './bar-parts.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import { useCaller, useCallWords, useMatches, useWhys } from './use-caller.ts'
import { WhyLines } from './WhyLine.tsx'

/**
 * Who calls, why probably, and what to say first. It lies over the page and is not modal: focus stays where it was, so
 * that nothing typed can answer or decline; only its own keys and its own buttons do.
 */
export function IncomingCall(props: { onOpenPerson?: (contactId: ContactId) => void }) {
  const calls = useCalls((c) => c)
  const call = useMemo(() => popCall(desk(calls)), [calls])
  return call ? <Pop key={call.callId} call={call} onOpenPerson={props.onOpenPerson} /> : null
}

function Pop(props: { call: Call; onOpenPerson: ((contactId: ContactId) => void) | undefined }) {
  const { call, onOpenPerson } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const company = useCompany()
  const me = useMe()
  const { name, face, number, line } = useCallWords(call)
  const matches = useMatches(call)
  const [picked, setPicked] = useState<PersonHit>()
  // Main may not have found anybody in time; a single match is then as good as its own.
  const chosen = picked ?? (matches.length === 1 && !call.contactId ? matches[0] : undefined)
  const caller = useCaller(chosen?.personId ?? call.contactId)
  const whys = useWhys(call, caller)
  const several = matches.length > 1 && !chosen
  const choose = (hit: PersonHit) => {
    setPicked(hit)
    void phone.identify(call.callId, hit.personId)
    onOpenPerson?.(hit.personId)
  }
  useDigits(several ? matches : [], choose)

  const fromSite = call.identifiedBy === 'token'
  const inBase = chosen !== undefined || (call.contactId !== undefined && call.identifiedBy !== 'new')
  const called = lineNumber(company, call)
  const operator = company?.operators.find((o) => o.operatorId === me?.operatorId)
  const ofLine = useLines((lines) => lines.find((l) => l.lineId === call.lineId)?.greeting)
  const greeting = ofLine || greetingOf(operator, call)
  const city = caller?.card.city
  const under = [number, fromSite ? say('fromSite') : undefined, city].filter(Boolean).join(', ')

  return (
    <section className={css.pop} aria-label={say('incomingHead')} data-call={call.callId}>
      <Announce call={call} />
      <div className={css.popBody}>
        <div className={css.popHead}>
          <Icon of={IconPhoneIncoming} color="green" />
          <b className="ellipsis">{line ? say('lineHead', { line }) : say('incomingHead')}</b>
          {called && !fromSite && <span className={css.dim}>{phoneText(called)}</span>}
          <Since at={call.offeredAt} className={css.popClock} />
        </div>
        {several ? (
          <Matches matches={matches} number={number ?? name} onChoose={choose} />
        ) : (
          <div className={css.popWho}>
            <Avatar name={chosen?.name ?? face} size={40} />
            <div className={css.popNames}>
              <span className={`ellipsis ${css.popName}`}>{chosen?.name ?? name}</span>
              {under && <span className={`ellipsis ${css.line}`}>{under}</span>}
            </div>
            {!inBase && <Pill>{say('notInBase')}</Pill>}
            {inBase && caller?.card.tags[0] && (
              <Pill tone="accent" icon={IconStar}>
                {caller.card.tags[0]}
              </Pill>
            )}
          </div>
        )}
        {whys.length > 0 && <WhyLines whys={whys} />}
        {greeting && (
          <div className={css.greeting}>
            <div className={css.line}>{say('greeting')}</div>
            {say('quote', { text: greeting })}
          </div>
        )}
      </div>
      <LineEdge callId={call.callId} />
      {call.answersAt !== undefined && <AutoAnswer call={call} at={call.answersAt} />}
      <div className={css.popFoot}>
        <Button
          look="green"
          size="large"
          icon={IconPhoneFilled}
          command="call.answer"
          onClick={() => void phone.answer(call.callId)}
        >
          {say('answer')}
        </Button>
        <IconButton
          className={css.snooze}
          icon={IconClockPause}
          label={say('snooze')}
          onClick={() => void phone.snooze(call.callId)}
        />
        <Button
          className={css.barDecline}
          icon={IconPhoneOff}
          command="call.hangup"
          onClick={() => void phone.decline(call.callId)}
        >
          {say('decline')}
        </Button>
      </div>
    </section>
  )
}

/** It answers itself in a moment: how long, and how to keep it from doing so. */
export function AutoAnswer(props: { call: Call; at: number }) {
  const { call, at } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const left = Math.max(0, Math.ceil((at - useNow()) / 1000))
  return (
    <div className={css.auto} role="timer" aria-live="off">
      <span>{say('answersIn', { count: left })}</span>
      <Button onClick={() => void phone.stopAutoAnswer(call.callId)}>{say('stopAuto')}</Button>
    </div>
  )
}

function Matches(props: { matches: PersonHit[]; number: string; onChoose: (hit: PersonHit) => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const offset = useClockOffset()
  const minute = useNowAs((now) => Math.floor(now / 60_000) * 60_000) + offset
  return (
    <div className={css.matches}>
      <div className={css.matchesHead}>
        <span className={css.popName}>{props.number}</span>
        <span className={css.line}>{say('several')}</span>
      </div>
      {props.matches.map((hit, i) => (
        <button key={hit.personId} type="button" className={css.match} onClick={() => props.onChoose(hit)}>
          <Kbd>{i + 1}</Kbd>
          <b className="ellipsis">{hit.name}</b>
          <span className={`ellipsis ${css.line}`}>
            {say('lastSeen', { when: moment(hit.lastAt, minute, language) })}
          </span>
        </button>
      ))}
    </div>
  )
}

/** Keys 1 to 3 choose a person, but never while something is being typed. */
function useDigits(matches: readonly PersonHit[], choose: (hit: PersonHit) => void): void {
  useEffect(() => {
    if (matches.length === 0) return
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || isField(event.target)) return
      const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code)?.[1]
      const hit = digit ? matches[Number(digit) - 1] : undefined
      if (!hit) return
      event.preventDefault()
      choose(hit)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
