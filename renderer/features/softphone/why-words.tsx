import { IconAd2, IconCalendarCheck, IconPackage, IconRepeat, IconWorld } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Language } from '../../../shared/lib/language.ts'
import type { Why } from '../../../shared/softphone/why.ts'
import { duration, moment, money } from '../../i18n/format.ts'
import { Rich, type Say } from '../../i18n/use-text.tsx'
import { ChannelIcon } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { texts } from './texts.ts'

/** One reason in words: what it is, and beside it when or how much. `minute`: now by the hub's clock. */
export function whyWords(
  why: Why,
  o: {
    say: Say<(typeof texts)['texts']>
    language: Language
    /** The name of a product; undefined when it is not known. */
    product(productId: string): string | undefined
    minute: number
  },
): { icon: ReactNode; words: ReactNode; aside: string } {
  const { say, language, minute } = o
  switch (why.kind) {
    case 'order': {
      const items = why.productIds
        .flatMap((id) => o.product(id) ?? [])
        .slice(0, 2)
        .join(', ')
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
