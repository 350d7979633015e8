import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandId, ConversationId, MessageId } from '../shared/lib/ids.ts'
import { newId } from '../shared/lib/ids.ts'
import { commandId, connectConsole, connectVisitor, type TestConsole } from './testing.ts'

const entry = join(import.meta.dirname, 'bin.ts')
let data: string
const children: ChildProcess[] = []

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'kommutator-bin-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(data, { recursive: true, force: true })
})

type Run = { child: ChildProcess; out(): string; ended: Promise<number | string> }

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [entry, '--data', data, ...args], {
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', NODE_NO_WARNINGS: '1' },
  })
  children.push(child)
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  return {
    child,
    out: () => text,
    ended: new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal ?? 'gone'))),
  }
}
async function ready(started: Run): Promise<string> {
  await expect.poll(() => started.out()).toContain('ready ')
  return /ready (\S+)/.exec(started.out())?.[1] ?? ''
}

describe('the hub as a process', () => {
  it('says where it is, and leaves in order when asked', async () => {
    const hub = run('--port', '0', '--host', '0.0.0.0', '--tls-port', '0')
    const url = await ready(hub)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    await expect
      .poll(() => hub.out())
      .toMatch(/consoles https:\/\/localhost:\d+ fingerprint ([0-9A-F]{2}:){31}/)
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ ok: true })
    hub.child.kill('SIGTERM')
    expect(await hub.ended).toBe(0)
  })

  it('says that its port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const hub = run('--port', String(port))
    expect(await hub.ended).toBe(3)
    expect(hub.out()).toContain("HUB_PORT_TAKEN: The server's port is taken by another program")
    server.close()
  })

  it('does not touch data of a newer version, nor start without being told where its data is', async () => {
    const db = new DatabaseSync(join(data, 'hub.db'))
    db.exec('PRAGMA user_version = 999')
    db.close()
    const hub = run('--port', '0')
    expect(await hub.ended).toBe(4)
    expect(hub.out()).toContain('HUB_DATA_NEWER')
    const blind = spawn(process.execPath, [entry], { stdio: 'ignore' })
    children.push(blind)
    expect(await new Promise((resolve) => blind.on('exit', resolve))).toBe(2)
  })
})

describe('the hub under the console', () => {
  /** Stands in for utilityProcess: the same messages over Node's own channel. */
  const shim = `data:text/javascript,${encodeURIComponent(`
    import { EventEmitter } from 'node:events'
    const port = new EventEmitter()
    port.postMessage = (message) => process.send(message)
    process.on('message', (data) => port.emit('message', { data }))
    process.parentPort = port`)}`

  it('speaks the messages that docs/architecture.md names', async () => {
    const child = fork(entry, [], { execArgv: ['--import', shim], silent: true })
    children.push(child)
    const heard: Record<string, unknown>[] = []
    child.on('message', (message) => heard.push(message as Record<string, unknown>))
    const options = {
      dataDir: data,
      host: '127.0.0.1',
      port: 0,
      tls: { host: '127.0.0.1', port: 0 },
      data: 'own',
      assetsDir: join(data, 'pages'),
      liveLoop: false,
      demoLogin: true,
    }
    child.send({ type: 'start', options })
    await expect.poll(() => heard.length).toBe(1)
    const [up] = heard
    expect(up).toMatchObject({
      type: 'ready',
      url: expect.stringMatching(/^http:/),
      port: expect.any(Number),
      tls: { url: expect.stringMatching(/^https:/), fingerprint: expect.stringMatching(/^[0-9A-F:]{95}$/) },
      switchConfig: { domain: 'demo.kommutator.example', users: [], cdr: { secret: expect.any(String) } },
    })
    expect(up).not.toHaveProperty('demoToken')
    child.send({ type: 'switch', url: 'ws://127.0.0.1:1' })
    const health = async () => (await (await fetch(`${up?.url}/health`)).json()) as { switch: string | null }
    await expect.poll(async () => (await health()).switch).toBe('ws://127.0.0.1:1')
    child.send({ type: 'switch', code: 'SWITCH_PORT_TAKEN' })
    await expect.poll(async () => (await health()).switch).toBe(null)
    const admin = await connectConsole(String(up?.url))
    await admin.ask('setup.create', {
      id: commandId(),
      companyName: 'B',
      name: 'Ada',
      login: 'ada',
      password: 'long enough',
      language: 'en',
    })
    await expect
      .poll(() => heard.at(-1))
      .toMatchObject({ type: 'switch-config', switchConfig: { users: [{}] } })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.send({ type: 'stop' })
    expect(await ended).toBe(0)
  })

  it('says why it cannot start', async () => {
    const child = fork(entry, [], { execArgv: ['--import', shim], silent: true })
    children.push(child)
    const message = new Promise((resolve) => child.on('message', resolve))
    const ended = new Promise((resolve) => child.on('exit', resolve))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const options = { dataDir: data, host: '127.0.0.1', port, data: 'own', assetsDir: data, liveLoop: false }
    child.send({ type: 'start', options })
    expect(await message).toMatchObject({ type: 'failed', code: 'HUB_PORT_TAKEN' })
    expect(await ended).toBe(3)
    server.close()
  })
})

