// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ContactId, ConversationId, MessageId, OperatorId } from '../../shared/lib/ids.ts'
import { moment } from '../i18n/format.ts'
import { giveHeights } from '../testing/layout.ts'
import { button, click, makeWindow, settle, type } from '../testing/mount.tsx'
import { Shell } from './Shell.tsx'

let w: Awaited<ReturnType<typeof makeWindow>>
const open = async (options: Parameters<typeof makeWindow>[0] = {}) => {
  w = await makeWindow(options)
  await w.show(<Shell />)
}
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-testid="inbox-row"]')]
const row = (words: RegExp) => {
  const found = rows().find((r) => words.test(r.textContent ?? ''))
  if (!found) throw new Error(`no row says ${words}: ${rows().map((r) => r.textContent)}`)
  return found
}
const openRow = (words: RegExp) => settle(() => row(words).click())
const field = () => document.querySelector<HTMLTextAreaElement>('[data-testid="composer"] textarea')
const timeline = () => document.querySelector('[data-testid="timeline"]')?.textContent ?? ''
const enter = () => enterIn(field())
const enterIn = (target: HTMLTextAreaElement | null) =>
  settle(() =>
    target?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }),
    ),
  )
const alt = (code: string) =>
  settle(() => {
    const event = new KeyboardEvent('keydown', {
      code,
      key: 'x',
      altKey: true,
      bubbles: true,
      cancelable: true,
    })
    event.getModifierState = (name) => name === 'Alt'
    ;(document.activeElement ?? document.body).dispatchEvent(event)
  })

beforeEach(async () => {
  giveHeights()
  localStorage.clear()
  await open()
})
afterEach(() => w.close())

