import { Modal } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type Activity, occupancy, timeByActivity } from '../../../shared/domain/presence.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { localise } from '../../../shared/lib/language.ts'
import type { MyDay as Day } from '../../../shared/protocol/routing-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { duration, timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useRouting } from '../conversation/index.ts'
import css from './presence.module.css'
import { texts } from './texts.ts'

/** In the order of the key; what lasted no time is left out. */
const order: readonly Activity[] = ['available', 'talking', 'after-call', 'busy', 'break', 'away', 'offline']
const colours: Record<Activity, string> = {
  available: 'green-fill',
  talking: 'accent',
  'after-call': 'line-blue',
  busy: 'red-fill',
  break: 'amber-line',
  away: 'border-strong',
  offline: 'border',
}

/** One's own day: what was done when, and how much. The hub gives it to nobody else. */
export function MyDay(props: { onClose: () => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const { breaks } = useRouting()
  const [day, setDay] = useState<Day>()
  const [code, setCode] = useState<string>()
  useEffect(() => {
    let gone = false
    void bridge.routing.myDay({}).then((answer) => {
      if (gone) return
      if (answer.ok) setDay(answer.value)
      else setCode(answer.code)
    })
    return () => {
      gone = true
    }
  }, [bridge])
  const sums = day && timeByActivity(day.intervals, day.from, day.now)
  const busy = sums && occupancy(sums)
  const began = day?.intervals[0]?.from ?? day?.from ?? 0
  const words = (seconds: number) => duration(seconds, language)
  const nameOf = (interval: Day['intervals'][number]) => {
    const named = breaks.find((b) => b.breakId === interval.breakId)
    return named ? localise(named.name, language) : say(interval.auto ?? interval.activity)
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={say('myDay')}
      size="md"
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <div className={css.day} data-testid="my-day">
        <span className={css.private}>
          <Icon of={IconLock} size={14} />
          {say('private')}
        </span>
        {code && <p role="alert">{sentence(code, language)}</p>}
        {day && sums && (
          <>
            <div className={css.bar} role="img" aria-label={say('lineOfDay')}>
              {day.intervals.map((interval) => {
                const from = Math.max(interval.from, began)
                const to = interval.to ?? day.now
                return (
                  <span
                    key={`${interval.from} ${interval.activity}`}
                    title={`${nameOf(interval)}, ${timeOfDay(from, language)} – ${timeOfDay(to, language)}`}
                    style={{
                      flexGrow: Math.max(1, to - from),
                      background: `var(--k-${colours[interval.activity]})`,
                    }}
                  />
                )
              })}
            </div>
            <dl className={css.key}>
              {order
                .filter((activity) => sums[activity] > 0)
                .map((activity) => (
                  <div key={activity} style={{ display: 'contents' }}>
                    <span className={css.swatch} style={{ background: `var(--k-${colours[activity]})` }} />
                    <dt>{say(activity)}</dt>
                    <dd className="num">{words(sums[activity] / 1000)}</dd>
                  </div>
                ))}
            </dl>
            <dl className={css.figures}>
              <dt>{say('callsAnswered')}</dt>
              <dd className="num">{day.calls.answered}</dd>
              <dt>{say('callsMade')}</dt>
              <dd className="num">{day.calls.made}</dd>
              <dt>{say('talkTime')}</dt>
              <dd className="num">{words(day.calls.talkSeconds)}</dd>
              <dt>{say('chatsTaken')}</dt>
              <dd className="num">{day.chats.taken}</dd>
              <dt>{say('chatsClosed')}</dt>
              <dd className="num">{day.chats.closed}</dd>
              {busy !== undefined && (
                <>
                  <dt>{say('occupancy')}</dt>
                  <dd className="num">{Math.round(busy * 100)} %</dd>
                </>
              )}
            </dl>
          </>
        )}
      </div>
    </Modal>
  )
}
