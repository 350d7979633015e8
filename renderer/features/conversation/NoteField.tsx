import { type KeyboardEvent, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { useCompany, usePreference } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Avatar, Button } from '../../ui/primitives.tsx'
import { Attachments } from './Attachments.tsx'
import css from './composer.module.css'
import { Field, type FieldRef, useInsert } from './Field.tsx'
import { useMode } from './mode.ts'
import { Trouble } from './ReplyField.tsx'
import { noteKey, nothing, useConversation } from './store.ts'
import { Tools } from './Tools.tsx'
import { conversationTexts } from './texts.ts'

const longest = 10_000
/** What follows an @ that begins a word, up to the caret. */
const naming = /(?:^|[\s(])@([\p{L}\p{N} ]{0,30})$/u

/** A note for the staff: amber, with colleagues named by @, and no way to a customer. */
export function NoteField(props: { personId: ContactId; field: FieldRef }) {
  const { personId, field } = props
  const say = useText(conversationTexts)
  const language = useLanguage()
  const key = noteKey(personId)
  const words = useConversation((s) => s.drafts.get(key)) ?? nothing
  const refused = useConversation((s) => s.refused.get(key))
  const files = useConversation((s) => s.files)
  const addNote = useConversation((s) => s.addNote)
  const setMode = useMode((s) => s.setMode)
  const enterSends = usePreference((p) => p.enterSends)
  const operators = useCompany()?.operators ?? []
  const insert = useInsert(key, field)
  const [asked, setAsked] = useState<string>()
  const [at, setAt] = useState(0)
  const colleagues = operators.filter((o) => !o.disabled)
  const fitting =
    asked === undefined
      ? []
      : colleagues
          .filter((o) =>
            o.name
              .toLowerCase()
              .split(' ')
              .some((w) => w.startsWith(asked.toLowerCase().trim())),
          )
          .slice(0, 6)
  const trimmed = words.text.trim()
  const waiting = words.files.some((f) => files.get(f.fileId) && files.get(f.fileId)?.state !== 'ready')
  const sendable = (trimmed.length > 0 || words.files.length > 0) && trimmed.length <= longest && !waiting
  const submit = () => {
    if (!sendable) return field.current?.focus()
    const named = colleagues.filter((o) => trimmed.includes(`@${o.name}`)).map((o) => o.operatorId)
    void addNote(personId, named).then((added) => added && setMode('reply'))
    field.current?.focus()
  }
  const name = (i: number) => {
    const one = fitting[i]
    const caret = field.current?.selectionStart ?? words.text.length
    if (!one || asked === undefined) return
    insert(`@${one.name} `, caret - asked.length - 1)
    setAsked(undefined)
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (fitting.length === 0) return false
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setAt((i) => (i + (event.key === 'ArrowDown' ? 1 : fitting.length - 1)) % fitting.length)
      return true
    }
    if (event.key === 'Escape') {
      setAsked(undefined)
      return true
    }
    if (event.key !== 'Enter' && event.key !== 'Tab') return false
    name(at)
    return true
  }
  return (
    <>
      {fitting.length > 0 && (
        <div className={css.mentions} role="listbox" aria-label={say('mentions')} data-testid="mentions">
          {fitting.map((o, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
            <div
              key={o.operatorId}
              role="option"
              aria-selected={i === at}
              onMouseDown={(e) => {
                e.preventDefault()
                name(i)
              }}
            >
              <Avatar name={o.name} size={20} />
              {o.name}
            </div>
          ))}
        </div>
      )}
      <Attachments draftKey={key} files={words.files} rules={undefined} />
      <Field
        draftKey={key}
        field={field}
        label={say('noteMode')}
        placeholder={say('notePlace')}
        onSubmit={submit}
        onKey={onKey}
        onText={(value, caret) => {
          setAsked(naming.exec(value.slice(0, caret))?.[1])
          setAt(0)
        }}
      />
      <div className={css.bottom}>
        <Tools draftKey={key} field={field} insert={insert} />
        <span className={css.tail}>
          {refused ? (
            <Trouble words={sentence(refused, language)} />
          ) : (
            <span className={css.hint}>{words.text ? say('draftKept') : ''}</span>
          )}
        </span>
        <Button
          look="amber"
          caps={enterSends === false ? 'Ctrl Enter' : 'Enter'}
          disabled={!sendable}
          onClick={submit}
          data-testid="send"
        >
          {say('saveNote')}
        </Button>
      </div>
    </>
  )
}
