import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { MessageChannelMain, type MessagePortMain, PortTunnel } from './message-port.ts'

const listen = (port: MessagePortMain): unknown[] => {
  const heard: unknown[] = []
  port.on('message', ({ data }) => heard.push(data))
  return heard
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await turn()
}

describe('a channel', () => {
  test('keeps messages until the port is started, in order and as copies', async () => {
    const { port1, port2 } = new MessageChannelMain()
    const value = { n: 1, at: new Date(5) }
    port1.postMessage(value)
    value.n = 2
    port1.postMessage(value)
    const heard = listen(port2)
    await settle()
    expect(heard).toEqual([])
    port2.start()
    expect(heard).toEqual([
      { n: 1, at: new Date(5) },
      { n: 2, at: new Date(5) },
    ])
  })

  test('closes both ends', async () => {
    const { port1, port2 } = new MessageChannelMain()
    let closed = 0
    port1.on('close', () => closed++)
    port2.on('close', () => closed++)
    port2.close()
    await settle()
    expect(closed).toBe(2)
    port1.postMessage('late')
    const heard = listen(port2)
    port2.start()
    await settle()
    expect(heard).toEqual([])
  })
})

test('a port given through a tunnel talks to the port taken on the other side, until one closes', async () => {
  const here: PortTunnel = new PortTunnel('here', {
    data: (id, data) => there.receive(id, data),
    closed: (id) => there.receiveClosed(id),
  })
  const there: PortTunnel = new PortTunnel('there', {
    data: (id, data) => here.receive(id, data),
    closed: (id) => here.receiveClosed(id),
  })
  const { port1, port2 } = new MessageChannelMain()
  const remote = there.take(here.give(port2))
  const heardHere = listen(port1)
  const heardThere = listen(remote)
  port1.start()
  remote.start()
  port1.postMessage('there')
  remote.postMessage('here')
  await settle()
  expect([heardHere, heardThere]).toEqual([['here'], ['there']])
  let closed = false
  remote.on('close', () => {
    closed = true
  })
  port1.close()
  await settle()
  expect(closed).toBe(true)
})
