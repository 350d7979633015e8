import type { Caller } from '../call.ts'
import { closedAt, opensAt } from '../hours.ts'
import { freshId } from '../ids.ts'
import type { Session } from '../session.ts'
import { fill, refusal, texts } from '../texts.ts'
import { callBar } from './call-bar.ts'
import { channelRow, elsewhere, follow } from './channels.ts'
import { composer } from './composer.ts'
import { contactForm, field, numberIn } from './contact-form.ts'
import { h, iconButton, say, show } from './dom.ts'
import { sheet } from './sheet.ts'
import { threadView } from './thread-view.ts'

type Language = keyof typeof texts

export type Panel = {
  element: HTMLElement
  render(): void
  /** It has come into view; `focus`: because the visitor asked for it, so that they can write at once. */
  opened(focus: boolean): void
  /** Asks what must be asked, then calls. */
  call(): void
}

const FOCUSABLE = 'button:not([hidden]), textarea, input, a[href], [tabindex="0"]'

/** The panel: who is there, the call, the thread, the words being written. It draws from the session and the caller. */
export function panel(
  session: Session,
  caller: Caller,
  language: Language,
  hub: string,
  on: { close(): void; draft(text: string | undefined): void },
  draft: string,
): Panel {
  const words = texts[language]
  const title = h('span', { class: 'b cut' })
  const status = h('span', { class: 'small status' })
  const avatar = h('span', { class: 'avatar', 'aria-hidden': 'true' })
  const phone = iconButton('phone', words.call, () => call())
  const close = iconButton('close', words.close, on.close)
  const head = h(
    'header',
    { class: 'row head', role: 'presentation' },
    avatar,
    h('span', { class: 'col' }, title, status),
    phone,
    close,
  )
  let editing: string | undefined
  const bar = callBar(words, caller)
  const banner = h('div', { class: 'banner', role: 'status' })
  const thread = threadView(words, language, hub, {
    takeBack: (id) => {
      const text = session.takeBack(id)
      if (text !== undefined) writer.fill(text)
    },
    edit: (id, text) => {
      editing = id
      writer.fill(text)
      render()
    },
    remove: (id) => session.remove(id),
    react: (id, emoji) => session.react(id, emoji),
    changeable: (at) => session.changeable(at),
  })
  const notEditing = () => {
    editing = undefined
    writer.fill('')
    render()
  }
  const edits = h(
    'div',
    { class: 'row asks' },
    h('span', { class: 'col' }, words.editing),
    h('button', { type: 'button', class: 'plain', onclick: notEditing }, words.notNow),
  )
  const closed = h(
    'div',
    { class: 'row asks', 'data-part': 'closed' },
    h('span', { class: 'col' }),
    h('button', { type: 'button', class: 'primary', onclick: leave }, words.leaveTitle),
  )
  const asks = h(
    'div',
    { class: 'row asks', 'data-part': 'consent' },
    h('span', { class: 'col' }, words.remember),
    h('button', { type: 'button', class: 'plain', onclick: () => answer(false) }, words.rememberNo),
    h('button', { type: 'button', class: 'primary', onclick: () => answer(true) }, words.rememberYes),
  )
  const writer = composer(words, draft, {
    send: (text) => {
      if (editing !== undefined) {
        session.edit(editing, text)
        editing = undefined
        return render()
      }
      session.send(text)
      on.draft(undefined)
      thread.toNewest()
    },
    files: (files) => {
      session.sendFiles(files)
      thread.toNewest()
    },
    typed: (text) => {
      if (editing !== undefined) return
      on.draft(text || undefined)
      if (text) session.typed()
    },
  })
  const channels = h('div')
  const hint = h('div', { class: 'hint', role: 'status' })
  const foot = h('div', { class: 'foot' }, writer.element, hint, channels)
  const element = h(
    'section',
    { class: 'panel', role: 'dialog', 'aria-label': words.chat },
    head,
    bar.element,
    banner,
    thread.element,
    closed,
    asks,
    edits,
    foot,
  )
  const ask = sheet(element)
  let drawnChannels = ''
  let left = false
  let hintText: string | undefined

  // What is dropped anywhere on the panel is sent, and never opened in place of the site's page.
  element.addEventListener('dragover', (event) => event.preventDefault())
  element.addEventListener('drop', (event) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    session.sendFiles(event.dataTransfer?.files ?? [])
  })
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') keepInside(event)
    if (event.key !== 'Escape') return
    if (ask.close()) return
    if (editing !== undefined) notEditing()
    else on.close()
  })

  /** On a phone the panel is the whole page: the focus must not wander behind it. */
  function keepInside(event: KeyboardEvent): void {
    const modal = element.querySelector<HTMLElement>('[aria-modal="true"]')
    if (!modal && innerWidth > 600) return
    const inside = [...(modal ?? element).querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (node) => node.getClientRects().length > 0,
    )
    const [first, last] = [inside[0], inside.at(-1)]
    const active = (element.getRootNode() as ShadowRoot).activeElement
    if (event.shiftKey ? active === first : active === last) {
      event.preventDefault()
      ;(event.shiftKey ? last : first)?.focus()
    }
  }

  function answer(yes: boolean): void {
    session.consent(yes)
    writer.focus()
  }

  function call(): void {
    const { company } = session.state
    if (!company || caller.lives) return
    if (company.call === 'call-back') return askNumber()
    if (company.call !== 'demo-switch') return
    if (!company.recording) return void caller.start()
    const begin = h(
      'button',
      { type: 'button', class: 'primary green', 'data-part': 'start-call' },
      words.call,
    )
    begin.addEventListener('click', () => {
      ask.close()
      void caller.start()
    })
    const later = h(
      'button',
      { type: 'button', class: 'plain', onclick: () => void ask.close() },
      words.notNow,
    )
    ask.open(
      h(
        'div',
        {},
        h('h2', {}, words.callTitle),
        h('p', { class: 'rec' }, words.recordedNotice),
        h('div', { class: 'row' }, later, begin),
      ),
      begin,
    )
  }

  /** The form is done with: `thanks` stand where it was opened from. */
  function asked(thanks: string): undefined {
    ask.close()
    hintText = thanks
    render()
  }

  /** For who comes while nobody works: name, number or address, and what it is about. Pressed twice, it asks once. */
  function leave(): void {
    const id = freshId()
    const name = field('text', words.yourName, 'name')
    const tel = field('tel', words.yourNumber, 'tel')
    const mail = field('email', words.yourEmail, 'email')
    const text = h('textarea', {
      class: 'field',
      rows: 3,
      'aria-label': words.aboutWhat,
      placeholder: words.aboutWhat,
    })
    const send = async () => {
      const [number, address] = [tel.value.trim(), mail.value.trim()]
      if (!number && !address) return refusal('CONTACT_NEEDED', language)
      if (number && !numberIn(number)) return words.badNumber
      const refused = await session.leaveContact({
        id,
        name: name.value.trim(),
        text: text.value.trim(),
        ...(number ? { phone: number } : {}),
        ...(address ? { email: address } : {}),
      })
      if (refused !== undefined) return refusal(refused, language)
      left = true
      return asked(words.leaveDone)
    }
    ask.open(contactForm('leave-contact', words.leaveTitle, [name, tel, mail, text], words.send, send), name)
  }

  function askNumber(): void {
    // One id for the whole form: pressing twice asks once.
    const id = freshId()
    const tel = field('tel', words.yourNumber, 'tel')
    const send = async () => {
      const number = numberIn(tel.value)
      if (!number) return words.badNumber
      const answer = await session.request('call-back', { id, number })
      if (!answer.ok) return refusal(answer.code, language)
      return asked(fill(words.callBackAsked, { number: tel.value.trim() }))
    }
    ask.open(contactForm('call-back', words.callBackTitle, [tel], words.callMeBack, send), tel)
  }

  function render(): void {
    const { state } = session
    const { company } = state
    const who = [state.operator, company?.name].filter(Boolean).join(', ')
    say(title, who || words.chat)
    say(avatar, initials(state.operator ?? company?.name ?? ''))
    say(status, statusWord(session, language))
    const isClosed = closedAt(company, Date.now() + session.clockOffset)
    const there = state.link === 'online' && state.operatorOnline && !isClosed
    status.className = `small status${there ? ' on' : ''}`
    show(phone, company !== undefined && company.call !== 'off')
    phone.disabled = caller.lives
    bar.render(caller.view)
    const trouble =
      state.notice !== undefined
        ? refusal(state.notice, language)
        : state.link === 'offline'
          ? words.offline
          : ''
    say(banner, trouble)
    show(banner, trouble !== '')
    thread.render(session.thread, state)
    show(closed, isClosed && company?.hours?.form === true && !left && state.link === 'online')
    if (isClosed) say(closed.firstElementChild as HTMLElement, closedWord(session, language))
    show(edits, editing !== undefined)
    show(asks, state.consent === 'not-asked' && state.link === 'online' && !session.thread.empty)
    const buttons = elsewhere(company)
    const look = JSON.stringify(buttons)
    if (look !== drawnChannels) {
      drawnChannels = look
      channels.replaceChildren(
        channelRow(buttons, words, (button) => {
          hintText = follow(button, (kind) => session.click(kind)) ? undefined : words.notConnected
          render()
        }),
      )
    }
    show(channels, buttons.length > 0)
    say(hint, hintText ?? (buttons.length > 0 ? words.continueIn : ''))
    show(hint, hint.textContent !== '')
  }

  return {
    element,
    render,
    call,
    opened: (focus) => {
      render()
      thread.toNewest()
      if (!focus) return
      // A phone's keyboard would cover half of the thread before anything was read.
      if (innerWidth > 600) writer.focus()
      else close.focus()
    },
  }
}

/** How the company stands, in one or two words. */
export function statusWord(session: Session, language: Language): string {
  const words = texts[language]
  const { link, operatorOnline } = session.state
  if (link !== 'online') return link === 'offline' ? words.noLink : words.connecting
  const { company } = session.state
  if (closedAt(company, Date.now() + session.clockOffset)) return closedWord(session, language)
  return operatorOnline ? words.online : words.away
}

function closedWord({ state }: Session, language: Language): string {
  const words = texts[language]
  const at = opensAt(state.company)
  if (at === undefined) return words.closed
  const when = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return fill(words.closedUntil, { time: when.format(at) })
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.match(/\p{L}/u)?.[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()
