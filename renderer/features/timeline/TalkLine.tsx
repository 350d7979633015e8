import type { CallItem } from '../../../shared/domain/timeline.ts'
import { talkShares } from '../../../shared/softphone/talk.ts'
import { decimal, duration } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import css from './items.module.css'
import { timelineTexts } from './texts.ts'

/** Who spoke how much on a call that is over, and how it sounded; nothing where neither was measured. */
export function TalkLine(props: { item: CallItem }) {
  const { talk, mos, mosWorst } = props.item
  const say = useText(timelineTexts)
  const language = useLanguage()
  const shares = talk && talkShares(talk)
  const time = (seconds: number) => duration(Math.round(seconds), language)
  const round = (n: number) => decimal(Math.round(n * 10) / 10, language)
  const parts: string[] = []
  if (talk && shares) {
    parts.push(say('talkOf', shares))
    if (talk.silenceSeconds >= 1) parts.push(say('talkSilence', { time: time(talk.silenceSeconds) }))
    if (talk.talkOverSeconds >= 1) parts.push(say('talkOver', { time: time(talk.talkOverSeconds) }))
  }
  if (mos !== undefined) {
    const worse = mosWorst !== undefined && mos - mosWorst >= 0.3
    parts.push(
      worse ? say('mosWorst', { mos: round(mos), worst: round(mosWorst) }) : say('mos', { mos: round(mos) }),
    )
  }
  if (!parts.length) return null
  const longest =
    talk && talk.longestSilenceSeconds >= 1
      ? say('talkLongest', { time: time(talk.longestSilenceSeconds) })
      : undefined
  return (
    <p className={`${css.talk} num`} title={longest} data-testid="talk">
      {parts.join(', ')}
    </p>
  )
}
