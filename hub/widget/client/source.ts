import type { WidgetInput } from '../../../shared/protocol/widget-protocol.ts'

export type Source = WidgetInput<'hello'>['source']

const CLICK_IDS = ['yclid', 'ysclid', 'gclid', 'fbclid', 'rb_clickid'] as const
/** Click ids that only an advertiser's own click makes; ysclid and fbclid also come with unpaid links. */
const PAID_IDS = ['yclid', 'gclid', 'rb_clickid'] as const
const PAID_MEDIUM = /^(cpc|ppc|cpm|paid|display|banner|remarketing|retargeting)/
const SOCIAL = /(^|\.)(vk\.com|ok\.ru|facebook\.com|instagram\.com|t\.me|x\.com)$/
const SEARCH = /(^|\.)(yandex|ya|google|bing|duckduckgo|mail)\.[a-z.]{2,6}$/
const LIMIT = 300
const URL_LIMIT = 2000

/** Where a landing came from, by its address and its referrer (C07): the campaign's own words and the click ids. */
export function sourceOf(landing: string, referrer: string): Source {
  const url = new URL(landing)
  const utm: Record<string, string> = {}
  for (const [key, value] of url.searchParams)
    if (/^utm_\w{1,30}$/.test(key) && value !== '' && Object.keys(utm).length < 12)
      utm[key] = value.slice(0, LIMIT)
  const ids: Partial<Record<(typeof CLICK_IDS)[number], string>> = {}
  for (const id of CLICK_IDS) {
    const value = url.searchParams.get(id)
    if (value) ids[id] = value.slice(0, LIMIT)
  }
  const from = foreignReferrer(referrer, url)
  const medium = (utm.utm_medium ?? '').toLowerCase()
  const channel =
    PAID_MEDIUM.test(medium) || PAID_IDS.some((id) => ids[id])
      ? 'paid'
      : medium === 'email'
        ? 'email'
        : medium.includes('social') || ids.fbclid || (from && SOCIAL.test(from.hostname))
          ? 'social'
          : medium === 'organic' || ids.ysclid || (from && SEARCH.test(from.hostname))
            ? 'search'
            : from || utm.utm_source
              ? 'referral'
              : 'direct'
  const label = utm.utm_source ?? from?.hostname
  return {
    channel,
    ...(label === undefined ? {} : { label }),
    ...(Object.keys(utm).length > 0 ? { utm } : {}),
    ...ids,
    ...(from ? { referrer: from.href.slice(0, URL_LIMIT) } : {}),
    landing: withoutFragment(landing),
  }
}

/** Whether this page is the landing of a new campaign rather than a step within the visit. */
export const isNewLanding = (source: Source): boolean =>
  source.utm !== undefined || CLICK_IDS.some((id) => source[id] !== undefined)

/** A page's address as it is reported: fragments may carry tokens and are nobody's business. */
export const withoutFragment = (href: string): string => (href.split('#')[0] ?? '').slice(0, URL_LIMIT)

function foreignReferrer(referrer: string, page: URL): URL | undefined {
  if (!referrer) return undefined
  try {
    const url = new URL(referrer)
    return url.host === page.host ? undefined : url
  } catch {
    return undefined
  }
}

export function deviceOf(width: number, touch: boolean): WidgetInput<'hello'>['device'] {
  if (!touch) return 'desktop'
  return width < 600 ? 'phone' : 'tablet'
}
