import { expect, it } from 'vitest'
import { linkView } from './link-safety.ts'

it.each([
  ['https://northwood.example/manual?x=1', 'northwood.example', false],
  ['http://shop.example:8080', 'shop.example:8080', false],
  ['https://мебель.рф/диван', 'мебель.рф', false],
  ['https://bank.example@evil.example/login', 'evil.example', true],
  ['https://раураl.example', 'раураl.example', true],
  ['https://xn--80ak6aa92e.example', 'xn--80ak6aa92e.example', true],
  ['http://10.0.0.1/router', '10.0.0.1', true],
  ['http://[::1]/', '[::1]', true],
])('%s leads to %s', (url, host, doubtful) => {
  expect(linkView(url)).toEqual({ host, doubtful })
})

it.each(['javascript:alert(1)', 'file:///etc/passwd', 'https://', 'northwood.example'])(
  '%s is no web address',
  (url) => {
    expect(linkView(url)).toBeUndefined()
  },
)
