import { describe, expect, it } from 'vitest'
import { channelAddress, linkify } from './linkify.ts'

describe('links in messages', () => {
  it('makes web addresses clickable and leaves the punctuation of the sentence outside', () => {
    expect(linkify('см. https://shop.example/a?b=1, и www.shop.example.')).toEqual([
      { text: 'см. ' },
      { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' },
      { text: ', и ' },
      { text: 'www.shop.example', href: 'https://www.shop.example/' },
      { text: '.' },
    ])
  })
  it('never makes a link of anything that could run', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', '<a href="https://x">', 'https://'])
      for (const { href } of linkify(text)) expect(href ?? 'https:').toMatch(/^https?:/)
    expect(linkify('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }])
  })
  it('gives back every character of the text', () => {
    const text = 'a https://x.example/(b)) \u202e c\nhttps://y.example'
    expect(
      linkify(text)
        .map((p) => p.text)
        .join(''),
    ).toBe(text)
  })
  it('lets a channel button lead to the web and to messengers only', () => {
    expect(channelAddress('https://t.me/x')).toBe('https://t.me/x')
    expect(channelAddress('viber://chat?number=1')).toBeDefined()
    expect(channelAddress('javascript:alert(1)')).toBeUndefined()
    expect(channelAddress('no address')).toBeUndefined()
  })
})
