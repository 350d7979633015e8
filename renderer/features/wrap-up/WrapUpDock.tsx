import { Textarea } from '@mantine/core'
import { IconCheck, IconClipboardText } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Disposition } from '../../../shared/domain/company.ts'
import { localise } from '../../../shared/lib/language.ts'
import { type Call, callSeconds } from '../../../shared/softphone/call.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCalls, useCompany, useMe } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button, Kbd, Ring } from '../../ui/primitives.tsx'
import { useCallWords } from '../softphone/index.ts'
import { PromiseFields } from './PromiseFields.tsx'
import { useWrapUp } from './store.ts'
import { texts } from './texts.ts'
import { useDraft } from './use-draft.ts'
import css from './wrap-up.module.css'
import { lacksComment, outcomesOf } from './wrap-up.ts'

/** What an answered call came to: over the composer until it is saved, by hand or by itself. */
export function WrapUpDock() {
  const callId = useWrapUp((s) => s.open?.callId)
  const call = useCalls((calls) => calls.find((c) => c.callId === callId))
  return call ? <Dock key={call.callId} call={call} /> : null
}

function Dock(props: { call: Call }) {
  const { call } = props
  const say = useText(texts)
  const bridge = useBridge()
  const { name } = useCallWords(call)
  const draft = useDraft(call)
  const [asked, setAsked] = useState(false)
  const note = useWrapUp((s) => s.open?.note)
  const chosen = useWrapUp((s) => s.open?.dispositionId)
  const saving = useWrapUp((s) => s.open?.saving ?? false)
  const talking = useWrapUp((s) => s.open?.talking ?? false)
  const { setDraft, choose, write, more, save } = useWrapUp((s) => s)
  const company = useCompany()
  const me = useMe()
  const outcomes = useMemo(() => outcomesOf(company, call, me?.operatorId), [company, call, me])
  const noteField = useRef<HTMLTextAreaElement>(null)
  useEffect(() => setDraft(draft), [setDraft, draft])

  const text = note ?? draft
  const missing = lacksComment(
    outcomes.find((o) => o.dispositionId === chosen),
    text,
    draft,
  )
  const finish = async () => {
    if (missing) {
      setAsked(true)
      noteField.current?.focus()
      return
    }
    if (await save()) await bridge.session.setPresence({ presence: 'available' })
  }
  useCommand('presence.available', () => {
    void finish()
    return true
  })
  useOutcomeKeys(outcomes, choose)

  return (
    <section className={css.dock} aria-label={say('title')}>
      <header className={css.head}>
        <Icon of={IconClipboardText} size={18} color="dim" />
        <h2 className={css.title}>{say('title')}</h2>
        <span className={`ellipsis ${css.dim}`}>
          {name}, {clock(callSeconds(call, call.endedAt ?? 0))}
        </span>
        <Countdown />
      </header>
      <div className={css.body}>
        <Outcomes outcomes={outcomes} chosen={chosen} onChoose={choose} />
        <div className={css.right}>
          <Textarea
            ref={noteField}
            label={say('note')}
            value={text}
            autosize
            minRows={3}
            maxRows={6}
            maxLength={4000}
            onChange={(event) => write(event.currentTarget.value)}
            error={asked && missing ? say('needsComment') : undefined}
          />
          <PromiseFields />
        </div>
      </div>
      <footer className={css.foot}>
        <span className={`ellipsis ${css.hint}`}>{say(talking ? 'waits' : 'savesItself')}</span>
        <Button look="quiet" caps="+30" onClick={more}>
          {say('more')}
        </Button>
        <Button
          look="primary"
          icon={IconCheck}
          command="presence.available"
          disabled={saving}
          onClick={() => void finish()}
        >
          {say('available')}
        </Button>
      </footer>
    </section>
  )
}

function Countdown() {
  const say = useText(texts)
  const left = useWrapUp((s) => Math.ceil((s.open?.leftMs ?? 0) / 1000))
  const share = useWrapUp((s) => (s.open ? s.open.leftMs / s.open.wholeMs : 0))
  const whole = useWrapUp((s) => Math.round((s.open?.wholeMs ?? 0) / 1000))
  return (
    <span className={`num ${css.countdown}`} role="timer" aria-live="off" aria-label={say('timeLeft')}>
      <Ring share={share} size={18} tone="accent" />
      {clock(left)}
      <span className={css.hint}>{say('of', { time: clock(whole) })}</span>
    </span>
  )
}

function Outcomes(props: {
  outcomes: readonly Disposition[]
  chosen: string | undefined
  onChoose: (id: Disposition['dispositionId']) => void
}) {
  const { outcomes, chosen, onChoose } = props
  const say = useText(texts)
  const language = useLanguage()
  const list = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (!isTyping()) list.current?.querySelector('input')?.focus({ preventScroll: true })
  }, [])
  return (
    <fieldset ref={list} className={css.outcomes}>
      <legend className={css.label}>{say('outcome')}</legend>
      {outcomes.length === 0 && <p className={css.hint}>{say('noOutcomes')}</p>}
      <div className={css.options}>
        {outcomes.map((outcome, i) => {
          const on = outcome.dispositionId === chosen
          return (
            <label key={outcome.dispositionId} className={css.option} data-on={on}>
              <input
                type="radio"
                name="outcome"
                className="visually-hidden"
                checked={on}
                onChange={() => onChoose(outcome.dispositionId)}
              />
              {i < 9 && <Kbd>{i + 1}</Kbd>}
              <span className="ellipsis">{localise(outcome.name, language)}</span>
              {on && <Icon of={IconCheck} color="accent" />}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

const isField = (element: Element | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && element.type !== 'radio') ||
  (element instanceof HTMLElement && element.isContentEditable)

/** Somebody writes: the caret is in a field that has words in it. Their focus is not taken away. */
const isTyping = (): boolean => {
  const field = document.activeElement
  return isField(field) && (field as HTMLInputElement).value !== ''
}

/** Keys 1 to 9 choose, unless they are being typed into a field. */
function useOutcomeKeys(
  outcomes: readonly Disposition[],
  choose: (id: Disposition['dispositionId']) => void,
) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      if (isField(document.activeElement)) return
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
      const outcome = digit ? outcomes[Number(digit) - 1] : undefined
      if (!outcome) return
      event.preventDefault()
      choose(outcome.dispositionId)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [outcomes, choose])
}
