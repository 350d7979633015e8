import { Modal, TextInput } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { dialable, numberKey } from '../../../shared/softphone/number.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Button } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'

/** A number in any written form, pasted or typed; what it will dial is shown before Enter dials it. */
export function DialBox() {
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const dial = usePhoneState((s) => s.dial)
  return (
    <Modal
      opened={dial !== undefined}
      onClose={() => phone.closeDial()}
      title={say('dialTitle')}
      closeButtonProps={{ 'aria-label': say('close') }}
      size={400}
    >
      {dial && <DialForm initial={dial.text} {...(dial.contactId ? { contactId: dial.contactId } : {})} />}
    </Modal>
  )
}

function DialForm(props: { initial: string; contactId?: ContactId }) {
  const { initial, contactId } = props
  const say = useText(texts)
  const language = useLanguage()
  const phone = usePhoneState((s) => s.phone)
  const [text, setText] = useState(initial)
  const [tried, setTried] = useState(false)
  const number = dialable(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    // Another number than the card's own is a call to somebody else.
    if (number) void phone.dial(text, text === initial ? contactId : undefined)
  }
  return (
    <form onSubmit={submit} className={css.dial}>
      <TextInput
        label={say('dialLabel')}
        value={text}
        type="tel"
        autoComplete="off"
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value)
          setTried(false)
        }}
        error={tried && !number ? sentence('DIAL_INVALID', language) : undefined}
      />
      <div className={css.dialFoot}>
        <span className={css.line}>
          {number ? say('dialWill', { number: phoneText(numberKey(text) ?? number) }) : say('dialKeys')}
        </span>
        <Button look="primary" icon={IconPhone} caps="Enter" submit>
          {say('dialTitle')}
        </Button>
      </div>
    </form>
  )
}
