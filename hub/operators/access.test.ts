import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../shared/domain/company.ts'
import type { ConversationId, MessageId, OperatorId } from '../../shared/lib/ids.ts'
import type { HubRequestName } from '../../shared/protocol/hub-protocol.ts'
import { hubProtocol } from '../../shared/protocol/hub-protocol.ts'
import { widgetProtocol } from '../../shared/protocol/widget-protocol.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'
import { httpRules, ruleOf } from './access.ts'

const roles: readonly Role[] = ['operator', 'supervisor', 'admin', 'auditor']
const requests = Object.keys(hubProtocol.requests) as HubRequestName[]
/** The routes that anybody may load, on purpose; a new one must be added here by hand. */
const openRoutes = ['GET /', 'GET /health', 'GET /widget/*', 'GET /demo/*', 'GET /assets/*']
const openRequests = ['setup.state', 'setup.create', 'session.login', 'session.resume', 'replica.keep']

let hub: TestHub
beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(() => hub.stop())

/** fastify's own table of routes, as it is at run time. */
async function routes(): Promise<string[]> {
  await hub.fastify.ready()
  const found: string[] = []
  const above: string[] = []
  for (const line of hub.fastify.printRoutes().split('\n')) {
    const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (indent === undefined || part === undefined) continue
    above.length = indent.length / 4
    above.push(part)
    for (const method of methods?.split(', ') ?? []) found.push(`${method} ${above.join('')}`)
  }
  return found
}
const urlOf = (path = '') => path.replace(/:\w+/, 'r-1').replace('*', 'x')
const refused = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'ok' : answer.code)

describe('the doors of the hub', () => {
  it('are all in the table of rules, and the table names no door that is not there', async () => {
    const found = await routes()
    expect(found.sort()).toEqual(Object.keys(httpRules).sort())
    for (const name of requests) expect(ruleOf(name)).toBeDefined()
    for (const name of Object.keys(widgetProtocol.requests)) expect(ruleOf(`widget:${name}`)).toBe('visitor')
    const listening = (hub.io.of('/').listeners('connection') as unknown[]).length
    expect(listening).toBe(1)
  })

  it('of a console are exactly the requests of the protocol', async () => {
    await hub.connectConsole()
    const [socket] = [...hub.io.of('/').sockets.values()]
    const names = socket?.eventNames().filter((n) => n !== 'disconnect' && n !== 'error')
    expect(names?.sort()).toEqual([...requests].sort())
  })

  it('do not open without a rule', async () => {
    expect(() => hub.fastify.get('/api/forgotten', () => 'secret')).toThrow()
  })

  it('are closed for nobody, but for the few that are open on purpose', async () => {
    for (const route of await routes()) {
      const [method, path] = route.split(' ') as [never, string]
      const { statusCode } = await hub.fastify.inject({ method, url: urlOf(path) })
      if (openRoutes.includes(route)) expect([route, statusCode]).not.toEqual([route, 401])
      else expect([route, [401, 403].includes(statusCode)]).toEqual([route, true])
    }
    const nobody = await hub.connectConsole()
    for (const name of requests) {
      const answer = await nobody.request(name, {} as never)
      if (openRequests.includes(name)) expect([name, refused(answer)]).not.toEqual([name, 'AUTH_REQUIRED'])
      else expect([name, refused(answer)]).toEqual([name, 'AUTH_REQUIRED'])
    }
  })

  it('open for each role exactly where its rule says so', async () => {
    for (const role of roles) {
      const { token } = await hub.addOperator(`Walker ${role}`, { roles: [role] })
      for (const name of requests) {
        if (name === 'session.logout') continue
        const desk = await hub.connectConsole(token)
        const answer = await desk.request(name, {} as never)
        desk.close()
        const { who } = hubProtocol.requests[name]
        const may = typeof who === 'string' || (who as readonly Role[]).includes(role)
        expect([role, name, refused(answer) === 'FORBIDDEN']).toEqual([role, name, !may])
      }
      for (const route of await routes()) {
        const [method, path] = route.split(' ') as [never, string]
        const rule = httpRules[route]
        const list = typeof rule === 'object' ? ('linkOr' in rule ? rule.linkOr : rule) : undefined
        if (!list) continue
        const headers = { authorization: `Bearer ${token}` }
        const { statusCode } = await hub.fastify.inject({ method, url: urlOf(path), headers })
        expect([role, route, statusCode === 403]).toEqual([role, route, !list.includes(role)])
      }
    }
  })

  it('do not take a session for the switch, nor the switch for a session', async () => {
    const { token } = await hub.addOperator('Lena', { roles: ['admin'] })
    const post = (bearer: string) =>
      hub.fastify.inject({
        method: 'POST',
        url: '/api/switch/calls',
        headers: { authorization: `Bearer ${bearer}` },
        payload: {},
      })
    expect((await post(token)).statusCode).toBe(401)
    expect((await post(hub.parts.keys.switchSecret)).statusCode).toBe(400)
    const upload = await hub.fastify.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { authorization: `Bearer ${hub.parts.keys.switchSecret}` },
    })
    expect(upload.statusCode).toBe(401)
  })

  it('keep what is only for this demo closed in an own company', async () => {
    for (const url of ['/api/demo/people', '/api/demo/phone-ticket?number=%2B79000000001'])
      expect((await hub.fastify.inject({ url })).statusCode).toBe(403)
  })

  it('turn away web pages and other protocols', async () => {
    const { io: open } = await import('socket.io-client')
    const refusal = (auth: object, extraHeaders = {}) =>
      new Promise<string>((resolve, reject) => {
        const socket = open(hub.url, { transports: ['websocket'], auth, extraHeaders, reconnection: false })
        socket.on('connect', () => {
          socket.disconnect()
          reject(new Error('let in'))
        })
        socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
          socket.disconnect()
          resolve(error.data?.code ?? error.message)
        })
      })
    expect(await refusal({ protocol: 999 })).toBe('HUB_PROTOCOL')
    expect(await refusal({})).toBe('HUB_PROTOCOL')
    expect(await refusal({ protocol: 1 }, { origin: 'https://evil.example' })).toBe('FORBIDDEN')
  })
})

