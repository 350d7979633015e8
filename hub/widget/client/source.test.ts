import { describe, expect, it } from 'vitest'
import { deviceOf, isNewLanding, sourceOf, withoutFragment } from './source.ts'

const site = 'https://shop.example/sofa'

describe('where a visit came from', () => {
  it('keeps the campaign and the click id of an ad, and calls it paid', () => {
    expect(sourceOf(`${site}?utm_source=yandex&utm_medium=cpc&utm_campaign=sofa&yclid=77#x`, '')).toEqual({
      channel: 'paid',
      label: 'yandex',
      utm: { utm_source: 'yandex', utm_medium: 'cpc', utm_campaign: 'sofa' },
      yclid: '77',
      landing: `${site}?utm_source=yandex&utm_medium=cpc&utm_campaign=sofa&yclid=77`,
    })
    for (const id of ['gclid', 'rb_clickid'])
      expect(sourceOf(`${site}?${id}=1`, '')).toMatchObject({ channel: 'paid', [id]: '1' })
  })
  it.each([
    ['', '', 'direct'],
    ['', 'https://yandex.ru/search', 'search'],
    ['', 'https://www.google.co.uk/', 'search'],
    ['?ysclid=1', '', 'search'],
    ['', 'https://vk.com/wall', 'social'],
    ['?fbclid=1', '', 'social'],
    ['?utm_source=news&utm_medium=email', '', 'email'],
    ['', 'https://blog.example/', 'referral'],
    ['', 'https://shop.example/other', 'direct'],
    ['', 'not a url', 'direct'],
  ])('%s from %s is %s', (query, referrer, channel) => {
    expect(sourceOf(site + query, referrer).channel).toBe(channel)
  })
  it('cuts what is endless', () => {
    const source = sourceOf(`${site}?utm_source=${'x'.repeat(5000)}`, '')
    expect(source.utm?.utm_source).toHaveLength(300)
    expect(source.landing?.length).toBeLessThanOrEqual(2000)
  })
  it('knows a new landing from a step within the visit, and never reports a fragment', () => {
    expect(isNewLanding(sourceOf(`${site}?gclid=1`, ''))).toBe(true)
    expect(isNewLanding(sourceOf(site, 'https://yandex.ru/'))).toBe(false)
    expect(withoutFragment(`${site}#token=secret`)).toBe(site)
  })
  it('tells phones and tablets from desks', () => {
    expect([deviceOf(390, true), deviceOf(800, true), deviceOf(1440, false)]).toEqual([
      'phone',
      'tablet',
      'desktop',
    ])
  })
})
