import {
  IconAd2,
  IconAlertTriangle,
  IconArrowBackUp,
  IconBuildingStore,
  IconCalendarCheck,
  IconCalendarX,
  IconClick,
  IconClockPause,
  IconCoin,
  IconDeviceMobile,
  IconEye,
  IconFile,
  IconFolder,
  IconFolderCheck,
  IconFolderOpen,
  IconGavel,
  IconGift,
  IconMailOff,
  IconMailOpened,
  IconMessage2,
  IconPackage,
  IconPackageExport,
  IconPhoneCalling,
  IconRepeat,
  IconRobot,
  IconSearch,
  IconShoppingCart,
  IconShoppingCartOff,
  IconSpeakerphone,
  IconStar,
  IconTag,
  IconTagOff,
  IconTextCaption,
  IconUserCheck,
  IconUserQuestion,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { bareField, type Company, isPaymentField } from '../../../shared/domain/company.ts'
import type { CartLine } from '../../../shared/domain/event.ts'
import type { LineItem, LineType } from '../../../shared/domain/timeline.ts'
import { maskPayment } from '../../../shared/lib/card-number.ts'
import { type Language, localise } from '../../../shared/lib/language.ts'
import { clock, moment, money } from '../../i18n/format.ts'
import { richParts, type Say, type Values } from '../../i18n/use-text.tsx'
import type { IconType } from '../../ui/icon.tsx'
import { type factTexts, sourceTexts, stateTexts } from './fact-texts.ts'
import { failureWords, type timelineTexts } from './texts.ts'

/** Whatever a fact needs to be told in words. */
export type Tell = {
  say: Say<(typeof factTexts)['texts']>
  state: Say<(typeof stateTexts)['texts']>
  source: Say<(typeof sourceTexts)['texts']>
  timeline: Say<(typeof timelineTexts)['texts']>
  language: Language
  company: Company | undefined
  operator: (id: string | undefined) => string
  caseName: (id: string) => string
  now: number
}

export const factIcons: Record<LineType, IconType> = {
  'visit.started': IconAd2,
  'page.viewed': IconFile,
  'app.screen-viewed': IconDeviceMobile,
  'search.performed': IconSearch,
  'product.viewed': IconEye,
  'cart.changed': IconShoppingCart,
  'cart.abandoned': IconShoppingCartOff,
  'widget.clicked': IconClick,
  'store.visited': IconBuildingStore,
  'offer.granted': IconGift,
  'order.created': IconPackageExport,
  'order.state-changed': IconPackage,
  'order.note-added': IconMessage2,
  'return.opened': IconArrowBackUp,
  'return.state-changed': IconArrowBackUp,
  'application.started': IconTextCaption,
  'application.approved': IconTextCaption,
  'subscription.changed': IconRepeat,
  'compensation.paid': IconCoin,
  'campaign.sent': IconSpeakerphone,
  'campaign.failed': IconMailOff,
  'campaign.opened': IconMailOpened,
  'campaign.clicked': IconClick,
  'campaign.unsubscribed': IconMailOff,
  'interaction.accepted': IconUserCheck,
  'interaction.requeued': IconArrowBackUp,
  'conversation.snoozed': IconClockPause,
  'callback.scheduled': IconPhoneCalling,
  'callback.settled': IconPhoneCalling,
  'case.opened': IconFolder,
  'case.closed': IconFolderCheck,
  'case.reopened': IconFolderOpen,
  'bot.handed-over': IconRobot,
  'field.set': IconTextCaption,
  'tag.added': IconTag,
  'tag.removed': IconTagOff,
  'promise.made': IconCalendarCheck,
  'promise.kept': IconCalendarCheck,
  'promise.broken': IconCalendarX,
  'csat.received': IconStar,
  'voicemail.left': IconAlertTriangle,
  'contact.merge-proposed': IconUserQuestion,
  'legal-hold.placed': IconGavel,
  'legal-hold.lifted': IconGavel,
}

/** The fact in one sentence, its key words in bold. */
export function factWords(item: LineItem, tell: Tell): ReactNode {
  const { event } = item
  const rich = (key: Parameters<Tell['say']>[0], values: Record<string, ReactNode> = {}) =>
    richParts((v: Values) => tell.say(key, v), values)
  switch (event.type) {
    case 'visit.started': {
      const { label, utm, channel } = event.source
      const source =
        label ?? (Object.hasOwn(sourceTexts.texts, channel) ? tell.source(channel as never) : channel)
      const term = utm?.utm_term
      const campaign = utm?.utm_campaign
      return (
        <>
          {rich('visitFirst', { source })}
          {term && tell.say('visitKeyword', { term })}
          {campaign && tell.say('visitCampaign', { campaign })}
          {event.city && tell.say('visitCity', { city: event.city })}
        </>
      )
    }
    case 'page.viewed':
      return rich('page', { page: event.title || event.url })
    case 'app.screen-viewed':
      return rich('screen', { screen: event.screen })
    case 'search.performed': {
      const found = event.results === undefined ? '' : tell.say('found', { count: event.results })
      return rich('search', { query: event.query, found })
    }
    case 'product.viewed':
      return rich('product', { product: event.title ?? productName(event.productId, tell) })
    case 'cart.changed': {
      if (event.items.length === 0) return tell.say('cartEmptied')
      const total = event.total === undefined ? '' : `, ${price(event.total, event.currency, tell)}`
      return rich('cart', { items: goods(event.items, tell), total })
    }
    case 'cart.abandoned':
      return tell.say('cartAbandoned')
    case 'widget.clicked':
      return rich('widget', { button: event.button })
    case 'store.visited':
      return rich('store', {
        seller: event.sellerName ? tell.say('storeSeller', { name: event.sellerName }) : '',
        text: event.text ? tell.say('quote', { text: event.text }) : '',
      })
    case 'offer.granted':
      return rich('offer', { title: event.title })
    case 'order.created': {
      const { orderId, total, currency, items } = event.order
      return rich('order', { order: orderId, total: price(total, currency, tell), items: goods(items, tell) })
    }
    case 'order.state-changed':
      return rich('orderState', { order: event.orderId, state: stateName(event.to, tell) })
    case 'order.note-added':
      return rich('orderNote', { order: event.orderId, text: event.text })
    case 'return.opened':
      return rich('return', { order: event.orderId, reason: because(event.reason, tell) })
    case 'return.state-changed':
      return rich('returnState', { state: stateName(event.to, tell) })
    case 'application.started':
      return rich('applied', { product: event.product })
    case 'application.approved':
      return rich('approved', {
        months: event.months === undefined ? '' : tell.say('months', { count: event.months }),
      })
    case 'subscription.changed':
      return rich('subscription', { service: event.service, to: event.to })
    case 'compensation.paid':
      return rich('paidBack', {
        amount: price(event.amount, event.currency, tell),
        reason: because(event.reason, tell),
      })
    case 'campaign.sent':
      return rich('campaignSent', { title: event.title ?? event.text ?? event.campaignId })
    case 'campaign.failed':
      return rich('campaignFailed', { why: failureWords(event.code, tell.timeline) })
    case 'campaign.opened':
      return tell.say('campaignOpened')
    case 'campaign.clicked':
      return rich('campaignClicked', { url: event.url ?? '' })
    case 'campaign.unsubscribed':
      return tell.say('campaignLeft')
    case 'interaction.accepted': {
      const queue = tell.company?.queues.find((q) => q.queueId === event.queueId)
      return rich('accepted', {
        name: tell.operator(event.operatorId),
        queue: queue ? tell.say('fromQueue', { queue: localise(queue.name, tell.language) }) : '',
      })
    }
    case 'interaction.requeued': {
      const name = tell.operator(event.fromOperatorId)
      if (event.reason === 'owner-away') return rich('requeuedAway', { name })
      return rich('requeued', { name: tell.operator(event.operatorId) })
    }
    case 'conversation.snoozed':
      return rich('snoozed', {
        name: tell.operator(event.operatorId),
        until: moment(event.until, tell.now, tell.language),
      })
    case 'callback.scheduled':
      return rich('callback', {
        due: moment(event.dueAt, tell.now, tell.language),
        note: event.note ? tell.say('quote', { text: event.note }) : '',
      })
    case 'callback.settled':
      return tell.say(
        event.outcome === 'reached'
          ? 'callbackReached'
          : event.outcome === 'cancelled'
            ? 'callbackCancelled'
            : 'callbackNotReached',
      )
    case 'case.opened':
      return rich('case', { case: event.title ?? event.caseId })
    case 'case.closed':
      return rich('caseClosed', { case: tell.caseName(event.caseId), name: tell.operator(event.operatorId) })
    case 'case.reopened':
      return rich('caseReopened', {
        case: tell.caseName(event.caseId),
        name: tell.operator(event.operatorId),
      })
    case 'bot.handed-over':
      return rich('handedOver', {
        name: event.operatorId ? tell.say('toName', { name: tell.operator(event.operatorId) }) : '',
      })
    case 'field.set': {
      const by = event.operatorId ? tell.say('by', { name: tell.operator(event.operatorId) }) : ''
      const field = fieldLabel(event.field, tell)
      return event.value === null
        ? rich('fieldCleared', { field, by })
        : rich('field', { field, value: shownValue(event.field, event.value, tell.company), by })
    }
    case 'tag.removed':
      return rich('tagGone', { tag: event.tag })
    case 'tag.added':
      return rich('tag', { tag: event.tag })
    case 'promise.made':
      return rich('promise', { text: event.text, due: moment(event.dueAt, tell.now, tell.language) })
    case 'promise.kept':
      return tell.say('promiseKept')
    case 'promise.broken':
      return tell.say('promiseBroken')
    case 'csat.received':
      return rich('csat', {
        score: String(event.score),
        comment: event.comment ? tell.say('quote', { text: event.comment }) : '',
      })
    case 'voicemail.left':
      return rich('voicemail', {
        length: clock(event.seconds),
        text: event.transcript ? tell.say('quote', { text: event.transcript }) : '',
      })
    case 'legal-hold.placed':
      return rich(event.callId ? 'heldCall' : 'heldPerson', {
        name: tell.operator(event.operatorId),
        why: tell.say('quote', { text: event.why }),
      })
    case 'legal-hold.lifted':
      return rich('holdLifted', {
        name: tell.operator(event.operatorId),
        why: event.why ? tell.say('quote', { text: event.why }) : '',
      })
    case 'contact.merge-proposed':
      return rich(event.automatic ? 'mergeAuto' : 'merge', { key: tell.say(keyWord(event.keyKind)) })
  }
}

const because = (reason: string | undefined, tell: Tell) => (reason ? tell.say('because', { reason }) : '')

const keyWord = (kind: string) =>
  kind === 'phone'
    ? 'keyPhone'
    : kind === 'email'
      ? 'keyEmail'
      : kind === 'loyalty'
        ? 'keyLoyalty'
        : 'keyOther'

const price = (amount: number, currency: string | undefined, tell: Tell) =>
  currency ? money(amount, currency, tell.language) : String(amount)

/** A state of an order in words. */
export const stateName = (state: string, tell: Pick<Tell, 'state'>): string =>
  Object.hasOwn(stateTexts.texts, state) ? tell.state(state as keyof typeof stateTexts.texts) : state

/** A product's name in the operator's language; its id when the catalogue does not know it. */
export const productName = (productId: string, tell: Pick<Tell, 'company' | 'language'>): string => {
  const product = tell.company?.products.find((p) => p.productId === productId)
  return product ? localise(product.name, tell.language) : productId
}

/** The first goods by name and how many more. */
export function goods(items: readonly CartLine[], tell: Pick<Tell, 'company' | 'language' | 'say'>): string {
  const names = items.map((i) => {
    const name = i.title ?? productName(i.productId, tell)
    return i.quantity > 1 ? `${name} × ${i.quantity}` : name
  })
  if (names.length <= 2) return names.join(', ')
  return tell.say('andMore', { first: names.slice(0, 2).join(', '), count: names.length - 2 })
}

/** A field that was marked as one for card data later was written as it was typed: it is shown masked. */
const shownValue = (field: string, value: string, company: Tell['company']): string =>
  isPaymentField(company, field) ? maskPayment(value) : value

/** The label of a custom field; a bot's own prefix is left out. */
export const fieldLabel = (field: string, tell: Pick<Tell, 'company' | 'language'>): string => {
  const bare = bareField(field)
  const label = tell.company?.fieldLabels[field] ?? tell.company?.fieldLabels[bare]
  return label ? localise(label, tell.language) : bare
}

/** What a fold of facts is called: "5 pages". */
export function foldWords(items: readonly LineItem[], tell: Tell): ReactNode {
  const key = foldKeys[items[0]?.event.type ?? ''] ?? 'foldOther'
  return richParts((values) => tell.say(key, values), { count: items.length })
}

const foldKeys: Record<string, 'foldPages' | 'foldProducts' | 'foldSearches' | 'foldCampaigns'> = {
  'page.viewed': 'foldPages',
  'app.screen-viewed': 'foldPages',
  'product.viewed': 'foldProducts',
  'search.performed': 'foldSearches',
  'campaign.sent': 'foldCampaigns',
}
