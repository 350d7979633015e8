import { Popover, TextInput } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { errorCode, sentence } from '../../../shared/lib/errors.ts'
import type { CallId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useOperatorName, useSupervise } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCaps, useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, Kbd, Tip } from '../../ui/primitives.tsx'
import css from './supervision.module.css'
import { texts } from './texts.ts'

/** Calls a supervisor, with a few words; the call's facts go along by themselves. */
export function RaiseHand(props: { callId: CallId }) {
  const { callId } = props
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const nameOf = useOperatorName()
  const hand = useSupervise((s) => s?.hand)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const told = (answer: Result<unknown>) => {
    if (!answer.ok) notify({ title: sentence(errorCode(answer.code), language), tone: 'red' })
    return answer.ok
  }
  const show = () => {
    setReason(hand?.reason ?? '')
    setOpen(true)
  }
  useCommand('hand.raise', show)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (told(await bridge.supervision.raiseHand({ reason: reason.trim(), callId }))) setOpen(false)
  }
  const lower = async () => {
    if (told(await bridge.supervision.lowerHand({}))) setOpen(false)
  }
  const caps = useCaps('hand.raise')
  const label = say(hand ? 'raised' : 'raise')
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      width={280}
    >
      <Tip label={label} command="hand.raise">
        <Popover.Target>
          <button
            type="button"
            className={css.hand}
            aria-label={caps ? `${label} ${caps}` : label}
            aria-pressed={hand !== undefined}
            onClick={() => (open ? setOpen(false) : show())}
          >
            <Icon of={IconHandStop} size={18} />
            {caps && <Kbd>{caps}</Kbd>}
          </button>
        </Popover.Target>
      </Tip>
      <Popover.Dropdown>
        <form className={css.form} onSubmit={submit}>
          {hand?.takenBy && (
            <p className={css.taken} role="status">
              {say('takenBy', { name: nameOf(hand.takenBy) })}
            </p>
          )}
          <TextInput
            size="xs"
            label={say('reason')}
            description={say('reasonHint')}
            value={reason}
            maxLength={200}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <span className={css.buttons}>
            <Button look="primary" submit>
              {say(hand ? 'change' : 'send')}
            </Button>
            {hand && <Button onClick={() => void lower()}>{say('lower')}</Button>}
          </span>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
