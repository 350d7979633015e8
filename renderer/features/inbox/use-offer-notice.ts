import { IconInbox, IconUserCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { Offer } from '../../../shared/domain/offer.ts'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { notify } from '../../ui/notices.tsx'
import { useAccept } from '../conversation/index.ts'
import { ageSince } from './groups.ts'
import { offerWords } from './offer-words.ts'
import { inboxOf } from './store.ts'
import { inboxTexts } from './texts.ts'

/** How long an offer to everybody is shown, milliseconds; it waits in the queue for as long as it takes. */
const offerLife = 20_000
/** Who has waited longer than this when the window hears of them is no news, milliseconds. */
const newsFor = 30_000

/**
 * The hub asks this operator to take somebody: they are told so wherever they are, with the reason why it is them, and
 * can take the customer from there or let the next one. Rows that wait longer stand above it in the list, which never
 * moves under the cursor.
 */
export function useOfferNotice(): void {
  const bridge = useBridge()
  const say = useText(inboxTexts)
  const language = useLanguage()
  const accept = useAccept()
  const offset = useClockOffset()
  const channel = useChannelName()
  const operator = useOperatorName()
  const latest = useRef({ say, language, accept, offset, channel, operator })
  useEffect(() => {
    latest.current = { say, language, accept, offset, channel, operator }
  })
  useEffect(() => {
    const shown = new Map<ConversationId, () => void>()
    /** Offers whose row is still on its way. */
    const early = new Map<ConversationId, Offer>()
    const withdraw = (id: ConversationId) => {
      early.delete(id)
      shown.get(id)?.()
      shown.delete(id)
    }
    const show = (offer: Offer, row: InboxRow) => {
      const { say, language, offset, channel, operator } = latest.current
      const { conversationId, until, auto } = offer
      const now = Date.now() + offset
      // What everybody may take is told only while it is new; what is for me alone, for as long as it is.
      if (until === undefined && now - ageSince(row) > newsFor) return
      withdraw(conversationId)
      const words = offerWords(offer, row, {
        say,
        channel,
        operator,
        when: (at) => moment(at, now, language),
      })
      const done = notify({
        icon: until === undefined ? IconInbox : IconUserCheck,
        ...words,
        life: auto || until === undefined ? offerLife : Math.max(1000, until - now),
        ...(auto ? {} : { action: { label: say('accept'), run: () => void latest.current.accept(row) } }),
        ...(auto || until === undefined
          ? {}
          : { second: { label: say('pass'), run: () => void bridge.routing.pass({ conversationId }) } }),
      })
      if (!auto) shown.set(conversationId, done)
    }
    const take = (offer: Offer) => {
      const row = inboxOf(bridge).getState().rows.get(offer.conversationId)
      if (row) show(offer, row)
      else early.set(offer.conversationId, offer)
    }
    const stops = [
      bridge.routing.onOffer(({ offer }) => take(offer)),
      bridge.routing.onWithdrawn(({ conversationId }) => withdraw(conversationId)),
      inboxOf(bridge).subscribe((after, before) => {
        if (after.rows === before.rows) return
        for (const offer of [...early.values()])
          if (after.rows.has(offer.conversationId)) {
            early.delete(offer.conversationId)
            take(offer)
          }
        for (const id of shown.keys()) if (after.rows.get(id)?.status !== 'queued') withdraw(id)
      }),
    ]
    void bridge.routing.offers({}).then((answer) => {
      if (answer.ok) for (const offer of answer.value.offers) take(offer)
    })
    return () => {
      for (const stop of stops) stop()
      for (const done of shown.values()) done()
    }
  }, [bridge])
}
