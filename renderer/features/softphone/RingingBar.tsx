import { IconPhoneFilled, IconPhoneOff } from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { Announce } from './Announce.tsx'
import { Bar, Since, Who } from './bar-parts.tsx'
import { AutoAnswer } from './IncomingCall.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import { useCaller, useCallWords, useWhys } from './use-caller.ts'
import { useWhyWords } from './WhyLine.tsx'

/** Somebody calls while another call is on: one line of why, and one key that holds the current and answers. */
export function RingingBar(props: { call: Call; front: Call | undefined; next: boolean }) {
  const { call, front, next } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const { name } = useCallWords(call)
  const [why] = useWhys(call, useCaller(call.contactId))
  const wordsOf = useWhyWords()
  const blocked = front !== undefined && front.phase !== 'connected'
  return (
    <Bar kind="ringing" label={say('callWith', { name })} callId={call.callId}>
      <Who call={call} />
      <Since at={call.offeredAt} className={css.timerRinging} />
      <span className={`ellipsis ${css.middle}`}>{why && wordsOf(why).words}</span>
      {call.answersAt !== undefined && <AutoAnswer call={call} at={call.answersAt} />}
      <Button
        look="green"
        className={css.barAction}
        icon={IconPhoneFilled}
        disabled={blocked}
        title={blocked ? say('answerLater') : undefined}
        {...(next ? { command: 'call.answer' as const } : {})}
        onClick={() => void phone.answer(call.callId)}
      >
        {say(front ? 'answerHold' : 'answer')}
      </Button>
      <Button
        className={css.barDecline}
        icon={IconPhoneOff}
        {...(next && !front ? { command: 'call.hangup' as const } : {})}
        onClick={() => void phone.decline(call.callId)}
      >
        {say('decline')}
      </Button>
      <Announce call={call} />
    </Bar>
  )
}
