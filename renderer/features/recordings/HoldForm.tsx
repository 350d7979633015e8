import { type FormEvent, useState } from 'react'
import type { CallId, ContactId } from '../../../shared/lib/ids.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { holdTexts } from './hold-texts.ts'
import css from './recordings.module.css'
import { useTold } from './told.ts'

/** Legal holds are for those who answer for them; the hub asks again. */
export const useMayHold = (): boolean =>
  useMe()?.roles.some((role) => role === 'admin' || role === 'auditor') ?? false

/** Asks for the reason, and places a hold on a person or one of their calls, or lifts the one that stands. */
export function HoldForm(props: {
  /** The card that it is placed on, or was. */
  contactId: ContactId
  callId?: CallId | undefined
  /** The hold to lift. */
  holdId?: string | undefined
  onCancel?: () => void
  onDone: () => void
}) {
  const { contactId, callId, holdId, onCancel, onDone } = props
  const say = useText(holdTexts)
  const bridge = useBridge()
  const told = useTold()
  const [why, setWhy] = useState('')
  /** One form places one hold, however often it is sent. */
  const [newHoldId] = useState(() => newId<string>())
  const reason = why.trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.length < 3) return
    const answer = holdId
      ? await bridge.recordings.liftHold({ holdId, contactId, why: reason })
      : await bridge.recordings.placeHold({
          ...{ holdId: newHoldId, contactId, why: reason },
          ...(callId ? { callId } : {}),
        })
    if (told(answer)) onDone()
  }
  return (
    <form className={css.holdForm} onSubmit={submit}>
      <p className={css.sentence}>{say(holdId ? 'liftWhy' : callId ? 'placeCallWhy' : 'placePersonWhy')}</p>
      <input
        className={css.commentField}
        value={why}
        maxLength={500}
        data-autofocus
        aria-label={say('reason')}
        placeholder={say('reason')}
        onChange={(event) => setWhy(event.target.value)}
      />
      <div className={css.holdEnd}>
        {onCancel && (
          <Button size="small" look="quiet" onClick={onCancel}>
            {say('cancel')}
          </Button>
        )}
        <Button submit size="small" look="primary" disabled={reason.length < 3}>
          {say(holdId ? 'lift' : 'place')}
        </Button>
      </div>
    </form>
  )
}
