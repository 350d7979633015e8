import { IconFileUpload, IconLock } from '@tabler/icons-react'
import { type CSSProperties, type DragEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useActivePane, usePane, useRegionName } from '../../bridge/pane.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { useChannelName, wireColor } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button, CommandKbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { useAccept, useReopen } from './actions.ts'
import { ChannelChip } from './ChannelChip.tsx'
import { ClosedWindow } from './ClosedWindow.tsx'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { useMode } from './mode.ts'
import { NoteField } from './NoteField.tsx'
import { Others, useWriters } from './Others.tsx'
import { ReplyField } from './ReplyField.tsx'
import { noteKey, replyKey, useConversation } from './store.ts'
import { type Target, useTarget } from './targets.ts'
import { conversationTexts } from './texts.ts'
import { UndoBars } from './UndoBars.tsx'

/** Where words are written: the bar on its left edge is the wire that they will leave by. Notes are amber. */
export function Composer() {
  const say = useText(conversationTexts)
  const region = useRegionName(say('composer'))
  const target = useTarget()
  const personId = usePerson((s) => s.personId)
  const mode = useMode((s) => s.mode)
  const setMode = useMode((s) => s.setMode)
  const attend = useConversation((s) => s.attend)
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
  const id = target?.row?.conversationId
  // Colleagues see me where my keyboard is, of several panes.
  const pane = usePane()
  const here = useActivePane((s) => pane === undefined || s.active === pane)
  useEffect(() => {
    if (!here) return
    attend(id)
    return () => attend(undefined)
  }, [id, attend, here])

  const drop = useDrop(target)
  if (!personId) return null
  const note = mode === 'note'
  const style = target && !note ? ({ '--wire': wireColor(target.channel) } as CSSProperties) : undefined
  return (
    <section className={css.zone} aria-label={region} data-pane="composer" {...drop.handlers}>
      {target && <UndoBars conversationId={target.conversationId} />}
      <div className={css.box} data-note={note} style={style} data-testid="composer">
        {drop.over && <DropPlace note={note || drop.alt} target={target} />}
        <div className={css.top}>
          {note ? (
            <span className={css.noteChip}>
              <Icon of={IconLock} />
              {say('noteMode')}
            </span>
          ) : (
            <ChannelChip target={target} />
          )}
          <button type="button" className={css.mode} onClick={() => turnTo(note ? 'reply' : 'note')}>
            {!note && <Icon of={IconLock} size={14} />}
            {say(note ? 'toReply' : 'note')}
            <CommandKbd command="conversation.note" />
          </button>
        </div>
        {note ? (
          <NoteField personId={personId} field={field} />
        ) : target ? (
          <Reply target={target} field={field} />
        ) : (
          <Standing words={say('noThread')} />
        )}
      </div>
    </section>
  )
}

type FieldRef = React.RefObject<HTMLTextAreaElement | null>

/** The reply field, or why there is none and what to do about it. */
function Reply(props: { target: Target; field: FieldRef }) {
  const { target, field } = props
  const { row } = target
  const say = useText(conversationTexts)
  const ask = useText(composerTexts)
  const me = useMe()
  const operatorName = useOperatorName()
  const accept = useAccept()
  const reopen = useReopen()
  const writers = useWriters(target.conversationId)
  const own = useConversation((s) => s.drafts.has(replyKey(target.conversationId)))
  const [anyway, setAnyway] = useState<string>()
  const [filling, setFilling] = useState<string>()
  if (row?.status === 'queued')
    return (
      <Standing words={say('acceptWhy')}>
        <Button look="primary" onClick={() => void accept(row)}>
          {say('accept')}
        </Button>
      </Standing>
    )
  if (row && row.status !== 'closed' && row.operatorId !== me?.operatorId)
    return (
      <Others
        conversationId={target.conversationId}
        words={say('takenBy', { name: operatorName(row.operatorId) })}
        take
      />
    )
  if (writers.length && !own && anyway !== target.conversationId)
    return (
      <Others
        conversationId={target.conversationId}
        take={row?.status === 'open' && row.operatorId !== me?.operatorId}
        onAnyway={() => setAnyway(target.conversationId)}
      />
    )
  if (target.open === 'nothing') return <Standing words={ask('ruleFirst')} />
  const started = own || filling === target.conversationId
  if (target.open === 'template' && !started)
    return <ClosedWindow target={target} onFill={() => setFilling(target.conversationId)} />
  return (
    <ReplyField
      target={target}
      field={field}
      {...(row && row.status === 'closed'
        ? { hint: ask('closedHint'), onReopen: () => void reopen(row) }
        : row
          ? {}
          : { hint: ask('firstHint') })}
    />
  )
}

export const Standing = (props: { words: string; children?: React.ReactNode }) => (
  <div className={css.standing}>
    <span>{props.words}</span>
    {props.children}
  </div>
)

function DropPlace(props: { note: boolean; target: Target | undefined }) {
  const say = useText(composerTexts)
  const channelName = useChannelName()
  const { note, target } = props
  return (
    <div className={css.drop}>
      <Icon of={IconFileUpload} size={22} />
      <span>
        <b>
          {note ? say('dropNote') : say('dropHere', { channel: target ? channelName(target.channel) : '' })}
        </b>
        {!note && <span className={css.hint}>{say('dropAlt')}</span>}
      </span>
    </div>
  )
}

/** Files over the composer: where they land is shown before they are let go; with Alt they land in the note. */
function useDrop(target: Target | undefined) {
  const [over, setOver] = useState(false)
  const [alt, setAlt] = useState(false)
  const mode = useMode((s) => s.mode)
  const setMode = useMode((s) => s.setMode)
  const addFiles = useConversation((s) => s.addFiles)
  const personId = usePerson((s) => s.personId)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    over,
    alt,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
        setAlt(event.altKey)
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop(event: DragEvent) {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        const toNote = mode === 'note' || event.altKey
        if (toNote) setMode('note')
        const key = toNote ? personId && noteKey(personId) : target && replyKey(target.conversationId)
        if (key) addFiles(key, event.dataTransfer.files)
      },
    },
  }
}
