import type { Conversation } from '../../../shared/domain/conversation.ts'
import { useClockOffset } from '../../bridge/mirrors.ts'
import { age as ageWords, clock as clockWords } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Ring } from '../../ui/primitives.tsx'
import css from './age.module.css'
import { useClockOf } from './clocks.ts'
import { conversationTexts } from './texts.ts'

const tones = { good: 'faint', soon: 'amber', breached: 'red' } as const

/**
 * The clock since the customer's last word, with the ring of what is left of the promise while somebody waits; when it
 * is nearly over the rest is told in minutes and seconds, and a queue that is closed now shows a clock that stands.
 */
export function Age(props: {
  since: number
  row: Conversation | undefined
  words?: (age: string) => string
}) {
  const { since, row, words: wrap } = props
  const language = useLanguage()
  const say = useText(conversationTexts)
  const offset = useClockOffset()
  const clockOf = useClockOf()
  const words = useNowAs((now) => ageWords(since, now + offset, language))
  // The ring moves by hundredths, the rest of a promise by seconds: nothing else is drawn anew.
  const shown = useNowAs((now) => {
    const c = clockOf(row, now + offset)
    return c === undefined ? '' : `${c.state} ${c.left.toFixed(2)} ${c.paused ? 'paused' : ''} ${restOf(c)}`
  })
  const [state, left, paused, rest] = shown.split(' ')
  const tone = shown ? tones[state as keyof typeof tones] : 'faint'
  const warning =
    state === 'breached'
      ? say('breached')
      : state === 'soon'
        ? say('breachIn', { time: rest ?? '' })
        : undefined
  return (
    <span className={`${css.age} num`} data-tone={tone} title={paused ? say('clockStands') : warning}>
      {shown && <Ring share={Number(left)} tone={tone} />}
      {wrap ? wrap(words) : words}
      {warning && <span className="visually-hidden">{warning}</span>}
    </span>
  )
}

const restOf = ({ state, targetMs, elapsedMs }: { state: string; targetMs: number; elapsedMs: number }) =>
  state === 'soon' ? clockWords((targetMs - elapsedMs) / 1000) : ''
