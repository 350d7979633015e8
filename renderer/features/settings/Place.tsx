import { IconCircleCheck, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { CallId } from '../../../shared/lib/ids.ts'
import type { ShownIntake } from '../../../shared/protocol/recordings-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { clock, fileSize, moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Button, EmptyState, Pill } from '../../ui/primitives.tsx'
import { Section, told } from './parts.tsx'
import { placeTexts } from './place-texts.ts'
import css from './settings.module.css'
import { texts } from './texts.ts'

type Lists = { doubts: ShownIntake[]; aside: ShownIntake[] }

/** Recordings of the PBX of which nobody can tell for certain whose they are: a supervisor says, and nothing is guessed. */
export function Place() {
  const say = useText(placeTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const [lists, setLists] = useState<Lists>()
  const load = async () => {
    const answer = await bridge.recordings.intake({})
    if (told(answer) && answer.ok) setLists(answer.value)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: loaded when the screen opens and after each decision
  useEffect(() => void load(), [bridge])
  const empty = lists && lists.doubts.length + lists.aside.length === 0
  return (
    <Section title={common('place')}>
      {empty ? (
        <EmptyState icon={IconCircleCheck} title={say('empty')}>
          {say('emptyWhy')}
        </EmptyState>
      ) : (
        <p className={css.hint}>{say('why')}</p>
      )}
      {lists?.doubts.map((item) => (
        <Doubt key={item.intakeId} item={item} onDone={load} />
      ))}
      {lists && lists.aside.length > 0 && (
        <h3 className={`${css.subtitle} ${css.asideTitle}`}>{say('aside')}</h3>
      )}
      {lists?.aside.map((item) => (
        <Doubt key={item.intakeId} item={item} onDone={load} />
      ))}
    </Section>
  )
}

function Doubt(props: { item: ShownIntake; onDone: () => Promise<void> }) {
  const { item, onDone } = props
  const say = useText(placeTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const nameOf = useOperatorName()
  const now = Date.now() + useClockOffset()
  const { from, to, startedAt } = item.facts
  const place = async (callId: CallId) => {
    if (!told(await bridge.recordings.place({ intakeId: item.intakeId, callId }))) return
    notify({ title: say('placed'), tone: 'green', life: 4000 })
    await onDone()
  }
  return (
    <article className={css.doubt} aria-label={item.name}>
      <div className={css.doubtTop}>
        {item.state === 'doubt' && <Listen recordingId={item.recordingId} />}
        <span className={css.doubtName}>
          <b className="ellipsis" title={item.name}>
            {from || to
              ? say('fromTo', { from: from ? phoneText(from) : '…', to: to ? phoneText(to) : '…' })
              : item.name}
          </b>
          <span className={`num ${css.dim}`}>
            {[
              startedAt && moment(startedAt, now, language),
              item.seconds !== undefined && clock(item.seconds),
              fileSize(item.kilobytes, language),
              say(item.source),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <Discard item={item} onDone={onDone} />
      </div>
      {item.code && <p className={css.asideWhy}>{sentence(item.code, language)}</p>}
      {item.state === 'doubt' && item.candidates.length === 0 && (
        <p className={`${css.hint} ${css.noCandidates}`}>{say('noCandidates')}</p>
      )}
      {item.candidates.length > 0 && (
        <ul className={css.candidates} aria-label={say('candidates')}>
          {item.candidates.map((candidate) => (
            <li key={candidate.callId} className={css.candidate}>
              <span className={css.doubtName}>
                <span className="ellipsis">
                  <b>{candidate.name || (candidate.remote ? phoneText(candidate.remote) : '')}</b>
                </span>
                <span className={`num ${css.dim}`}>
                  {moment(candidate.at, now, language)}
                  {candidate.talkSeconds !== undefined && ` · ${clock(candidate.talkSeconds)}`}
                </span>
                {candidate.operatorId && (
                  <span className={`ellipsis ${css.dim}`}>{nameOf(candidate.operatorId)}</span>
                )}
              </span>
              <span className={css.reasons}>
                {candidate.reasons.map((reason) => (
                  <Pill key={reason} tone={against.has(reason) ? 'amber' : 'neutral'}>
                    {say(reason)}
                  </Pill>
                ))}
              </span>
              <Button size="small" onClick={() => void place(candidate.callId)}>
                {say('place')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

/** Reasons that speak against a call. */
const against: ReadonlySet<string> = new Set([
  'no-number',
  'other-number',
  'start-far',
  'other-length',
  'other-direction',
  'recorded-already',
])

/** A few seconds are enough to know whose voice it is; it is in the audit like any other play. */
function Listen(props: { recordingId: ShownIntake['recordingId'] }) {
  const say = useText(placeTexts)
  const bridge = useBridge()
  const audio = useRef<HTMLAudioElement>(null)
  const [src, setSrc] = useState<string>()
  const [playing, setPlaying] = useState(false)
  const toggle = async () => {
    if (playing) return audio.current?.pause()
    if (src) return void audio.current?.play().catch(() => undefined)
    const answer = await bridge.recordings.open({ recordingId: props.recordingId })
    if (told(answer) && answer.ok) setSrc(answer.value.src)
  }
  return (
    <>
      <Button
        size="small"
        icon={playing ? IconPlayerPauseFilled : IconPlayerPlayFilled}
        onClick={() => void toggle()}
      >
        {say(playing ? 'stop' : 'play')}
      </Button>
      {src && (
        // biome-ignore lint/a11y/useMediaCaption: a recorded call has no captions
        <audio
          ref={audio}
          src={src}
          autoPlay
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setPlaying(false)}
        />
      )}
    </>
  )
}

function Discard(props: { item: ShownIntake; onDone: () => Promise<void> }) {
  const say = useText(placeTexts)
  const bridge = useBridge()
  const [asking, setAsking] = useState(false)
  const [why, setWhy] = useState('')
  if (!asking)
    return (
      <Button look="quiet" size="small" onClick={() => setAsking(true)}>
        {say('discard')}
      </Button>
    )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (why.trim().length < 3) return
    if (told(await bridge.recordings.discard({ intakeId: props.item.intakeId, why: why.trim() })))
      await props.onDone()
  }
  return (
    <form className={css.row} onSubmit={submit}>
      <input
        className={css.whyField}
        value={why}
        maxLength={500}
        // biome-ignore lint/a11y/noAutofocus: the field was asked for by its button
        autoFocus
        aria-label={say('discardWhy')}
        placeholder={say('discardWhy')}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Button submit look="red" size="small" disabled={why.trim().length < 3}>
        {say('discard')}
      </Button>
    </form>
  )
}
