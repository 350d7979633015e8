import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { cleanup, pause, registered, start, visitor } from './testing/setup.ts'

test('the outcome of every call reaches the hub, even when the hub was away meanwhile', async () => {
  const records: { auth: string | undefined; record: Record<string, unknown> }[] = []
  const listen = async (port: number) => {
    const hub = createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      records.push({ auth: request.headers.authorization, record: JSON.parse(text) })
      response.end()
    })
    hub.listen(port, '127.0.0.1')
    await once(hub, 'listening')
    return hub
  }
  const first = await listen(0)
  const { port } = first.address() as AddressInfo
  first.close()
  const demo = await start({ cdr: { url: `http://127.0.0.1:${port}/cdr`, secret: 's3' } })
  const anna = await registered(demo.url, 'anna')
  const caller = await visitor(demo.url)
  const lost = await caller.invite('nobody')
  await caller.final('INVITE')
  const call = await caller.invite('sales')
  anna.respond(await anna.request('INVITE'), 200)
  caller.ack(call, await caller.final('INVITE'))
  const outgoing = await anna.invite('bob')
  await anna.final('INVITE')
  await pause(100)
  const hub = await listen(port)
  cleanup.push(() => hub.close())
  await expect.poll(() => records.length).toBe(3)
  expect(records.map((r) => r.auth)).toEqual(Array(3).fill('Bearer s3'))
  expect(records.map((r) => r.record)).toMatchObject([
    { callId: lost.callId, from: 'visitor-1', to: 'nobody', answered: false, status: 404, rung: 0 },
    { callId: call.callId, from: 'visitor-1', to: 'sales', answered: true, status: 200, rung: 1 },
    { callId: outgoing.callId, from: 'anna', to: 'bob', answered: false, status: 480, rung: 0 },
  ])
  expect(records[0]?.record.token).toBeTruthy()
  expect(records[2]?.record.token).toBeUndefined()
})
