import { beforeAll, describe, expect, test } from 'vitest'
import { addScheme, mapPolicy, schemeOf, toAppUrl, toPageUrl } from './schemes.ts'

beforeAll(() => addScheme('app'))

describe('addresses of the application', () => {
  test('are mapped to an origin of the browser and back', () => {
    for (const url of ['app://console/', 'app://console/a/b.html?q=1#part', 'app://console']) {
      expect(toPageUrl(url)).toMatch(/^https:\/\/console\.app\.localhost/)
      expect(toAppUrl(toPageUrl(url))).toBe(url)
    }
  })

  test('of other schemes stay as they are', () => {
    for (const url of [
      'https://example.com/',
      'file:///tmp/x',
      'other://console/',
      'about:blank',
      'https://x.other.localhost/',
    ]) {
      expect(toPageUrl(url)).toBe(url)
      expect(toAppUrl(url)).toBe(url)
    }
  })

  test('are recognised in requests, and nothing that only looks like them', () => {
    expect(schemeOf('https://console.app.localhost/x')).toBe('app')
    expect(schemeOf('https://console.app.localhost.example.com/x')).toBeUndefined()
    expect(schemeOf('https://example.com/?https://console.app.localhost/')).toBeUndefined()
  })
})

test('a content security policy that names the scheme names the mapped origin instead', () => {
  expect(mapPolicy("default-src 'self' app: https:; img-src app://console data:")).toBe(
    "default-src 'self' https://*.app.localhost https:; img-src https://console.app.localhost data:",
  )
})
