import type { BlackBox, BoxEntryOf } from '../../../shared/softphone/black-box.ts'
import { faultWords } from '../../../shared/softphone/fault-words.ts'
import type { Quality } from '../../../shared/softphone/quality.ts'
import { timeOfDay } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import css from './quality.module.css'
import { texts } from './texts.ts'

/** One black box: the verdict first, then what was heard, then what was said on the wire. */
export function BoxView(props: { box: BlackBox }) {
  const { box } = props
  const say = useText(texts)
  const language = useLanguage()
  const { fault, seconds, at } = box.verdict
  const samples = box.entries.flatMap((entry) => (entry.kind === 'rtp' ? [entry.sample] : []))
  const messages = box.entries.filter((entry): entry is BoxEntryOf<'sip'> => entry.kind === 'sip')
  return (
    <>
      <div className={css.verdict} data-fault={fault !== undefined}>
        <b>{fault ? faultWords[fault].what[language] : say('nothingFound')}</b>
        {fault && <span>{faultWords[fault].fix[language]}</span>}
        {fault && at !== undefined && (
          <span className={`num ${css.quiet}`}>
            {timeOfDay(at, language)}, {say('lasted', { count: seconds })}
          </span>
        )}
      </div>
      <h3 className={css.subtitle}>{say('sound')}</h3>
      {samples.length > 1 ? (
        <Charts samples={samples} from={box.from} until={box.keptAt} />
      ) : (
        <p className={css.why}>{say('noSound')}</p>
      )}
      <h3 className={css.subtitle}>{say('signalling')}</h3>
      <ol className={css.ladder}>
        {messages.map((message, i) => {
          const [first = ''] = message.text.split('\n')
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the entries of a kept box never change
            <li key={i} data-way={message.way}>
              <details>
                <summary>
                  <span className={`num ${css.quiet}`}>{clockOf(message.at)}</span>
                  <span
                    className={css.arrow}
                    role="img"
                    aria-label={say(message.way === 'in' ? 'received' : 'sent')}
                  >
                    {message.way === 'in' ? '←' : '→'}
                  </span>
                  <code className="ellipsis">{first.replace(/ SIP\/2\.0$/, '')}</code>
                </summary>
                <pre className={css.message}>{message.text}</pre>
              </details>
            </li>
          )
        })}
      </ol>
    </>
  )
}

const clockOf = (at: number): string => new Date(at).toISOString().slice(14, 23)

const WIDTH = 600
const HEIGHT = 36

/** Four small charts over one time axis; what is bad stands out by colour and by height. */
function Charts(props: { samples: readonly Quality[]; from: number; until: number }) {
  const { samples, from, until } = props
  const say = useText(texts)
  const x = (at: number) => (WIDTH * (at - from)) / Math.max(1000, until - from)
  const most = (of: (s: Quality) => number, least: number) => Math.max(least, ...samples.map(of))
  const lossMost = Math.ceil(most((s) => s.lossPercent, 5))
  const jitterMost = Math.ceil(most((s) => s.jitterMs, 40) / 10) * 10
  const bars = (of: (s: Quality) => number, top: number, bad: (s: Quality) => boolean, className = '') =>
    samples.map((s) => {
      const height = Math.max(0.5, (HEIGHT * Math.min(top, Math.max(0, of(s)))) / top)
      return (
        <rect
          key={`${s.callId}${s.at}${className}`}
          className={className}
          x={x(s.at)}
          y={HEIGHT - height}
          width={Math.max(1, x(from + 800))}
          height={height}
          data-bad={bad(s)}
        />
      )
    })
  const charts: [string, React.ReactNode][] = [
    [
      say('chartMos'),
      bars(
        (s) => (s.mos ?? 1) - 1,
        3.5,
        (s) => s.mos !== undefined && s.mos < 3.5,
      ),
    ],
    [
      say('chartLoss', { n: lossMost }),
      bars(
        (s) => s.lossPercent,
        lossMost,
        (s) => s.lossPercent > 3,
      ),
    ],
    [
      say('chartJitter', { n: jitterMost }),
      bars(
        (s) => s.jitterMs,
        jitterMost,
        (s) => s.jitterMs > 30,
      ),
    ],
    [
      say('chartLevels'),
      <>
        {bars(
          (s) => s.microphone,
          1,
          () => false,
          css.mine,
        )}
        {bars(
          (s) => s.remote,
          1,
          () => false,
          css.theirs,
        )}
      </>,
    ],
  ]
  return (
    <div className={css.charts}>
      {charts.map(([name, drawing]) => (
        <figure key={name} className={css.chart}>
          <figcaption>{name}</figcaption>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={name}>
            {drawing}
          </svg>
        </figure>
      ))}
    </div>
  )
}
