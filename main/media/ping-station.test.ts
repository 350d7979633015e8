import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createStationPing, type StationPing } from './ping-station.ts'

let server: WebSocketServer
let ping: StationPing
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: true })
  await new Promise((resolve) => server.on('listening', resolve))
  ping = createStationPing({ server: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
afterEach(() => {
  ping.close()
  server.close()
})

test('a round trip is measured, and the next one on the same connection', async () => {
  expect(await ping.ping()).toBeGreaterThan(0)
  expect(await ping.ping()).toBeLessThan(2000)
  expect(server.clients.size).toBe(1)
})

test('a connection that was cut is made anew', async () => {
  await ping.ping()
  for (const client of server.clients) client.terminate()
  await expect.poll(() => ping.ping().catch(() => -1)).toBeGreaterThan(0)
})

test('a server that is not there, or does not answer, is told', async () => {
  const nobody = createStationPing({ server: 'ws://127.0.0.1:1' })
  await expect(nobody.ping()).rejects.toMatchObject({ code: 'LINE_UNREACHABLE' })
  nobody.close()
  server.options.autoPong = false
  server.on('connection', (client) => {
    ;(client as unknown as { _autoPong: boolean })._autoPong = false
  })
  await expect(ping.ping()).rejects.toMatchObject({ code: 'LINE_UNREACHABLE' })
})
