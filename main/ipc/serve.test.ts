import { EventEmitter } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { buildClient } from '../../shared/ipc/client.ts'
import { contract } from '../../shared/ipc/contract.ts'
import { type Handlers, requestChannel } from '../../shared/ipc/derive.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { CodedError, fail, ok } from '../../shared/lib/result.ts'
import { silentLogger } from '../log/logger.ts'
import { CONSOLE_ORIGIN, isTrustedSender } from '../shell/trust.ts'
import { createPublish, type IpcHandleable, type SenderEvent, serve } from './serve.ts'

const page: SenderEvent = {
  senderFrame: { url: 'app://console/index.html', parent: null },
  sender: { id: 1 },
}

/** Main and a page in one process: values are cloned on the way, as between processes. */
function together(handlers: Handlers, from: SenderEvent = page) {
  const handled = new Map<string, Parameters<IpcHandleable['handle']>[1]>()
  const wire = new EventEmitter()
  const clock = { now: 0 }
  const sent: string[] = []
  const stop = serve({
    contract,
    ipc: {
      handle: (channel, listener) => void handled.set(channel, listener),
      removeHandler: (channel) => void handled.delete(channel),
    },
    handlers,
    isTrusted: (event) => isTrustedSender(event, CONSOLE_ORIGIN),
    log: silentLogger,
    now: () => clock.now,
  })
  const invoke = async (channel: string, input: unknown) =>
    structuredClone(await handled.get(channel)?.(from, structuredClone(input)))
  const client = buildClient({
    invoke,
    on: (channel, listener) => wire.on(channel, listener),
  })
  const publish = createPublish(
    () => [
      {
        send(channel, payload) {
          sent.push(channel)
          wire.emit(channel, { secret: 'event object' }, structuredClone(payload))
        },
      },
    ],
    silentLogger,
  )
  return { client, publish, handled, invoke, stop, clock, sent }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Handlers that answer nothing in particular; `override` puts some in their place. */
function someHandlers(
  override: Record<string, Record<string, (input: never) => Promise<unknown>>> = {},
): Handlers {
  const areas = Object.entries(contract).map(([area, members]) => [
    area,
    {
      ...Object.fromEntries(Object.keys(members).map((name) => [name, async () => ok({})])),
      ...override[area],
    },
  ])
  return Object.fromEntries(areas) as Handlers
}

describe('the door between the window and main', () => {
  test('has a handler for every request of the contract, and none without one', () => {
    const { handled } = together(someHandlers())
    const named = Object.entries(contract).flatMap(([area, members]) =>
      Object.entries(members)
        .filter(([, spec]) => spec.kind === 'request')
        .map(([method]) => requestChannel(area, method)),
    )
    expect([...handled.keys()].sort()).toEqual(named.sort())
    const { softphone: _, ...missing } = someHandlers()
    expect(() => together(missing as Handlers)).toThrow('softphone')
  })

  test('carries a request to its handler and the answer back, cut to the contract', async () => {
    const asked: unknown[] = []
    const { client } = together(
      someHandlers({
        softphone: {
          dial: async (input) => {
            asked.push(input)
            return ok({ callId: 'call-1', password: 'never leaves main' })
          },
        },
      }),
    )
    expect(await client.softphone.dial({ target: '101' })).toEqual(ok({ callId: 'call-1' }))
    expect(asked).toEqual([{ target: '101' }])
  })

  test.each([
    ['a page from the web', { url: 'https://example.org/', parent: null }],
    ['a page that pretends', { url: 'app://console.example.org/', parent: null }],
    ['a page with a login in its address', { url: 'app://console@example.org/', parent: null }],
    ['the media window', { url: 'app://engine/engine.html', parent: null }],
    ['a frame inside the page', { url: 'app://console/index.html', parent: {} }],
    ['a frame that is gone', null],
  ])('refuses %s on every channel', async (_, senderFrame) => {
    const { handled, invoke } = together(someHandlers(), { senderFrame, sender: { id: 2 } })
    for (const channel of handled.keys())
      expect(await invoke(channel, {})).toMatchObject({ ok: false, code: 'IPC_UNTRUSTED_SENDER' })
  })

  test('refuses input that is not of the contract', async () => {
    const { invoke } = together(someHandlers())
    const answer = (input: unknown) => invoke(requestChannel('softphone', 'answer'), input)
    for (const input of [undefined, null, 7, {}, { callId: '' }, { callId: '../x y' }, { callId: ['a'] }])
      expect(await answer(input)).toMatchObject({ ok: false, code: 'IPC_INVALID_INPUT' })
  })

  test('refuses what is too large, and a flood; a moment later it listens again', async () => {
    const { client, clock } = together(someHandlers())
    expect(await client.app.copy({ text: 'x'.repeat(1_000_000) })).toMatchObject({ code: 'TOO_LARGE' })
    const flood = await Promise.all(Array.from({ length: 400 }, () => client.hub.retry({})))
    expect(flood.filter((r) => !r.ok && r.code === 'RATE_LIMITED').length).toBeGreaterThan(50)
    clock.now += 2000
    expect(await client.hub.retry({})).toEqual(ok({}))
  })

  test('lets failures cross as codes, without details or stacks', async () => {
    const { client } = together(
      someHandlers({
        hub: {
          retry: async () => fail('HUB_OFFLINE', '/home/anna/secret'),
          use: async () => {
            throw new CodedError('FORBIDDEN', 'inner words')
          },
          useData: async () => {
            throw new TypeError('cannot read /home/anna')
          },
        },
      }),
    )
    expect(await client.hub.retry({})).toEqual({ ok: false, code: 'HUB_OFFLINE' })
    expect(await client.hub.use({})).toEqual({ ok: false, code: 'FORBIDDEN' })
    expect(await client.hub.useData({ data: 'own' })).toEqual({ ok: false, code: 'UNKNOWN' })
  })

  test('answers IPC_INVALID_OUTPUT rather than hand over what the window does not expect', async () => {
    const { client } = together(someHandlers({ softphone: { dial: async () => ok({ callId: 7 }) } }))
    expect(await client.softphone.dial({ target: '101' })).toMatchObject({ code: 'IPC_INVALID_OUTPUT' })
  })

  test('brings events to their listeners until they unsubscribe, without the event object', async () => {
    const { client, publish } = together(someHandlers())
    const heard: unknown[][] = []
    const stop = client.app.onCommand((...all) => heard.push(all))
    publish('app', 'command', { name: 'dial', argument: '101' })
    await turn()
    stop()
    publish('app', 'command', { name: 'dial', argument: '102' })
    await turn()
    expect(heard).toEqual([[{ name: 'dial', argument: '101' }]])
  })

  test('brings the events of one turn in one message, in their order, whatever a listener makes of them', async () => {
    const { client, publish, sent } = together(someHandlers())
    const heard: string[] = []
    const faults: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => faults.push(error))
    client.app.onCommand(() => {
      throw new Error('a fault of the page')
    })
    client.app.onCommand(({ name }) => heard.push(name))
    client.card.onRegrouped(({ contactIds }) => heard.push(...contactIds))
    publish('app', 'command', { name: 'one' })
    publish('card', 'regrouped', { contactIds: ['c-two' as ContactId] })
    publish('app', 'command', { name: 'three' })
    expect(heard).toEqual([])
    await turn()
    expect(heard).toEqual(['one', 'c-two', 'three'])
    expect(sent).toHaveLength(1)
    expect(faults).toHaveLength(2)
    vi.unstubAllGlobals()
  })
})
