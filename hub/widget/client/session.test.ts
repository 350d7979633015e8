import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Link, PushHandlers } from './link.ts'
import { Memory, shelf } from './memory.ts'
import { Session } from './session.ts'

type Told = { name: string; input: Record<string, unknown> }

/** A hub at the other end of the link, with behaviour: it can be away, refuse, or lose its answer. */
function fakeHub() {
  const told: Told[] = []
  const stored = new Map<string, string>()
  let on = { connected: () => {}, lost: () => {} }
  let handlers = {} as PushHandlers
  let up = false
  const hub = {
    told,
    stored,
    refuse: new Map<string, string>(),
    loseAnswers: false,
    /** How much of a file is there already. */
    offset: 0,
    named: (name: string) => told.filter((t) => t.name === name).map((t) => t.input),
    connect: (h: PushHandlers, events: typeof on): Link => {
      handlers = h
      on = events
      return {
        get connected() {
          return up
        },
        request: async (name: string, input: unknown) => {
          if (!up) return { ok: false, code: 'HUB_OFFLINE' }
          told.push({ name, input: input as Record<string, unknown> })
          const code = hub.refuse.get(name)
          if (code) return { ok: false, code }
          if (name === 'message')
            stored.set(String((input as Told['input']).messageId), String((input as Told['input']).text))
          if (hub.loseAnswers) return { ok: false, code: 'HUB_OFFLINE' }
          if (name === 'message') return { ok: true, value: { at: 100 } }
          if (name === 'file-begin') return { ok: true, value: { offset: hub.offset } }
          if (name === 'file-chunk') {
            const { offset, data } = input as { offset: number; data: string }
            return { ok: true, value: { offset: offset + atob(data).length } }
          }
          if (name !== 'hello') return { ok: true, value: {} }
          const messages = [...stored].map(([messageId, text]) => ({
            messageId,
            text,
            from: 'visitor',
            at: 100,
            receipt: 'sent',
          }))
          return {
            ok: true,
            value: {
              visitorId: 'v1',
              secret: 's1',
              messages,
              calls: [],
              company: {
                name: 'Shop',
                language: 'ru',
                online: true,
                buttons: [],
                call: 'off',
                recording: true,
              },
              now: Date.now(),
            },
          }
        },
        close: () => {},
      } as unknown as Link
    },
    comes() {
      up = true
      on.connected()
    },
    goes() {
      up = false
      on.lost()
    },
    push: <K extends keyof PushHandlers>(name: K, payload: unknown) =>
      (handlers as Record<string, (payload: unknown) => void>)[name]?.(payload),
  }
  return hub
}

const settle = () => vi.advanceTimersByTimeAsync(10)

