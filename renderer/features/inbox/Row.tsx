import { memo } from 'react'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { ChannelIcon, useChannelName } from '../../ui/channel.tsx'
import { Avatar, Badge, Button } from '../../ui/primitives.tsx'
import { Age, OthersMarks, useAccept } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { ageSince } from './groups.ts'
import css from './inbox.module.css'
import { preview, rowName } from './preview.ts'
import { useInbox } from './store.ts'
import { inboxTexts } from './texts.ts'

export const optionId = (id: ConversationId) => `conversation-${id}`

/** One conversation in the list; it re-renders only when its own row, or its clock's words, change. */
export const Row = memo(function Row(props: {
  id: ConversationId
  compact: boolean
  narrow: boolean
  cursor: boolean
  onOpen: (id: ConversationId) => void
}) {
  const { id, compact, narrow, cursor, onOpen } = props
  const row = useInbox((s) => s.rows.get(id))
  const typing = useInbox((s) => s.typing.has(id))
  const selected = usePerson((s) => s.conversationId === id)
  const say = useText(inboxTexts)
  const channelName = useChannelName()
  const me = useMe()
  const operatorName = useOperatorName()
  const accept = useAccept()
  if (!row) return null
  const name = rowName(row, say)
  const mine = row.operatorId === me?.operatorId
  const owner = row.operatorId && !mine ? operatorName(row.operatorId) : ''
  const unread = row.unread > 0 || row.status === 'missed'
  const takable = row.status === 'queued'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
    <div
      id={optionId(id)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={`${css.row} ${unread ? css.unread : ''}`}
      data-cursor={cursor}
      data-testid="inbox-row"
      onClick={() => onOpen(id)}
    >
      {compact && !narrow ? (
        <span className={css.circle}>
          <ChannelIcon wire={row.channel} />
        </span>
      ) : (
        <Avatar name={row.named ? name : ''} size={40} wire={row.channel} />
      )}
      {narrow && <Badge count={row.unread} className={css.badge} />}
      <div className={css.body}>
        <div className={css.line}>
          <span className={`${css.name} ellipsis`} title={name}>
            {name}
          </span>
          <span className="visually-hidden">{channelName(row.channel)}</span>
          <Age since={ageSince(row)} row={row} />
        </div>
        <div className={css.line}>
          <span className={`${css.preview} ellipsis`} data-typing={typing}>
            {typing ? say('typing') : preview(row, say, mine, operatorName(row.operatorId))}
          </span>
          <span className={css.slot} data-yields={takable}>
            <OthersMarks conversationId={id} />
            {owner && (
              <span title={say('takenBy', { name: owner })}>
                <Avatar name={owner} size={compact ? 16 : 20} />
                <span className="visually-hidden">{say('takenBy', { name: owner })}</span>
              </span>
            )}
            <Badge count={row.unread} label={say('unread', { count: row.unread })} />
          </span>
        </div>
      </div>
      {takable && !narrow && (
        <Button
          size="small"
          className={css.accept}
          tabIndex={-1}
          onClick={(e) => {
            e.stopPropagation()
            void accept(row)
          }}
        >
          {say('accept')}
        </Button>
      )}
    </div>
  )
})
