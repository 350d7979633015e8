import { IconArrowBackUp, IconSend2 } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { useNow } from '../../ui/now.ts'
import { Button, IconButton } from '../../ui/primitives.tsx'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { type Sending, useConversation } from './store.ts'
import { conversationTexts } from './texts.ts'

/** Messages that are held: each is its own bar with the seconds that are left, and can be taken back. */
export function UndoBars(props: { conversationId: ConversationId }) {
  const held = useConversation((s) => s.held)
  const undo = useConversation((s) => s.undo)
  const mine = held.filter((one) => one.conversationId === props.conversationId)
  const last = mine.at(-1)
  useCommand('undo.last', () => (last ? void undo(last.messageId) : false), last !== undefined)
  return mine.map((one) => <Bar key={one.messageId} held={one} last={one === last} />)
}

function Bar(props: { held: Sending; last: boolean }) {
  const { held, last } = props
  const say = useText(composerTexts)
  const common = useText(conversationTexts)
  const undo = useConversation((s) => s.undo)
  const sendNow = useConversation((s) => s.sendNow)
  const now = useNow()
  const goesAt = held.goesAt ?? now
  const seconds = Math.max(0, Math.ceil((goesAt - now) / 1000))
  const style = {
    '--hold': `${Math.max(1, goesAt - held.at)}ms`,
    '--spent': `${held.at - Date.now()}ms`,
  } as CSSProperties
  return (
    <div className={css.undo} role="status" data-testid="undo-bar" style={style}>
      <span className={`${css.undoWords} ellipsis`}>
        {held.text || held.files.map((f) => f.fileName).join(', ') || say('filesOnly')}
      </span>
      <span className={`${css.undoTime} num`}>{say('leavesIn', { count: seconds })}</span>
      <IconButton
        icon={IconSend2}
        iconSize={16}
        label={say('sendNow')}
        onClick={() => sendNow(held.messageId)}
      />
      <Button
        icon={IconArrowBackUp}
        size="small"
        onClick={() => void undo(held.messageId)}
        {...(last ? { command: 'undo.last' as const } : {})}
      >
        {common('undo')}
      </Button>
      <span className={css.undoLine} />
    </div>
  )
}
