import { Menu } from '@mantine/core'
import { IconCopy, IconCornerUpLeft, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { mayChange, rulesOf } from '../../../shared/domain/channel-rules.ts'
import type { MessageItem } from '../../../shared/domain/timeline.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useHubNow, useMe } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useKeys } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { reactions, replyKey, useConversation, useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { EditDialog } from './EditDialog.tsx'
import css from './items.module.css'
import { timelineTexts } from './texts.ts'

/** Copy at once; behind the dots, what the channel allows of one message: answer, react, change, take back. */
export function MessageTools(props: { item: MessageItem }) {
  const { item } = props
  const say = useText(timelineTexts)
  const bridge = useBridge()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const close = () => {
    setOpen(false)
    // The menu takes the focus with it when it goes: the walk through the timeline goes on from this message.
    place.current?.closest<HTMLElement>('[data-row]')?.focus({ preventScroll: true })
  }
  return (
    <span ref={place} className={css.tools} data-open={open}>
      {item.text && !item.deleted && (
        // A tooltip of the system: a component for each bubble would cost more than the bubble.
        <button
          type="button"
          tabIndex={-1}
          className={css.copy}
          data-tool="copy"
          title={say('copy')}
          aria-label={say('copy')}
          onClick={() => {
            void bridge.app.copy({ text: item.text })
            notify({ title: say('copied'), life: 1500 })
          }}
        >
          <Icon of={IconCopy} />
        </button>
      )}
      {open ? (
        <Actions item={item} onClose={close} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={css.copy}
          data-tool="actions"
          title={say('actions')}
          aria-label={say('actions')}
          onClick={() => setOpen(true)}
        >
          <Icon of={IconDots} />
        </button>
      )}
    </span>
  )
}

/** Made only once it is asked for: a menu for each of a thousand bubbles would be felt. */
function Actions(props: { item: MessageItem; onClose: () => void }) {
  const { item, onClose } = props
  const say = useText(timelineTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const me = useMe()?.operatorId
  const now = useHubNow()
  const row = usePerson((s) => s.rows.get(item.conversationId))
  const choose = usePerson((s) => s.choose)
  const write = useConversation((s) => s.write)
  const keys = useKeys().registry
  const [editing, setEditing] = useState(false)
  const rules = rulesOf(item.channel)
  const { messageId, conversationId } = item
  const of = { messageId, conversationId }
  const mine = row?.status === 'open' && row.operatorId === me
  const ours = item.author === 'operator' && !item.deleted && mine
  const may = (what: 'edit' | 'remove') => ours && rules !== undefined && mayChange(rules, what, item.at, now)
  const own = item.reactions.find((r) => r.by === 'operator')?.emoji
  const quote = () => {
    choose(conversationId)
    write(replyKey(conversationId), { replyTo: messageId })
    onClose()
    keys.run('conversation.reply')
  }
  if (editing)
    return (
      <EditDialog
        title={say('edit')}
        text={item.text}
        onClose={onClose}
        onSave={async (text) => {
          if (tell(await bridge.writing.edit({ ...of, text }))) onClose()
        }}
      />
    )
  return (
    <Menu opened onChange={(opened) => !opened && onClose()} position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={css.copy} aria-label={say('actions')}>
          <Icon of={IconDots} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {mine && rules?.react && !item.deleted && (
          <div className={css.reactRow}>
            {reactions.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-pressed={own === emoji}
                onClick={async () => {
                  tell(await bridge.writing.react({ ...of, ...(own === emoji ? {} : { emoji }) }))
                  onClose()
                }}
              >
                {emoji}
              </button>
            ))}
          </div>
        )}
        {mine && rules?.quote && !item.deleted && (
          <Menu.Item leftSection={<Icon of={IconCornerUpLeft} />} onClick={quote}>
            {say('quote')}
          </Menu.Item>
        )}
        {may('edit') && (
          <Menu.Item leftSection={<Icon of={IconPencil} />} onClick={() => setEditing(true)}>
            {say('edit')}
          </Menu.Item>
        )}
        {may('remove') && (
          <Menu.Item
            leftSection={<Icon of={IconTrash} />}
            onClick={async () => {
              tell(await bridge.writing.remove(of))
              onClose()
            }}
          >
            {say('remove')}
          </Menu.Item>
        )}
        {!mine && <Menu.Label>{say('notYours')}</Menu.Label>}
        {ours && !may('edit') && !may('remove') && <Menu.Label>{say('channelKeeps')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}
