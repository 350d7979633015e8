import { IconAlertTriangle, IconClock, IconMessageCircle } from '@tabler/icons-react'
import { waitsLongest, waitsTooLong } from '../../../shared/supervision/alarms.ts'
import type { BoardQueue } from '../../../shared/supervision/board.ts'
import { useHubNow } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Pill } from '../../ui/primitives.tsx'
import { useQueueName } from './parts.tsx'
import { texts } from './texts.ts'
import { useLimits } from './use-wall.ts'
import css from './wall.module.css'

/** The queues across the top: who waits, for how long, and how the day goes. */
export function Queues(props: { queues: readonly BoardQueue[] }) {
  const say = useText(texts)
  const longest = waitsLongest(props.queues)
  return (
    <section className={css.queues} aria-label={say('queues')}>
      {props.queues.map((queue) => (
        <QueueCell key={queue.queueId} queue={queue} longest={queue === longest} />
      ))}
    </section>
  )
}

function QueueCell(props: { queue: BoardQueue; longest: boolean }) {
  const { queue, longest } = props
  const say = useText(texts)
  const name = useQueueName()(queue.queueId)
  const limits = useLimits()
  const now = useHubNow()
  const late = waitsTooLong(queue, limits, now)
  const percent = (share: number | undefined) => (share === undefined ? '–' : Math.round(share * 100))
  const low = queue.inTime !== undefined && queue.inTime < 0.8
  return (
    <div className={css.queue} data-queue={queue.queueId}>
      <span className={css.queueTop}>
        <span className={`ellipsis ${css.queueName}`}>{name}</span>
        {late ? (
          <Pill tone="red" icon={IconAlertTriangle}>
            {say('tooLong')}
          </Pill>
        ) : (
          longest && (
            <Pill tone="amber" icon={IconClock}>
              {say('longest')}
            </Pill>
          )
        )}
      </span>
      <span className={css.queueWaits}>
        <b className="num">{queue.waiting}</b>
        {queue.waiting > 0 && queue.waitingSince !== undefined ? (
          <span className="ellipsis">
            {say('waiting')}{' '}
            <span className={`num ${late ? css.bad : css.strong}`}>
              {clock((now - queue.waitingSince) / 1000)}
            </span>
          </span>
        ) : (
          <span className={css.dim}>{say('nobodyWaits')}</span>
        )}
      </span>
      <span className={css.queueDay}>
        <span title={say('queueChats', { count: queue.chats })}>
          <Icon of={IconMessageCircle} size={14} /> <span className="num">{queue.chats}</span>
        </span>
        <span className={`ellipsis num ${low ? css.bad : ''}`} title={say('inTimeWhy')}>
          {say('inTime', { percent: percent(queue.inTime) })}
        </span>
        <span className="ellipsis num">{say('lost', { percent: percent(queue.lost) })}</span>
      </span>
    </div>
  )
}
