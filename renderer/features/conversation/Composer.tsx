import { IconAlertCircle, IconLock } from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { cardName } from '../../../shared/domain/card.ts'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { useCompany, useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { wireColor } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button, CommandKbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { useAccept, useReopen } from './actions.ts'
import { ChannelChip } from './ChannelChip.tsx'
import css from './composer.module.css'
import { noteKey, replyKey, useConversation } from './store.ts'
import { conversationTexts } from './texts.ts'

/** The longest message that the hub takes; a channel may take less. */
const longest = 10_000

/** Where words are written: the bar on its left edge is the wire that they will leave by. Notes are amber. */
export function Composer() {
  const say = useText(conversationTexts)
  const row = usePerson((s) => (s.conversationId ? s.rows.get(s.conversationId) : undefined))
  const personId = usePerson((s) => s.personId)
  const mode = useConversation((s) => s.mode)
  const setMode = useConversation((s) => s.setMode)
  const field = useRef<HTMLTextAreaElement>(null)

  // At once: what is typed right after the key belongs into the field, also while the machine is busy.
  const turnTo = (next: typeof mode) => {
    flushSync(() => setMode(next))
    field.current?.focus()
  }
  useCommand('conversation.note', () => turnTo(mode === 'note' ? 'reply' : 'note'))
  useCommand('conversation.reply', () => turnTo('reply'))
  // A person who is opened gets the reply field, never yesterday's note field.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each person
  useEffect(() => setMode('reply'), [personId, setMode])

  if (!personId) return null
  const note = mode === 'note'
  const style = row && !note ? ({ '--wire': wireColor(row.channel) } as CSSProperties) : undefined
  return (
    <section className={css.zone} aria-label={say('composer')} data-pane="composer">
      <div className={css.box} data-note={note} style={style} data-testid="composer">
        <div className={css.top}>
          {note ? (
            <span className={css.noteChip}>
              <Icon of={IconLock} />
              {say('noteMode')}
            </span>
          ) : (
            <ChannelChip row={row} />
          )}
          <button type="button" className={css.mode} onClick={() => turnTo(note ? 'reply' : 'note')}>
            {!note && <Icon of={IconLock} size={14} />}
            {say(note ? 'toReply' : 'note')}
            <CommandKbd command="conversation.note" />
          </button>
        </div>
        {note ? (
          <NoteField personId={personId} field={field} />
        ) : row ? (
          <Reply row={row} field={field} />
        ) : (
          <Standing words={say('noThread')} />
        )}
      </div>
    </section>
  )
}

type FieldRef = React.RefObject<HTMLTextAreaElement | null>

/** The reply field, or why there is none and what to do about it. */
function Reply(props: { row: InboxRow; field: FieldRef }) {
  const { row, field } = props
  const say = useText(conversationTexts)
  const me = useMe()
  const operatorName = useOperatorName()
  const accept = useAccept()
  const reopen = useReopen()
  if (row.status === 'queued')
    return (
      <Standing words={say('acceptWhy')}>
        <Button look="primary" onClick={() => void accept(row)}>
          {say('accept')}
        </Button>
      </Standing>
    )
  if (row.status !== 'open')
    return (
      <Standing words={say('reopenWhy')}>
        <Button look="primary" onClick={() => void reopen(row)}>
          {say('reopen')}
        </Button>
      </Standing>
    )
  if (row.operatorId !== me?.operatorId)
    return <Standing words={say('takenBy', { name: operatorName(row.operatorId) })} />
  return <ReplyField row={row} field={field} />
}

function ReplyField(props: { row: InboxRow; field: FieldRef }) {
  const { row, field } = props
  const say = useText(conversationTexts)
  const key = replyKey(row.conversationId)
  const send = useConversation((s) => s.send)
  const name = usePerson((s) => s.card?.addressAs ?? (s.card && cardName(s.card)))
  const company = useCompany()
  const most = company?.accounts.find((a) => a.accountId === row.accountId)?.maxLength ?? longest
  return (
    <Field
      draftKey={key}
      field={field}
      most={most}
      label={say('reply')}
      placeholder={name ? say('replyTo', { name }) : say('reply')}
      button={say('send')}
      look="primary"
      onSend={(text) => void send(row, text)}
    />
  )
}

function NoteField(props: { personId: ContactId; field: FieldRef }) {
  const say = useText(conversationTexts)
  const { personId } = props
  const addNote = useConversation((s) => s.addNote)
  return (
    <Field
      draftKey={noteKey(personId)}
      field={props.field}
      most={longest}
      label={say('noteMode')}
      placeholder={say('notePlace')}
      button={say('saveNote')}
      look="amber"
      onSend={(text) => void addNote(personId, text)}
    />
  )
}

/** A field that keeps its draft, sends on Enter, and says why words came back. */
function Field(props: {
  draftKey: string
  field: FieldRef
  most: number
  label: string
  placeholder: string
  button: string
  look: 'primary' | 'amber'
  onSend: (text: string) => void
}) {
  const { draftKey, field, most, onSend } = props
  const say = useText(conversationTexts)
  const language = useLanguage()
  const text = useConversation((s) => s.drafts.get(draftKey) ?? '')
  const refused = useConversation((s) => s.refused.get(draftKey))
  const write = useConversation((s) => s.write)
  const trimmed = text.trim()
  const over = trimmed.length - most
  const sendable = trimmed.length > 0 && over <= 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft is another place to write
  useEffect(() => {
    const element = field.current
    if (element && document.activeElement === document.body) element.focus({ preventScroll: true })
  }, [draftKey])

  const submit = () => {
    if (sendable) onSend(trimmed)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <>
      <textarea
        ref={field}
        className={css.text}
        value={text}
        rows={2}
        aria-label={props.label}
        placeholder={props.placeholder}
        onChange={(e) => write(draftKey, e.target.value)}
        onKeyDown={onKeyDown}
        spellCheck
      />
      <div className={css.bottom}>
        {refused ? (
          <span className={css.refused} role="alert">
            <Icon of={IconAlertCircle} />
            <span className="ellipsis">{sentence(refused, language)}</span>
          </span>
        ) : over > 0 ? (
          <span className={css.refused} role="alert">
            {say('tooLong', { count: over })}
          </span>
        ) : (
          <span className={css.hint}>{text ? say('draftKept') : say('newline')}</span>
        )}
        <Button look={props.look} caps="Enter" disabled={!sendable} onClick={submit} data-testid="send">
          {props.button}
        </Button>
      </div>
    </>
  )
}

const Standing = (props: { words: string; children?: React.ReactNode }) => (
  <div className={css.standing}>
    <span>{props.words}</span>
    {props.children}
  </div>
)
