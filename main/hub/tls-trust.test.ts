import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { Server as SocketServer } from 'socket.io'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../log/logger.ts'
import { until } from '../testing/fake-hub.ts'
import { hubGet } from './http.ts'
import { createHubClient } from './hub-client.ts'
import { fingerprintOf, hubUrl, lookAt, normalFingerprint } from './tls-trust.ts'

let server: Server
let url: string
let certificate: string
let other: string

beforeAll(async () => {
  const make = async () => generate([{ name: 'commonName', value: 'some hub' }], { keyType: 'ec' })
  const own = await make()
  certificate = own.cert
  other = (await make()).cert
  server = createServer({ cert: own.cert, key: own.private }, (_request, response) => response.end('hello'))
  new SocketServer(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

describe('a hub with a certificate of its own', () => {
  test('shows its fingerprint before anything is sent to it', async () => {
    const seen = await lookAt(url)
    expect(seen).toMatchObject({
      ok: true,
      value: { trusted: false, fingerprint: fingerprintOf(certificate) },
    })
  })

  test('is not connected to until its fingerprint was confirmed', async () => {
    const client = createHubClient(silentLogger)
    client.connect({ url })
    await until(() => client.link.state === 'offline')
    expect(client.link.code).toBe('HUB_TLS_UNTRUSTED')
    client.disconnect()
    await expect(hubGet({ url }, '/', {})).rejects.toThrow()
  })

  test('is connected to once it was, whatever name it bears', async () => {
    const client = createHubClient(silentLogger)
    const address = { url, certificate, fingerprint: fingerprintOf(certificate) }
    client.connect(address)
    await until(() => client.link.state === 'online')
    client.disconnect()
    expect((await hubGet(address, '/', {})).statusCode).toBe(200)
  })

  test('that shows another certificate later is refused', async () => {
    const client = createHubClient(silentLogger)
    client.connect({ url, certificate: other, fingerprint: fingerprintOf(other) })
    await until(() => client.link.state === 'offline')
    expect(client.link.code).toBe('HUB_TLS_UNTRUSTED')
    client.connect({ url, certificate, fingerprint: fingerprintOf(other) })
    await until(() => client.link.state === 'offline')
    expect(client.link.code).toBe('HUB_TLS_UNTRUSTED')
    client.disconnect()
  })

  test('cannot lead a download elsewhere', async () => {
    const address = { url, certificate, fingerprint: fingerprintOf(certificate) }
    await expect(hubGet(address, 'https://example.org/x', {})).rejects.toThrow('elsewhere')
    await expect(hubGet(address, '//example.org/x', {})).rejects.toThrow('elsewhere')
  })
})

test.each([
  ['hub.example', 'https://hub.example'],
  [' https://hub.example:7343/path?x ', 'https://hub.example:7343'],
  ['http://127.0.0.1:7340', 'http://127.0.0.1:7340'],
  ['http://hub.example', undefined],
  ['https://user:pass@hub.example', undefined],
  ['ftp://hub.example', undefined],
  ['', undefined],
])('the address %j is %j', (written, expected) => {
  expect(hubUrl(written)).toBe(expected)
})

test('fingerprints are compared however they were written', () => {
  expect(normalFingerprint('sha256:ab cd-ef')).toBe('AB:CD:EF')
  expect(normalFingerprint('AB:CD:EF')).toBe('AB:CD:EF')
})
