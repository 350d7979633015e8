import { beforeAll, describe, expect, test } from 'vitest'
import { adaptPolicy } from './content-policy.ts'
import { addScheme, schemeOf, toAppUrl, toPageUrl } from './schemes.ts'

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

describe('a content security policy', () => {
  const host = 'https://console.app.localhost/__host_sync__'

  test('that names the scheme names the mapped origin instead', () => {
    expect(adaptPolicy("default-src 'self' app: https:; img-src app://console data:", host)).toBe(
      "default-src 'self' https://*.app.localhost https:; img-src https://console.app.localhost data:",
    )
  })

  test('that forbids every connection leaves open the path of the host and nothing else', () => {
    expect(adaptPolicy("default-src 'none'; script-src 'self'; connect-src 'none'", host)).toBe(
      `default-src 'none'; script-src 'self'; connect-src ${host}`,
    )
    expect(adaptPolicy("default-src 'none'; script-src 'self'", host)).toBe(
      `default-src 'none'; script-src 'self'; connect-src ${host}`,
    )
    expect(adaptPolicy('connect-src https://example.com', host)).toBe(
      `connect-src https://example.com ${host}`,
    )
  })

  test('that lets the page reach its own origin, or says nothing about it, stays as it is', () => {
    for (const policy of ["default-src 'self'", "script-src 'self'; object-src 'none'", 'connect-src *'])
      expect(adaptPolicy(policy, host)).toBe(policy)
  })
})
