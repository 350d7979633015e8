import { Modal, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import css from './items.module.css'
import { timelineTexts } from './texts.ts'

/** Other words for a message that has left, or is still to leave. */
export function EditDialog(props: {
  title: string
  text: string
  onClose: () => void
  onSave: (text: string) => void
  children?: ReactNode
}) {
  const say = useText(timelineTexts)
  const [text, setText] = useState(props.text)
  const save = () => text.trim() && props.onSave(text.trim())
  return (
    <Modal opened onClose={props.onClose} title={props.title} centered>
      <Textarea
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        aria-label={props.title}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
        }}
      />
      {props.children}
      <div className={css.dialogFoot}>
        <Button onClick={props.onClose}>{say('cancel')}</Button>
        <Button look="primary" caps="Ctrl Enter" disabled={!text.trim()} onClick={save}>
          {say('saveEdit')}
        </Button>
      </div>
    </Modal>
  )
}