describe('the desk', () => {
  it('shows mine with the most urgent first, and the queue apart', async () => {
    // A site chat is promised an answer within a minute, a messenger within five.
    expect(rows()[0]?.textContent).toContain('Oksana Melnik')
    expect(rows()[0]?.textContent).toContain('the answer is late')
    expect(w.text()).not.toContain('fridge is humming')
    await click(/^Queue/)
    expect(row(/fridge is humming/).textContent).toContain('Accept')
  })

  it('opens a person: timeline, card and composer of one conversation', async () => {
    await openRow(/Petr Ilyich/)
    expect(timeline()).toContain('Can the delivery move to Sunday?')
    expect(timeline()).toContain('Is the cushion offer still on?')
    expect(document.querySelector('[data-testid="card"]')?.textContent).toContain('p.vorontsov@example.com')
    expect(field()?.placeholder).toBe('Reply to Petr')
  })

  it('sends on Enter, shows the words at once, and once they are a fact only once', async () => {
    await openRow(/Petr Ilyich/)
    const gate = w.control.hold('writing.send')
    await type(field(), 'Yes, Sunday 12 to 3')
    await enter()
    expect(field()?.value).toBe('')
    expect(document.querySelector('[data-sending]')?.textContent).toContain('Yes, Sunday 12 to 3')
    await settle(() => gate.release())
    expect(document.querySelector('[data-sending]')).toBeNull()
    expect(timeline().split('Yes, Sunday 12 to 3').length).toBe(2)
    expect(w.asked('writing.send')).toHaveLength(1)
  })

  it('Shift+Enter makes a line and sends nothing', async () => {
    await openRow(/Petr Ilyich/)
    await type(field(), 'one')
    await settle(() =>
      field()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true })),
    )
    expect(w.asked('writing.send')).toHaveLength(0)
  })

  it('gives refused words back with the reason', async () => {
    await openRow(/Petr Ilyich/)
    w.control.failNext('writing.send', 'CONVERSATION_CLOSED')
    await type(field(), 'too late')
    await enter()
    expect(field()?.value).toBe('too late')
    expect(w.text()).toContain('The conversation is closed')
  })

  it('keeps words that wait for the connection, and gives them back when they are refused for good', async () => {
    await openRow(/Petr Ilyich/)
    const kept = {
      messageId: 'm-kept' as MessageId,
      conversationId: 'cv-petr-whatsapp' as ConversationId,
      text: 'later then',
      files: [],
      at: Date.now(),
      state: 'kept' as const,
    }
    await settle(() => w.control.publish('writing', 'outgoingChanged', { list: [kept] }))
    expect(document.querySelector('[data-sending]')?.textContent).toContain('Waiting for connection')
    await settle(() => {
      w.control.publish('writing', 'outgoingChanged', { list: [] })
      w.control.publish('writing', 'draft', {
        draft: { key: 'reply:cv-petr-whatsapp', text: 'later then', files: [], at: 1 },
        code: 'CONVERSATION_NOT_YOURS',
      })
    })
    expect(document.querySelector('[data-sending]')).toBeNull()
    expect(field()?.value).toBe('later then')
    expect(w.text()).toContain('Accept the conversation first')
  })

  it('holds a message back and gives it back on one key', async () => {
    w.control.writing.undoSeconds = 6
    await openRow(/Petr Ilyich/)
    await type(field(), 'not yet')
    await enter()
    expect(document.querySelector('[data-testid="undo-bar"]')?.textContent).toContain('Sends in')
    expect(document.querySelector('[data-sending]')).toBeNull()
    await click(/^Undo/)
    expect(document.querySelector('[data-testid="undo-bar"]')).toBeNull()
    expect(field()?.value).toBe('not yet')
  })

  it('a slash finds a template, a blank keeps it from leaving until it is filled', async () => {
    w.control.publish('writing', 'templatesChanged', {
      templates: [
        {
          templateId: 't-1',
          title: 'Move delivery',
          shortcut: 'mov',
          body: '{name}, delivery moves to [[date]].',
          language: 'en',
          locked: false,
          approved: false,
          channels: [],
          attachments: [],
          version: 4,
        },
      ],
      uses: [],
    })
    await openRow(/Petr Ilyich/)
    await type(field(), '/mo')
    expect(document.querySelector('[data-testid="templates"]')?.textContent).toContain(
      'Petr, delivery moves to',
    )
    await enter()
    expect(field()?.value).toBe('Petr, delivery moves to ⟦date⟧.')
    await enter()
    expect(w.asked('writing.send')).toHaveLength(0)
    expect(document.querySelector('[data-testid="composer"]')?.textContent).toContain('fill 1 blank')
    await type(field(), 'Petr, delivery moves to Sunday.')
    await enter()
    expect(w.asked('writing.send')).toMatchObject([
      { text: 'Petr, delivery moves to Sunday.', templateId: 't-1' },
    ])
  })

  it('a colleague who writes here locks the field softly', async () => {
    await openRow(/Petr Ilyich/)
    const operatorId = w.control.world.company.operators.find(
      (o) => o.operatorId !== w.control.world.me.operatorId,
    )?.operatorId as never
    await settle(() =>
      w.control.publish('writing', 'attendingChanged', {
        conversationId: 'cv-petr-whatsapp' as ConversationId,
        operators: [{ operatorId, doing: 'typing', since: 1 }],
      }),
    )
    expect(document.querySelector('[data-testid="soft-lock"]')?.textContent).toContain('is writing a reply')
    await click(/^Write anyway/)
    expect(field()).not.toBeNull()
  })

  it('walks the timeline with the arrows, copies what has the focus, and Esc goes back to the reply', async () => {
    await openRow(/Petr Ilyich/)
    const pane = document.querySelector<HTMLElement>('[data-testid="timeline"]')
    pane?.focus()
    const key = (code: string) =>
      settle(async () => {
        const init = { code, key: code, bubbles: true, cancelable: true }
        ;(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', init))
        await new Promise((done) => requestAnimationFrame(done))
      })
    const here = () => document.activeElement as HTMLElement
    await key('ArrowUp')
    const last = here().textContent
    expect(here().dataset.row).toBeDefined()
    await key('ArrowUp')
    expect(here().dataset.row).toBeDefined()
    expect(here().textContent).not.toBe(last)
    await key('ArrowDown')
    expect(here().textContent).toBe(last)
    await key('KeyC')
    expect(w.asked('app.copy')).toHaveLength(1)
    // Enter does what the message itself offers, and without that what may be done with it.
    await key('Enter')
    expect(w.asked('app.openExternal')).toHaveLength(1)
    await key('ArrowUp')
    const plain = here().textContent
    await key('Enter')
    const menu = () => document.querySelector('[role="menu"]')
    expect(menu()?.textContent).toContain('Quote')
    await settle(() =>
      menu()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true })),
    )
    expect(menu()).toBeNull()
    expect(here().textContent).toBe(plain)
    await key('ArrowDown')
    expect(here().textContent).toBe(last)
    await key('ArrowUp')
    await key('Enter')
    await click(/^Quote/)
    expect(menu()).toBeNull()
    expect(document.activeElement).toBe(field())
    pane?.focus()
    await key('ArrowUp')
    expect(here().textContent).toBe(last)
    await key('Escape')
    expect(document.activeElement).toBe(field())
  })

  it('closes and goes to whoever is due next, with one key', async () => {
    await openRow(/Petr Ilyich/)
    await alt('KeyD')
    expect(w.asked('conversation.close')).toHaveLength(1)
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Alsu')
    await alt('KeyG')
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Oksana')
  })

  it('proposes what was promised in own words, and writes it down with one key, once', async () => {
    await openRow(/Petr Ilyich/)
    await type(field(), "Of course. I'll call you back tomorrow at 10.")
    await enter()
    const bar = () => document.querySelector('[data-testid="promise-proposal"]')?.textContent
    expect(bar()).toContain('tomorrow 10:00')
    expect(w.asked('card.makePromise')).toHaveLength(0)
    await alt('KeyO')
    expect(bar()).toBeUndefined()
    expect(w.asked('card.makePromise')).toMatchObject([{ text: "I'll call you back tomorrow at 10" }])
    expect(document.querySelector('[data-testid="card"]')?.textContent).toContain(
      "I'll call you back tomorrow",
    )
    await type(field(), 'Your order comes tomorrow at 10')
    await enter()
    expect(bar()).toBeUndefined()
  })

  it('opens a case by key, keeps it open until its form is filled, and looks at the timeline through it', async () => {
    await openRow(/Petr Ilyich/)
    await alt('KeyA')
    await type(document.querySelector('[aria-label="What it is about"]'), 'Broken chair')
    await click(/^Open a case$/)
    const view = () => document.querySelector('[data-testid="case"]')
    expect(view()?.textContent).toContain('Still needed: What happened')
    expect(button(/^Close$/).disabled).toBe(true)
    await type(field(), 'A new one comes')
    await enter()
    await click(/Show only this case/)
    expect(timeline()).toContain('A new one comes')
    expect(timeline()).not.toContain('Can the delivery move to Sunday?')
    const select = view()?.querySelector('select')
    await settle(() => {
      if (select) select.value = 'Defect'
      select?.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await click(/^Close$/)
    expect(w.asked('cases.close')).toHaveLength(1)
    expect(view()?.getAttribute('data-open')).toBe('false')
    await click(/^Open again$/)
    expect(view()?.getAttribute('data-open')).toBe('true')
  })

  it('shows one more conversation beside the first: each answers its own, the keys go where the focus is', async () => {
    // Room for two panes and the card.
    const page = window as unknown as {
      happyDOM: { setViewport(size: { width: number; height: number }): void }
    }
    await settle(() => page.happyDOM.setViewport({ width: 1920, height: 1080 }))
    await openRow(/Petr Ilyich/)
    await alt('KeyS')
    await openRow(/Alsu/)
    const beside = () => document.querySelector<HTMLElement>('[data-testid="beside"]')
    expect(beside()?.textContent).toContain('Petr Ilyich Vorontsov')
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Alsu')
    const second = beside()?.querySelector('textarea') ?? null
    await settle(() => second?.focus())
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Petr')
    await type(second, 'From beside')
    await enterIn(second)
    expect(w.asked('writing.send')).toMatchObject([{ conversationId: 'cv-petr-whatsapp' }])
    expect(beside()?.textContent).toContain('From beside')
    // What comes for whoever stands beside is seen there, although the first pane has let go of them.
    await settle(() => w.control.receive('cv-petr-whatsapp' as ConversationId, 'Thank you, beside'))
    expect(beside()?.textContent).toContain('Thank you, beside')
    const past = beside()?.querySelector<HTMLElement>('[data-testid="timeline"]')
    past?.focus()
    await settle(() => past?.dispatchEvent(new KeyboardEvent('keydown', { code: 'Escape', bubbles: true })))
    expect(document.activeElement).toBe(second)
    await alt('KeyX')
    expect(beside()).toBeNull()
    await settle(() => page.happyDOM.setViewport({ width: 1024, height: 768 }))
  })

  it('keeps a draft for each conversation', async () => {
    await openRow(/Petr Ilyich/)
    await type(field(), 'half a sent')
    await openRow(/Alsu/)
    expect(field()?.value).toBe('')
    await openRow(/Petr Ilyich/)
    expect(field()?.value).toBe('half a sent')
  })

  it("shows a customer's words as typed, whatever they are", async () => {
    await openRow(/Petr Ilyich/)
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script> <b>bold</b> {{count}}'
    await settle(() => w.control.receive('cv-petr-whatsapp' as ConversationId, hostile))
    expect(timeline()).toContain(hostile)
    expect(document.querySelector('img, script')).toBeNull()
  })

  it('opens links in the system browser only', async () => {
    await openRow(/Petr Ilyich/)
    const link = document.querySelector<HTMLAnchorElement>('[data-testid="timeline"] a')
    await settle(() => link?.click())
    expect(w.asked('app.openExternal')).toEqual([{ url: 'https://northwood.example/manual' }])
  })

  it('accepts from the queue, oldest first, and opens it', async () => {
    await alt('KeyQ')
    expect(w.asked('conversation.accept')).toEqual([{ conversationId: 'cv-c-denis' }])
    expect(timeline()).toContain('Reconciliation for October')
    expect(field()).not.toBeNull()
  })

  it('says who was faster when a conversation is taken', async () => {
    await click(/^Queue/)
    w.control.failNext('conversation.accept', 'CONVERSATION_TAKEN')
    await click(/^Accept$/)
    expect(w.text()).toContain('Another operator has already accepted this conversation')
  })

  it('closes, and the close can be taken back', async () => {
    await openRow(/Petr Ilyich/)
    await alt('KeyE')
    expect(w.asked('conversation.close')).toEqual([{ conversationId: 'cv-petr-whatsapp' }])
    expect(w.text()).toContain('your answer opens it again')
    await click(/^Undo/)
    expect(w.asked('conversation.reopen')).toEqual([{ conversationId: 'cv-petr-whatsapp' }])
    expect(field()).not.toBeNull()
  })

  it('a note is amber, never sent to the customer', async () => {
    await openRow(/Petr Ilyich/)
    await alt('KeyN')
    expect(document.querySelector('[data-testid="composer"]')?.getAttribute('data-note')).toBe('true')
    await type(field(), 'goods lift till 20:00')
    await enter()
    expect(w.asked('writing.send')).toHaveLength(0)
    expect(w.asked('writing.addNote')).toHaveLength(1)
    expect(timeline()).toContain('goods lift till 20:00')
  })

  it('switches the conversation that words leave by', async () => {
    await openRow(/Petr Ilyich/)
    await alt('Digit2')
    expect(document.querySelector('[data-testid="composer"]')?.textContent).toContain('Telegram')
    await type(field(), 'by telegram')
    await enter()
    expect(w.asked('writing.send')).toMatchObject([{ conversationId: 'cv-petr-telegram' }])
  })

  it('tells that the customer is typing in place of the preview', async () => {
    await settle(() =>
      w.control.publish('inbox', 'typing', {
        conversationId: 'cv-c-oksana' as ConversationId,
        by: 'customer',
        on: true,
      }),
    )
    expect(row(/Oksana/).textContent).toContain('typing…')
    await settle(() => w.control.receive('cv-c-oksana' as ConversationId, 'and the colour?'))
    expect(row(/Oksana/).textContent).toContain('and the colour?')
  })

  it('tells the other side that words are being typed, and not with every key', async () => {
    await openRow(/Petr Ilyich/)
    for (const text of ['H', 'He', 'Hel']) await type(field(), text)
    expect(w.asked('conversation.typing')).toEqual([{ conversationId: 'cv-petr-whatsapp', on: true }])
    await enter()
    expect(w.asked('conversation.typing').at(-1)).toEqual({ conversationId: 'cv-petr-whatsapp', on: false })
  })

  it("says what is seen only of the operator's own conversations, in a window in front", async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    await openRow(/Petr Ilyich/)
    expect(w.asked('conversation.seen')).toMatchObject([{ conversationId: 'cv-petr-whatsapp' }])
    await click(/^Queue/)
    await openRow(/fridge/)
    expect(w.asked('conversation.seen')).toHaveLength(1)
  })

  it("opens the caller's card while the phone rings", async () => {
    await settle(() => w.control.phone.ring({ remote: '+79000001234', contactId: 'c-petr' as ContactId }))
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Petr')
  })

  it("does not change the person under the operator's hands: then the card comes with the answer", async () => {
    await openRow(/Alsu/)
    // The call comes at the moment of the last key, however slow the machine is.
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now())
    await type(field(), 'in the middle of a w')
    let id = ''
    await settle(() => {
      id = w.control.phone.ring({ remote: '+79000001234', contactId: 'c-petr' as ContactId })
    })
    clock.mockRestore()
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Alsu')
    await settle(() => w.control.phone.send(id, { type: 'answer-requested' }))
    expect(document.querySelector('[data-testid="card-name"]')?.textContent).toContain('Petr')
  })

  it('calls the person from their card with one key', async () => {
    await openRow(/Petr Ilyich/)
    await alt('KeyC')
    expect(w.asked('softphone.dial')).toEqual([{ target: '+79000001234', contactId: 'c-petr' }])
  })

  it('links are told why, taken back, and made again', async () => {
    await openRow(/Petr Ilyich/)
    await click(/^Why it is one person/)
    expect(document.querySelector('[data-testid="why-panel"]')?.textContent).toContain(
      'e-mail in the profile',
    )
    await click(/^Unlink/)
    expect(timeline()).not.toContain('Is the cushion offer still on?')
    await click(/^Link again/)
    expect(timeline()).toContain('Is the cushion offer still on?')
  })

  it('another operator taking a conversation is seen in its row', async () => {
    await click(/^Queue/)
    const id = 'cv-c-unknown' as ConversationId
    await click(/^All$/)
    await settle(() =>
      w.world.append({
        type: 'interaction.accepted',
        contactId: 'c-unknown' as ContactId,
        conversationId: id,
        operatorId: 'o-igor' as OperatorId,
      }),
    )
    expect(row(/fridge/).textContent).toContain('Taken by Igor Safin')
  })

  it('tells who is new in the queue, takes the word back when a colleague is faster', async () => {
    const closed = 'cv-c-maria' as ConversationId
    const notices = () => document.querySelector('[aria-label="Notices"]')?.textContent ?? ''
    expect(notices()).not.toContain('New in the queue')
    await settle(() => w.control.receive(closed, 'The lamp is broken'))
    expect(notices()).toContain('New in the queue: Maria Sycheva')
    const taken = (operatorId: string) =>
      w.world.append({
        type: 'interaction.accepted',
        contactId: 'c-maria' as ContactId,
        conversationId: closed,
        operatorId: operatorId as OperatorId,
      })
    await settle(() => taken('o-igor'))
    expect(notices()).not.toContain('New in the queue')
  })

  it('accepts from that notice', async () => {
    await settle(() => w.control.receive('cv-c-maria' as ConversationId, 'The lamp is broken'))
    const buttons = [...document.querySelectorAll<HTMLElement>('[aria-label="Notices"] button')]
    await settle(() => buttons.findLast((b) => b.textContent === 'Accept')?.click())
    expect(w.asked('conversation.accept')).toEqual([{ conversationId: 'cv-c-maria' }])
    expect(timeline()).toContain('The lamp is broken')
  })

  it('fields are changed where they stand', async () => {
    await openRow(/Petr Ilyich/)
    await settle(() => button(/Change: Budget/).click())
    const input = document.querySelector<HTMLInputElement>('input[aria-label="Change: Budget"]')
    await type(input, 'to 100,000 ₽')
    await settle(() => input?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })))
    expect(w.asked('card.setField')).toEqual([
      { contactId: 'c-petr', field: 'budget', value: 'to 100,000 ₽' },
    ])
  })

  it('says that it is offline, how old the data is, and that calls work', async () => {
    const lost = Date.now() - 245_000
    await settle(() => w.control.setHub({ state: 'offline', since: lost, dataAt: lost }))
    const banner = document.querySelector('[data-testid="offline-banner"]')?.textContent
    expect(banner).toContain('Offline for 4 min')
    expect(banner).toContain(`Data as of ${moment(lost, Date.now(), 'en')}.`)
    expect(banner).toContain('Calls work.')
  })
})

describe('an empty or failing desk', () => {
  it('says what failed and tries again when asked', async () => {
    await w.close()
    w = await makeWindow()
    w.control.failNext('inbox.list', 'HUB_TIMEOUT')
    await w.show(<Shell />)
    expect(w.text()).toContain('The server did not answer in time')
    // One row of somebody who writes meanwhile is not the list.
    await settle(() => w.control.receive('cv-c-oksana' as ConversationId, 'Anybody there?'))
    expect(rows()).toHaveLength(0)
    expect(w.text()).toContain('The server did not answer in time')
    await click(/^Try again/)
    expect(rows().length).toBeGreaterThan(1)
    expect(row(/Oksana/).textContent).toContain('Anybody there?')
  })
})
