import { IconX } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.tsx'
import { useCommand } from '../keys/keys.tsx'
import { Icon } from '../ui/icon.tsx'
import { dismiss, type Notice, NoticeLife, useNotices } from '../ui/notices.tsx'
import { Button, IconButton } from '../ui/primitives.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

/** What has just happened, above the composer: at most two lines, each with at most one way back. */
export function NoticeStack() {
  const say = useText(shellTexts)
  const list = useNotices()
  const undoable = list.findLast((n) => n.action?.undo)
  useCommand(
    'undo.last',
    () => {
      // A field with words in it keeps Ctrl+Z for its own typing.
      const { activeElement } = document
      const writes = activeElement instanceof HTMLTextAreaElement || activeElement instanceof HTMLInputElement
      if (!undoable?.action || (writes && activeElement.value)) return false
      undoable.action.run()
      dismiss(undoable.id)
    },
    undoable !== undefined,
  )
  return (
    <div className={css.notices} role="status" aria-label={say('notices')}>
      {list.map((notice) => (
        <NoticeLife key={notice.id} notice={notice}>
          <Line notice={notice} undoKey={notice === undoable} />
        </NoticeLife>
      ))}
    </div>
  )
}

function Line(props: { notice: Notice; undoKey: boolean }) {
  const { notice } = props
  const say = useText(shellTexts)
  const { action, second } = notice
  return (
    <div className={css.notice} data-tone={notice.tone} data-testid="notice">
      {notice.icon && <Icon of={notice.icon} {...(notice.tone === 'plain' ? {} : { color: notice.tone })} />}
      <span className={css.noticeWords}>
        <span className={css.noticeTitle}>{notice.title}</span>
        {notice.detail && (
          <span className={`${css.noticeDetail} ellipsis`} title={notice.detail}>
            {notice.detail}
          </span>
        )}
      </span>
      <span className={css.noticeEnd}>
        {second && (
          <Button
            look="quiet"
            onClick={() => {
              second.run()
              dismiss(notice.id)
            }}
          >
            {second.label}
          </Button>
        )}
        {action && (
          <Button
            {...(action.icon ? { icon: action.icon } : {})}
            {...(props.undoKey ? { command: 'undo.last' as const } : {})}
            onClick={() => {
              action.run()
              dismiss(notice.id)
            }}
          >
            {action.label}
          </Button>
        )}
        <IconButton icon={IconX} iconSize={14} label={say('dismiss')} onClick={() => dismiss(notice.id)} />
      </span>
    </div>
  )
}
