import {
  IconAlertTriangle,
  IconCheck,
  IconClipboardCheck,
  IconCloudOff,
  IconCoffee,
  IconHandStop,
  IconMessageCircle,
  IconMinus,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPlayerPause,
} from '@tabler/icons-react'
import { localise } from '../../../shared/lib/language.ts'
import type { Alarm } from '../../../shared/supervision/alarms.ts'
import type { DeskCall } from '../../../shared/supervision/board.ts'
import { useCompany, useHubNow } from '../../bridge/mirrors.ts'
import { clock, decimal } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { texts } from './texts.ts'
import type { TileKind } from './tile-state.ts'
import { useLimits } from './use-wall.ts'
import css from './wall.module.css'

const looks: Record<TileKind, { icon: IconType; tone: string }> = {
  hand: { icon: IconHandStop, tone: 'red' },
  hold: { icon: IconPlayerPause, tone: 'amber' },
  talking: { icon: IconPhone, tone: 'green' },
  ringing: { icon: IconPhoneIncoming, tone: 'accent' },
  dialing: { icon: IconPhoneOutgoing, tone: 'accent' },
  wrapUp: { icon: IconClipboardCheck, tone: 'dim' },
  chats: { icon: IconMessageCircle, tone: 'dim' },
  available: { icon: IconCheck, tone: 'green' },
  busy: { icon: IconMinus, tone: 'amber' },
  away: { icon: IconCoffee, tone: 'dim' },
  offline: { icon: IconCloudOff, tone: 'dim' },
}

const stateTexts = { hand: 'handUp' } as Partial<Record<TileKind, 'handUp'>>

/** A state by its mark and its word. */
export function StateWord(props: { kind: TileKind }) {
  const say = useText(texts)
  const { icon, tone } = looks[props.kind]
  return (
    <span className={css.state} style={{ color: `var(--k-${tone})` }}>
      <Icon of={icon} size={14} />
      {say(stateTexts[props.kind] ?? (props.kind as Exclude<TileKind, 'hand'>))}
    </span>
  )
}

/** A clock since a moment of the hub's. */
export function Timer(props: { since: number; className?: string | undefined }) {
  const now = useHubNow()
  return (
    <span role="timer" aria-live="off" className={`num ${props.className ?? ''}`}>
      {clock((now - props.since) / 1000)}
    </span>
  )
}

/** Four bars for a mean opinion score, always read with its figure. */
export function MosBars(props: { mos: number; figure?: boolean }) {
  const { mos, figure = false } = props
  const language = useLanguage()
  const bars = mos >= 4 ? 4 : mos >= 3.7 ? 3 : mos >= 3.3 ? 2 : 1
  const tone = mos <= 3.2 ? 'red' : mos < 3.5 ? 'amber' : 'green'
  const words = `MOS ${decimal(mos, language)}`
  return (
    <span className={css.mos} title={words}>
      <svg width="14" height="12" aria-hidden>
        {[0, 1, 2, 3].map((i) => (
          <rect
            key={i}
            x={i * 4}
            y={9 - i * 3}
            width="2"
            height={3 + i * 3}
            fill={`var(--k-${i < bars ? tone : 'lane-rest'})`}
          />
        ))}
      </svg>
      <span className={figure ? undefined : 'visually-hidden'}>{words}</span>
    </span>
  )
}

/** Two minutes of talk in two lanes, the operator above, the customer below; a cell is ten seconds. */
export function TalkMap(props: { call: DeskCall }) {
  const say = useText(texts)
  const { talk } = props.call
  const cells = Array.from({ length: 12 }, (_, i) => {
    const at = talk.length - 24 + i * 2
    return (talk[at] ?? 0) | (talk[at + 1] ?? 0)
  })
  const share = (bit: number) =>
    talk.length ? Math.round((100 * talk.filter((stretch) => stretch & bit).length) / talk.length) : 0
  return (
    <span className={css.talk}>
      <span className="visually-hidden">{say('talkMap', { operator: share(1), customer: share(2) })}</span>
      {([1, 2] as const).map((bit) => (
        <span key={bit} className={css.lane} data-lane={bit === 1 ? 'operator' : 'customer'} aria-hidden>
          {cells.map((cell, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
            <i key={i} data-on={(cell & bit) !== 0} />
          ))}
        </span>
      ))}
    </span>
  )
}

/** How many chats somebody has at once, of four. */
export const ChatLoad = (props: { count: number }) => (
  <span className={css.load} aria-hidden>
    {[0, 1, 2, 3].map((i) => (
      <i key={i} data-on={i < props.count} />
    ))}
  </span>
)

export function useAlarmWords(): (alarm: Alarm, call: DeskCall | undefined, now: number) => string {
  const say = useText(texts)
  const language = useLanguage()
  const limits = useLimits()
  return (alarm, call, now) => {
    const seconds = Math.floor((now - alarm.since) / 1000)
    switch (alarm.kind) {
      case 'hold':
        return say('alarmHold', { limit: limits.holdSeconds })
      case 'silence':
        return say('alarmSilence', { seconds })
      case 'talk-over':
        return say('alarmTalkOver')
      case 'quality':
        return say('alarmQuality', { mos: decimal(call?.mos ?? 0, language) })
      case 'lost':
        return say('alarmLost', { age: clock(seconds) })
      case 'hand':
        return say('alarmHand')
    }
  }
}

export const AlarmLine = (props: { children: string }) => (
  <span className={css.alarm}>
    <Icon of={IconAlertTriangle} size={14} />
    <span className="ellipsis" title={props.children}>
      {props.children}
    </span>
  </span>
)

export function useQueueName(): (queueId: string | undefined) => string | undefined {
  const company = useCompany()
  const language = useLanguage()
  return (queueId) => {
    const queue = company?.queues.find((q) => q.queueId === queueId)
    return queue && localise(queue.name, language)
  }
}
