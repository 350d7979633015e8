import { useClockOffset, useHubNow } from '../../bridge/mirrors.ts'
import { age as ageWords } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Ring } from '../../ui/primitives.tsx'
import css from './age.module.css'
import { shareLeft } from './answer-time.ts'

/** The clock since the customer's last word, with the ring of the time to answer while somebody waits. */
export function Age(props: { since: number; waiting: number | undefined; words?: (age: string) => string }) {
  const language = useLanguage()
  const offset = useClockOffset()
  const words = useNowAs((now) => ageWords(props.since, now + offset, language))
  const now = useHubNow()
  const left = shareLeft({ ...(props.waiting === undefined ? {} : { waitingSince: props.waiting }) }, now)
  const tone = left === undefined ? 'faint' : left <= 0 ? 'red' : left < 0.25 ? 'amber' : 'faint'
  return (
    <span className={`${css.age} num`} data-tone={tone}>
      {left !== undefined && <Ring share={left} tone={tone} />}
      {props.words ? props.words(words) : words}
    </span>
  )
}
