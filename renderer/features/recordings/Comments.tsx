import { IconMessage2, IconX } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import css from './recordings.module.css'
import { texts } from './texts.ts'
import { useTold } from './told.ts'

/** What was said of the seconds of a recording; a time plays from there. */
export function Comments(props: { item: CallItem; part: RecordingPart; onSeek: (seconds: number) => void }) {
  const { item, part, onSeek } = props
  const say = useText(texts)
  const bridge = useBridge()
  const told = useTold()
  const me = useMe()
  const nameOf = useOperatorName()
  const comments = item.comments.filter((c) => c.recordingId === part.recordingId)
  if (comments.length === 0) return null
  const boss = me?.roles.some((role) => role === 'supervisor' || role === 'admin') ?? false
  return (
    <ol className={css.comments} aria-label={say('comments')}>
      {comments.map((comment) => (
        <li key={comment.commentId} className={css.comment}>
          <button
            type="button"
            className={`num ${css.time}`}
            aria-label={say('playFrom', { time: clock(comment.second) })}
            onClick={() => onSeek(comment.second)}
          >
            {clock(comment.second)}
          </button>
          <Icon of={IconMessage2} size={14} color="amber" />
          <span className={css.commentText}>{comment.text}</span>
          <span className={css.faint}>{nameOf(comment.operatorId)}</span>
          {(boss || comment.operatorId === me?.operatorId) && (
            <IconButton
              icon={IconX}
              iconSize={14}
              label={say('removeComment', { time: clock(comment.second) })}
              onClick={async () =>
                told(await bridge.recordings.uncomment({ callId: item.callId, commentId: comment.commentId }))
              }
            />
          )}
        </li>
      ))}
    </ol>
  )
}

/** The field for a comment on one second: Enter keeps it, Esc leaves it. */
export function NewComment(props: {
  item: CallItem
  part: RecordingPart
  second: number
  onClose: () => void
}) {
  const { item, part, second, onClose } = props
  const say = useText(texts)
  const bridge = useBridge()
  const told = useTold()
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const words = text.trim()
    if (!words) return onClose()
    const { callId } = item
    const { recordingId } = part
    const said = { callId, recordingId, commentId: newId<string>(), second, text: words }
    if (told(await bridge.recordings.comment(said))) onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <form className={css.newComment} onSubmit={submit}>
      <span className={`num ${css.timePlain}`}>{clock(second)}</span>
      <input
        ref={field}
        className={css.commentField}
        value={text}
        maxLength={1000}
        aria-label={say('commentAt', { time: clock(second) })}
        placeholder={say('commentHint')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button submit size="small" look="primary" caps="Enter">
        {say('keepComment')}
      </Button>
    </form>
  )
}
