import { IconAd2, IconCalendarCheck, IconPackage, IconRepeat, IconWorld } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { localise } from '../../../shared/lib/language.ts'
import type { Why } from '../../../shared/softphone/why.ts'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { duration, moment, money } from '../../i18n/format.ts'
import { Rich, useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNowAs } from '../../ui/now.ts'
import css from './softphone.module.css'
import { texts } from './texts.ts'

/** One reason in words: what it is, and on the right when or how much. */
export function useWhyWords(): (why: Why) => { icon: ReactNode; words: ReactNode; aside: string } {
  const say = useText(texts)
  const language = useLanguage()
  const company = useCompany()
  const offset = useClockOffset()
  const minute = useNowAs((now) => Math.floor(now / 60_000) * 60_000) + offset

  const goods = (ids: readonly string[]) =>
    ids
      .map((id) => company?.products.find((p) => p.productId === id))
      .flatMap((p) => (p ? [localise(p.name, language)] : []))
      .slice(0, 2)
      .join(', ')

  return (why) => {
    switch (why.kind) {
      case 'order': {
        const items = goods(why.productIds)
        return {
          icon: <Icon of={IconPackage} color="dim" />,
          words: <Rich say={say} text={items ? 'orderItems' : 'order'} values={{ id: why.orderId, items }} />,
          aside: money(why.total, why.currency, language),
        }
      }
      case 'promise':
        return {
          icon: <Icon of={IconCalendarCheck} color="amber" />,
          words: say('promise', { text: why.text }),
          aside: moment(why.dueAt, minute, language),
        }
      case 'message':
        return {
          icon: <ChannelIcon wire={why.channel} />,
          words: say('quote', { text: why.text.replace(/\s+/g, ' ').trim() }),
          aside: moment(why.at, minute, language),
        }
      case 'attempt':
        return {
          icon: <Icon of={IconRepeat} color="dim" />,
          words: say(why.missed ? 'attemptMissed' : 'attempt', { ordinal: why.ordinal }),
          aside: moment(why.at, minute, language),
        }
      case 'site':
        return {
          icon: <Icon of={IconWorld} color="dim" />,
          words: say('onPage', { title: why.title }),
          aside: say('ago', { time: duration(Math.max(0, minute - why.at) / 1000, language) }),
        }
      case 'campaign':
        return {
          icon: <Icon of={IconAd2} color="dim" />,
          words: say('campaign', { name: why.name }),
          aside: moment(why.at, minute, language),
        }
    }
  }
}

/** The reasons under each other, times in one column. */
export function WhyLines(props: { whys: readonly Why[] }) {
  const wordsOf = useWhyWords()
  return (
    <ul className={css.whys}>
      {props.whys.map((why) => {
        const { icon, words, aside } = wordsOf(why)
        return (
          <li key={why.kind} className={css.why}>
            {icon}
            <span className="ellipsis">{words}</span>
            <span className={`num ${why.kind === 'order' ? css.aside : css.when}`}>{aside}</span>
          </li>
        )
      })}
    </ul>
  )
}
