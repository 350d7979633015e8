import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { Offer, Preferred } from '../../../shared/domain/offer.ts'
import type { Say } from '../../i18n/use-text.tsx'
import { preview, rowName } from './preview.ts'
import type { inboxTexts } from './texts.ts'

export type OfferWords = {
  say: Say<(typeof inboxTexts)['texts']>
  channel: (of: Preferred['channel']) => string
  operator: (operatorId: string | undefined) => string
  when: (at: number) => string
}

/** What an offer is called, and why it came to whom it came: the last words where everybody is asked alike. */
export function offerWords({ why, auto }: Offer, row: InboxRow, words: OfferWords) {
  const { say, channel, operator, when } = words
  const name = rowName(row, say)
  const title = say(
    auto ? 'started' : why.kind === 'all' || why.kind === 'instead-of' ? 'offered' : 'offeredYou',
    {
      name,
    },
  )
  const of = (last: Preferred) => ({ channel: channel(last.channel), when: when(last.at) })
  const reasons: Record<Offer['why']['kind'], () => string> = {
    all: () => preview(row, say, false, ''),
    'longest-idle': () => say('whyIdle'),
    evenly: () => say('whyEvenly'),
    'in-order': () => say('whyOrder'),
    'same-operator': () => (why.kind === 'same-operator' ? say('whySame', of(why.last)) : ''),
    'instead-of': () =>
      why.kind === 'instead-of'
        ? say('whyInstead', {
            ...of(why.last),
            name: operator(why.last.operatorId),
            because: say(`because-${why.because}`),
          })
        : '',
  }
  return { title, detail: reasons[why.kind]() }
}
