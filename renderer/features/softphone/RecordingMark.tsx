import { IconPoint, IconPointFilled } from '@tabler/icons-react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Call } from '../../../shared/softphone/call.ts'
import { clock } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNow, useNowAs } from '../../ui/now.ts'
import { Tip } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { texts } from './texts.ts'

/** A recording starts within a moment of the answer; what has not started by then is said to be missing. */
const startSeconds = 3

/** Whether the call in front is being recorded, and why not where it is not. */
export function RecordingMark(props: { call: Call }) {
  const { call } = props
  const say = useText(texts)
  const language = useLanguage()
  const late = useNowAs((now) => now - (call.answeredAt ?? now) > startSeconds * 1000)
  if (call.recording === 'on')
    return (
      <span className={css.rec}>
        <Icon of={IconPointFilled} size={14} />
        {say('recording')}
      </span>
    )
  if (call.recording === 'paused' && call.recordingPause) return <Paused pause={call.recordingPause} />
  if (call.recording === 'off' && !call.unrecorded && !late) return <span className={css.rec} />
  const cause = call.unrecorded ? say('recordingOff') : sentence('RECORDING_FAILED', language)
  return (
    <Tip label={cause}>
      <span className={css.notRecorded} data-wanted={!call.unrecorded} role="status">
        {say('notRecorded')}
        <span className="visually-hidden">: {cause}</span>
      </span>
    </Tip>
  )
}

/** How long nothing has been recorded, and in the tip when it goes on by itself. */
function Paused(props: { pause: NonNullable<Call['recordingPause']> }) {
  const { since, until, reason } = props.pause
  const say = useText(texts)
  const now = useNow()
  const seconds = Math.max(0, (now - since) / 1000)
  const left = Math.max(0, (until - now) / 1000)
  return (
    <Tip
      label={`${say(reason === 'payment' ? 'pausedByField' : 'pausedByHand')}. ${say('resumesIn', { time: clock(left) })}`}
    >
      <span className={`${css.rec} ${css.recPaused}`}>
        <Icon of={IconPoint} size={14} />
        <span role="status">{say('recordingPaused')}</span>
        <span className="num" aria-hidden>
          {clock(seconds)}
        </span>
      </span>
    </Tip>
  )
}