describe('what belongs to another', () => {
  const messageId = 'm-1' as MessageId
  const conversationId = () =>
    hub.parts.views.inbox(10).find((r) => r.channel === 'site')?.conversationId as ConversationId
  const write = (desk: TestConsole) =>
    desk.request('message.send', {
      id: commandId(),
      messageId: 'm-x' as MessageId,
      conversationId: conversationId(),
      text: 'x',
    })
  const close = (desk: TestConsole) =>
    desk.request('conversation.close', { id: commandId(), conversationId: conversationId() })
  const type = (desk: TestConsole) =>
    desk.request('conversation.typing', { conversationId: conversationId(), on: true })

  it('may be written in and closed by its operator and by supervisors, not by a colleague', async () => {
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    await visitor.ask('message', { messageId, text: 'hello' })
    const owner = await hub.connectConsole((await hub.addOperator('Owner')).token)
    const other = await hub.connectConsole((await hub.addOperator('Other')).token)
    const boss = await hub.connectConsole((await hub.addOperator('Boss', { roles: ['supervisor'] })).token)
    expect(refused(await close(other))).toBe('CONVERSATION_NOT_YOURS')
    await owner.ask('conversation.accept', { id: commandId(), conversationId: conversationId() })
    for (const act of [write, close, type]) expect(refused(await act(other))).toBe('CONVERSATION_NOT_YOURS')
    expect(refused(await write(boss))).toBe('ok')
    await other.ask('conversation.seen', { id: commandId(), conversationId: conversationId(), messageId })
    expect(hub.parts.views.inbox(10)[0]).toMatchObject({ operatorId: expect.anything(), status: 'open' })
    expect(refused(await close(owner))).toBe('ok')
  })

  it('is out of reach for a disabled operator, whose consoles are ended at once', async () => {
    const lena = await hub.addOperator('Lena')
    const desk = await hub.connectConsole(lena.token)
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    const gone = new Promise((resolve) => desk.socket.once('disconnect', resolve))
    await admin.ask('admin.disable-operator', {
      id: commandId(),
      operatorId: lena.operatorId,
      disabled: true,
    })
    expect(await desk.hear('session-ended')).toEqual({ code: 'AUTH_EXPIRED' })
    await gone
    const back = await hub.connectConsole()
    expect(refused(await back.request('session.resume', { token: lena.token }))).toBe('AUTH_EXPIRED')
    const headers = { authorization: `Bearer ${lena.token}` }
    const upload = await hub.fastify.inject({ method: 'POST', url: '/api/uploads', headers })
    expect(upload.statusCode).toBe(401)
    const self = await admin.request('admin.disable-operator', {
      id: commandId(),
      operatorId: (await admin.ask('company.get', {})).operators.find((o) => o.name === 'Admin')
        ?.operatorId as OperatorId,
      disabled: true,
    })
    expect(refused(self)).toBe('FORBIDDEN')
  })

  it('ends on every console of a session that is signed out', async () => {
    const { token } = await hub.addOperator('Lena')
    const [one, two] = [await hub.connectConsole(token), await hub.connectConsole(token)]
    await one.ask('session.logout', {})
    expect(await two.hear('session-ended')).toEqual({ code: 'AUTH_REQUIRED' })
    const back = await hub.connectConsole()
    expect(refused(await back.request('session.resume', { token }))).toBe('AUTH_EXPIRED')
  })
})
