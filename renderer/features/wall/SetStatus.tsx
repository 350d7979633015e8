import { Popover, TextInput } from '@mantine/core'
import { IconUserCog } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Presence } from '../../../shared/domain/company.ts'
import { errorCode, sentence } from '../../../shared/lib/errors.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button } from '../../ui/primitives.tsx'
import { texts } from './texts.ts'
import css from './wall.module.css'

const choices: readonly Presence[] = ['available', 'busy', 'away', 'offline']

/** Changes another's state, with a reason that they are told. */
export function SetStatus(props: { operatorId: OperatorId; name: string; presence: Presence }) {
  const { operatorId, name, presence } = props
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState<Presence>('away')
  const [reason, setReason] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!reason.trim()) return
    const answer = await bridge.supervision.setPresence({
      operatorId,
      presence: wanted,
      reason: reason.trim(),
    })
    if (!answer.ok) return notify({ title: sentence(errorCode(answer.code), language), tone: 'red' })
    notify({ title: say('statusSet', { name }), life: 5000 })
    setOpen(false)
    setReason('')
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="top-start"
      shadow="md"
      trapFocus
      returnFocus
      width={280}
    >
      <Popover.Target>
        <Button icon={IconUserCog} onClick={() => setOpen(!open)}>
          {say('setStatus')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={css.status} onSubmit={submit}>
          <fieldset className={css.segments}>
            <legend className="visually-hidden">{say('status')}</legend>
            {choices.map((choice) => (
              <button
                key={choice}
                type="button"
                aria-pressed={wanted === choice}
                disabled={choice === presence}
                onClick={() => setWanted(choice)}
              >
                {say(choice)}
              </button>
            ))}
          </fieldset>
          <TextInput
            size="xs"
            label={say('reason')}
            description={say('reasonWhy')}
            value={reason}
            maxLength={200}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button look="primary" submit disabled={!reason.trim()}>
            {say('set')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