describe('a hub that is killed while it writes', () => {
  it('loses nothing that it has acknowledged, and doubles nothing that is sent again', async () => {
    let hub = run('--port', '0')
    let url = await ready(hub)
    const login = { login: 'ada', password: 'long enough' }
    const first = await connectConsole(url)
    await first.ask('setup.create', {
      id: commandId(),
      companyName: 'B',
      name: 'Ada',
      language: 'en',
      ...login,
    })
    const visitor = await connectVisitor(url)
    await visitor.hello()
    await visitor.ask('message', { messageId: 'm-0' as MessageId, text: 'hello' })
    const { rows } = await first.ask('inbox.list', {})
    const conversationId = rows[0]?.conversationId as ConversationId
    await first.ask('conversation.accept', { id: commandId(), conversationId })
    let desk: TestConsole = first

    type Sent = { id: CommandId; messageId: MessageId; acked: boolean }
    const sent: Sent[] = []
    const send = async (message: Sent) => {
      const { id, messageId } = message
      const answer = await desk.request('message.send', { id, messageId, conversationId, text: messageId })
      if (answer.ok) message.acked = true
    }
    for (let round = 0; round < 3; round++) {
      const acked = () => sent.filter((m) => m.acked).length
      const enough = acked() + 20 + round * 37
      const writing = (async () => {
        while (!desk.socket.disconnected) {
          const message = { id: commandId(), messageId: newId<MessageId>(), acked: false }
          sent.push(message)
          void send(message).catch(() => {})
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      })()
      await expect.poll(acked, { interval: 2 }).toBeGreaterThan(enough)
      hub.child.kill('SIGKILL')
      await hub.ended
      await writing
      const before = sent.filter((m) => m.acked).map((m) => m.messageId)

      hub = run('--port', '0')
      url = await ready(hub)
      desk = await connectConsole(url)
      await desk.ask('session.login', login)
      const stored = await storedMessages(desk)
      expect(stored).toEqual(expect.arrayContaining(before))
      // As the console's outbox does: what was not acknowledged goes again, with the same id.
      for (const message of sent) if (!message.acked) await send(message)
      const after = await storedMessages(desk)
      expect(after.length).toBe(new Set(after).size)
      expect([...after].sort()).toEqual(sent.map((m) => m.messageId).sort())
    }
    desk.close()
    visitor.close()
  })

  async function storedMessages(desk: TestConsole): Promise<string[]> {
    const found: string[] = []
    const seqs: number[] = []
    let position = 0
    for (;;) {
      const run = await desk.ask('stream.since', { position })
      if (run.upTo === position) break
      position = run.upTo
      for (const event of run.events) {
        seqs.push(event.seq)
        if (event.type === 'message.sent') found.push(String(event.messageId))
      }
    }
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
    return found
  }
})
