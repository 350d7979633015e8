import { Menu, Popover } from '@mantine/core'
import {
  IconAlarm,
  IconAt,
  IconBell,
  IconBellOff,
  IconChecks,
  IconClipboardCheck,
  IconMessage,
  IconPhoneCall,
  IconPhoneX,
  IconUserCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Notice, NoticeKind } from '../../../shared/notices/notice.ts'
import { isQuiet } from '../../../shared/notices/telling.ts'
import { noticeTitle } from '../../../shared/notices/words.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { moment, timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { useNow } from '../../ui/now.ts'
import { Badge, Button, IconButton, Tip } from '../../ui/primitives.tsx'
import css from './notices.module.css'
import { openPlace } from './open-place.ts'
import { isNew, useNoticeList, useUnseen } from './store.ts'
import { noticeTexts } from './texts.ts'

const icons: Record<NoticeKind, IconType> = {
  offer: IconUserCheck,
  message: IconMessage,
  mention: IconAt,
  promise: IconClipboardCheck,
  callback: IconPhoneCall,
  missed: IconPhoneX,
  sla: IconAlarm,
}

/** The bell in the rail: how much waits to be seen, and behind it everything that this operator was told. */
export function NoticeBell(props: { className: string; badgeClass: string; onDesk: () => void }) {
  const say = useText(noticeTexts)
  const [open, setOpen] = useState(false)
  const unseen = useUnseen()
  const quiet = useQuiet()
  useCommand('notices.open', () => setOpen((now) => !now))
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="right-end"
      offset={12}
      shadow="md"
      trapFocus
      returnFocus
      width={400}
      withRoles={false}
    >
      <Popover.Target>
        <span>
          <Tip label={say('title')} command="notices.open">
            <button
              type="button"
              className={props.className}
              onClick={() => setOpen(!open)}
              aria-expanded={open}
              data-testid="notice-bell"
            >
              <Icon of={quiet ? IconBellOff : IconBell} size={22} />
              <span className="visually-hidden">{say('title')}</span>
              <Badge count={unseen} className={props.badgeClass} label={say('unseen', { count: unseen })} />
            </button>
          </Tip>
        </span>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={say('title')} data-testid="notice-centre">
        <Centre
          onLeave={() => {
            setOpen(false)
            props.onDesk()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Whether one is not to be disturbed now; undefined, or until when (Infinity: until it is turned off). */
function useQuiet(): number | undefined {
  const quiet = usePreference((p) => p.quiet)
  const now = useNow()
  return isQuiet(quiet, now) ? (quiet?.until ?? Number.POSITIVE_INFINITY) : undefined
}

function Centre(props: { onLeave: () => void }) {
  const say = useText(noticeTexts)
  const bridge = useBridge()
  const list = useNoticeList((s) => s.list)
  const seeAll = () =>
    void bridge.notices.seen({ noticeIds: list.filter(isNew).map(({ noticeId }) => noticeId) })
  return (
    <>
      <div className={css.head}>
        <h2 className={css.title}>{say('title')}</h2>
        <QuietMenu />
        <IconButton icon={IconChecks} label={say('seenAll')} disabled={!list.some(isNew)} onClick={seeAll} />
      </div>
      {list.length === 0 ? (
        <p className={css.none}>{say('none')}</p>
      ) : (
        <ul className={css.list}>
          {list.map((notice) => (
            <li key={notice.noticeId}>
              <Line notice={notice} onLeave={props.onLeave} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Line(props: { notice: Notice; onLeave: () => void }) {
  const { notice } = props
  const say = useText(noticeTexts)
  const bridge = useBridge()
  const language = useLanguage()
  const channel = useChannelName()
  const { kind, name, text, count, at } = notice
  const open = () => {
    void bridge.notices.seen({ noticeIds: [notice.noticeId] })
    props.onLeave()
    void openPlace(bridge, notice)
  }
  return (
    <button type="button" className={css.line} data-state={notice.state} data-kind={kind} onClick={open}>
      <span className={css.icon}>
        <Icon of={icons[kind]} />
      </span>
      <span className={css.words}>
        <span className={css.what}>
          <span className="ellipsis">
            {noticeTitle(kind, language)}
            {notice.channel && ` · ${channel(notice.channel)}`}
          </span>
          <span className={`num ${css.at}`}>{moment(at, Date.now(), language)}</span>
        </span>
        <span className={css.about}>
          <span className="ellipsis">
            <span className={css.name}>{name}</span>
            {text && ` ${text}`}
          </span>
          {count > 1 && <span className={`num ${css.count}`}>{say('times', { count })}</span>}
          {isNew(notice) && <span className="visually-hidden">{say('isNew')}</span>}
        </span>
      </span>
    </button>
  )
}

const minutes = { quietFor30: 30, quietFor60: 60, quietFor120: 120 } as const

/** Turns notifications off for a while, and says until when they are. */
function QuietMenu() {
  const say = useText(noticeTexts)
  const language = useLanguage()
  const until = useQuiet()
  const set = useSetPreferences()
  if (until !== undefined)
    return (
      <Button look="amber" size="small" icon={IconBellOff} onClick={() => set({ quiet: undefined })}>
        {Number.isFinite(until) ? say('quietUntil', { time: timeOfDay(until, language) }) : say('quietOff')}
      </Button>
    )
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button look="quiet" size="small" icon={IconBellOff}>
          {say('quiet')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['quietFor30', 'quietFor60', 'quietFor120'] as const).map((key) => (
          <Menu.Item key={key} onClick={() => set({ quiet: { until: Date.now() + minutes[key] * 60_000 } })}>
            {say(key)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => set({ quiet: {} })}>{say('quietOn')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