describe('a visitor and the hub', () => {
  let hub: ReturnType<typeof fakeHub>
  let memory: Memory
  let url: string
  let session: Session
  const nowhere = () =>
    shelf(() => {
      throw new Error('no storage')
    })
  const start = () =>
    new Session(
      memory,
      {
        account: 'acc',
        language: 'ru',
        device: 'desktop',
        source: { channel: 'direct' },
        visitId: 'visit',
        referrer: '',
        page: () => ({ url, title: 'Page' }),
        watching: () => true,
      },
      hub.connect,
      { changed: () => {}, arrived: () => {} },
    )

  const agreed = () => {
    memory.setConsent(true)
    session = start()
  }

  beforeEach(() => {
    vi.useFakeTimers()
    hub = fakeHub()
    url = 'https://shop.example/'
    memory = new Memory('acc', nowhere(), nowhere())
    session = start()
  })
  afterEach(() => {
    session.close()
    vi.useRealTimers()
  })

  it('sends a file part by part from where the hub stands, then the message that carries it', async () => {
    hub.comes()
    await settle()
    const bytes = new Uint8Array(600_000).map((_, i) => i % 251)
    hub.offset = 100_000
    session.sendFiles([new File([bytes], 'plan.png')])
    await vi.waitFor(() => expect(hub.named('message')).toHaveLength(1))
    const parts = hub.named('file-chunk')
    expect(parts.map((p) => p.offset).slice(0, 2)).toEqual([100_000, 149_152])
    const joined = parts.map((p) => atob(String(p.data))).join('')
    expect(joined.length).toBe(500_000)
    expect(joined.charCodeAt(0)).toBe(bytes[100_000])
    const [begun] = hub.named('file-begin')
    expect(begun).toMatchObject({ name: 'plan.png', bytes: 600_000 })
    expect(hub.named('message')[0]?.files).toEqual([begun?.fileId])
    expect(session.thread.pending()).toEqual([])

    hub.refuse.set('file-begin', 'FILE_TYPE_REFUSED')
    session.sendFiles([new File(['x'], 'virus.exe')])
    await settle()
    expect(session.thread.items(true).at(-1)).toMatchObject({ mark: 'failed', code: 'FILE_TYPE_REFUSED' })
  })

  it('keeps what was written without a link, over a reload too, and sends it once there is one, in order', async () => {
    session.send('first')
    session.send('second')
    expect(session.thread.items(false).map((i) => i.kind === 'message' && i.mark)).toEqual([
      'waiting',
      'waiting',
    ])
    session.close()
    session = start()
    hub.comes()
    await settle()
    expect(hub.named('message').map((m) => m.text)).toEqual(['first', 'second'])
    expect(memory.entries()).toEqual([])
    expect(session.thread.pending()).toEqual([])
  })
  it('sends a message whose answer was lost again under the same id, and shows it once', async () => {
    hub.comes()
    await settle()
    hub.loseAnswers = true
    session.send('hello')
    await settle()
    hub.goes()
    hub.loseAnswers = false
    hub.comes()
    await settle()
    expect(hub.stored.size).toBe(1)
    expect(session.thread.items(true)).toHaveLength(1)
    expect(memory.entries()).toEqual([])
  })
  it('tells why the hub refused, waits, and tries again when waiting can help', async () => {
    hub.comes()
    await settle()
    hub.refuse.set('message', 'VISITOR_TOO_FAST')
    session.send('hello')
    await settle()
    expect(session.state.notice).toBe('VISITOR_TOO_FAST')
    hub.refuse.clear()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(hub.stored.size).toBe(1)
  })
  it('does not repeat what would be refused again, and gives the words back', async () => {
    hub.comes()
    await settle()
    hub.refuse.set('message', 'TOO_LARGE')
    session.send('a novel')
    session.send('another')
    await settle()
    hub.refuse.clear()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(hub.named('message')).toHaveLength(2)
    const [first] = session.thread.items(true)
    expect(session.takeBack(first?.id ?? '')).toBe('a novel')
    expect(session.send('x'.repeat(4001))).toBe(false)
  })
  it('tells of a page once, and of the goods after the page that they are on', async () => {
    agreed()
    hub.comes()
    await settle()
    url = 'https://shop.example/sofa'
    session.leavePage()
    session.product({ productId: 'p-1', title: 'Sofa' })
    session.product({ productId: 'p-1', title: 'Sofa' })
    session.page()
    expect(hub.told.map((t) => t.name)).toEqual(['hello', 'page', 'product'])
  })
  it('keeps what happened on the page until it can be told, save for the page that the hello tells of', async () => {
    agreed()
    url = 'https://shop.example/sofa'
    session.page()
    session.search('диван')
    hub.comes()
    await settle()
    expect(hub.told.map((t) => t.name)).toEqual(['hello', 'search'])
  })
  it('holds a visit back until the visitor agrees, and then tells all of it with its times', async () => {
    const began = Date.now()
    hub.comes()
    await settle()
    await vi.advanceTimersByTimeAsync(5_000)
    url = 'https://shop.example/sofa'
    session.product({ productId: 'p-1', title: 'Sofa' })
    session.cart({ items: [] })
    expect(hub.told.map((t) => t.name)).toEqual(['hello'])

    session.consent(true)
    await settle()
    expect(hub.told.map((t) => t.name)).toEqual(['hello', 'hello', 'page', 'product', 'cart'])
    expect(hub.told[1]?.input).toMatchObject({ page: { url: 'https://shop.example/' }, at: began })
    for (const { input } of hub.told.slice(2)) expect(input.at).toBe(began + 5_010)
    session.search('lamp')
    expect(hub.told.at(-1)).toEqual({ name: 'search', input: { query: 'lamp' } })
  })
  it('goes on holding a visit on its next page, and lets go of it when the visitor says no', async () => {
    session.search('lamp')
    url = 'https://shop.example/next'
    session = start()
    hub.comes()
    await settle()
    expect(memory.note('held')).toMatchObject({
      page: { url: 'https://shop.example/' },
      facts: [{ name: 'search' }, { name: 'page', input: { url } }],
    })
    session.consent(false)
    expect(memory.note('held')).toBeUndefined()
  })
  it('says that it types at most every three seconds, and that it stopped', async () => {
    hub.comes()
    await settle()
    for (let i = 0; i < 10; i++) session.typed()
    expect(hub.named('typing')).toEqual([{ on: true }])
    await vi.advanceTimersByTimeAsync(6_000)
    expect(hub.named('typing')).toEqual([{ on: true }, { on: false }])
  })
  it('stops believing that the operator types when nothing comes of it', async () => {
    hub.comes()
    await settle()
    hub.push('typing', { on: true, name: 'Anna' })
    expect(session.state.typing).toBe('Anna')
    await vi.advanceTimersByTimeAsync(9_000)
    expect(session.state.typing).toBeUndefined()
  })
  it('tells the hub what the visitor has seen', async () => {
    hub.comes()
    await settle()
    hub.push('message', { messageId: 'o1', from: 'operator', text: 'hi', at: 5, receipt: 'sent' })
    expect(hub.named('seen')).toEqual([{ messageId: 'o1' }])
  })
  it('says hello with the same secret after a lost link, and with consent once it is given', async () => {
    hub.comes()
    await settle()
    session.consent(true)
    await settle()
    hub.goes()
    hub.comes()
    await settle()
    expect(hub.named('hello').map(({ secret, consent }) => [secret, consent])).toEqual([
      [undefined, false],
      ['s1', true],
      ['s1', true],
    ])
  })
})
