import '@fontsource-variable/inter/wght.css'
import './phone.css'
import type { Language } from '../../../../shared/lib/language.ts'
import { dialable } from '../../../../shared/softphone/number.ts'
import { type BrowserPhone, createBrowserPhone } from '../../../widget/client/phone/browser-phone.ts'
import { callSentence } from '../../../widget/client/phone/sentences.ts'
import type { PhoneState } from '../../../widget/client/phone/state.ts'
import { chooseLanguage } from '../../../widget/client/texts.ts'
import { minutes } from '../../../widget/client/view/thread-view.ts'
import { h, icon } from '../lib/html.ts'
import { type Directory, fetchDirectory, fetchTicket } from '../lib/hub.ts'
import { tones } from './tones.ts'
import { words } from './words.ts'

const asked = new URLSearchParams(location.search)
const language: Language = chooseLanguage([asked.get('language'), asked.get('lang'), ...navigator.languages])
const t = words[language]
document.documentElement.lang = language
document.title = t.title

const root = document.getElementById('phone') as HTMLElement
const tone = tones()
/** Each tab is a telephone of its own: two tabs can be two customers. */
const KEPT = 'kommutator.demo.phone'

let directory: Directory = { people: [], lines: [] }
let phone: BrowserPhone | undefined
let state: PhoneState = { line: 'off' }
let number = ''
let trouble = ''
let dismissed = ''
let keysOpen = false

const select = h('select', { id: 'whose' })
const field = h('input', {
  id: 'number',
  type: 'tel',
  inputmode: 'tel',
  placeholder: '+7 900 000-00-00',
  'aria-label': t.number,
})
const take = h('button', { type: 'submit', class: 'small' }, t.take)
const other = h('form', { class: 'other' }, field, take)
const problem = h('p', { class: 'problem', role: 'alert' })
const screen = h('div', { class: 'screen' })
const status = h('p', { class: 'status', role: 'status' })

root.append(
  h(
    'main',
    {},
    h('h1', {}, t.title),
    h('p', { class: 'intro' }, t.intro),
    h(
      'div',
      { class: 'device' },
      h('div', { class: 'owner' }, h('label', { for: 'whose' }, t.whose), select, other, problem),
      screen,
      status,
    ),
    h('p', { class: 'recorded' }, t.recorded),
    languages(),
  ),
)

function languages(): HTMLElement {
  const row = h('p', { class: 'languages' })
  for (const code of ['ru', 'pl', 'en'])
    row.append(
      h(
        'a',
        { href: `?language=${code}`, ...(code === language ? { 'aria-current': 'true' } : {}) },
        code.toUpperCase(),
      ),
    )
  return row
}

select.addEventListener('change', () => {
  other.hidden = select.value !== ''
  if (select.value === '') return field.focus()
  use(select.value)
})
other.addEventListener('submit', (event) => {
  event.preventDefault()
  const typed = dialable(field.value)
  if (!typed || typed.includes('@') || typed.replace(/\D/g, '').length < 5) {
    problem.textContent = t.badNumber
    return
  }
  use(typed)
})

/** Makes this page the telephone with that number. */
function use(next: string): void {
  problem.textContent = ''
  trouble = ''
  if (next === number) return
  number = next
  sessionStorage.setItem(KEPT, number)
  void phone?.dispose()
  state = { line: 'connecting' }
  const mine = createBrowserPhone({
    listen: true,
    ticket: async () => {
      try {
        const ticket = await fetchTicket(next)
        trouble = ''
        return ticket
      } catch (error) {
        trouble = t.ticket
        throw error
      }
    },
    onState: (changed) => {
      // A telephone that was put away may still have its last word to say.
      if (phone !== undefined && phone !== mine) return
      state = changed
      draw()
    },
  })
  phone = mine
  draw()
}

function draw(): void {
  const { call } = state
  document.body.dataset.line = state.line
  document.body.dataset.call = call?.phase ?? 'none'
  document.body.dataset.outcome = call?.outcome ?? ''
  const talking =
    call !== undefined && (call.phase !== 'ended' || dismissed !== call.callId + String(call.outcome))
  select.disabled = take.disabled = call !== undefined && call.phase !== 'ended'
  status.textContent = trouble || t[state.line]
  status.dataset.line = trouble ? 'refused' : state.line
  tone(call?.phase === 'offered' ? 'ring' : call?.phase === 'ringing' ? 'ringback' : 'none')
  screen.replaceChildren(...(talking && call ? callScreen(call) : lineScreen()))
}

function lineScreen(): Node[] {
  if (number === '') return [h('p', { class: 'hint' }, t.off)]
  const list = h('ul', { class: 'lines', 'aria-label': t.lines })
  for (const line of directory.lines) {
    const button = h(
      'button',
      { type: 'button', 'data-line': line.queueId },
      icon('phone'),
      h('span', {}, h('b', {}, line.name), h('small', {}, spaced(line.number))),
    )
    button.addEventListener('click', () => {
      dismissed = ''
      void phone?.call(line.queueId)
    })
    list.append(h('li', {}, button))
  }
  return [h('h2', {}, t.lines), list]
}

function callScreen(call: NonNullable<PhoneState['call']>): Node[] {
  const line = directory.lines.find((l) => l.queueId === call.peer)
  const name = line?.name ?? (call.direction === 'in' ? t.operator : call.peer)
  const detail = line ? spaced(line.number) : call.direction === 'in' ? call.peer : ''
  const nodes: Node[] = [
    h('div', { class: 'peer' }, h('b', {}, name), h('small', {}, detail)),
    h('p', { class: 'sentence', role: 'status' }, callSentence(call, language)),
    h('p', { class: 'timer' }, timeOf(call)),
  ]
  if (call.phase === 'offered')
    nodes.push(
      h(
        'div',
        { class: 'buttons' },
        round('decline', t.decline, 'hangup', 'red', () => phone?.decline()),
        round('accept', t.accept, 'phone', 'green', () => void phone?.accept()),
      ),
    )
  else if (call.phase === 'ended')
    nodes.push(
      button(t.again, () => {
        dismissed = call.callId + String(call.outcome)
        draw()
      }),
    )
  else if (call.phase === 'talking') {
    if (keysOpen) nodes.push(keypad())
    nodes.push(
      h(
        'div',
        { class: 'buttons' },
        round(
          'mute',
          call.muted ? t.unmute : t.mute,
          call.muted ? 'micOff' : 'mic',
          call.muted ? 'amber' : '',
          () => phone?.mute(!call.muted),
        ),
        round('hang-up', t.hangUp, 'hangup', 'red', () => phone?.hangUp()),
        round('keypad', t.keypad, 'keypad', keysOpen ? 'amber' : '', () => {
          keysOpen = !keysOpen
          draw()
        }),
      ),
    )
  } else
    nodes.push(
      h(
        'div',
        { class: 'buttons' },
        round('hang-up', t.cancel, 'hangup', 'red', () => phone?.hangUp()),
      ),
    )
  return nodes
}

function keypad(): HTMLElement {
  const box = h('div', { class: 'keys', role: 'group', 'aria-label': t.keypad })
  for (const key of '123456789*0#') box.append(button(key, () => void phone?.digits(key)))
  return box
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = h('button', { type: 'button', class: 'small' }, text)
  made.addEventListener('click', press)
  return made
}

function round(
  part: string,
  label: string,
  sign: Parameters<typeof icon>[0],
  colour: string,
  press: () => void,
): HTMLButtonElement {
  const made = h(
    'button',
    { type: 'button', class: `round ${colour}`, 'data-part': part },
    h('i', {}, icon(sign)),
    label,
  )
  made.addEventListener('click', press)
  return made
}

const timeOf = (call: NonNullable<PhoneState['call']>): string =>
  call.phase === 'talking' && call.talkingSince ? minutes((Date.now() - call.talkingSince) / 1000) : ''

/** `+74950001010` as people read it; other shapes stay as they are. */
const spaced = (raw: string): string => raw.replace(/^(\+7)(\d{3})(\d{3})(\d\d)(\d\d)$/, '$1 $2 $3-$4-$5')

// The timer is the one thing that changes by itself; the rest of the screen keeps its focus.
setInterval(() => {
  const clock = screen.querySelector('.timer')
  if (clock && state.call) clock.textContent = timeOf(state.call)
}, 1000)

async function start(): Promise<void> {
  other.hidden = true
  draw()
  try {
    directory = await fetchDirectory(language)
  } catch {
    problem.textContent = t.directory
  }
  for (const { name, number: own } of directory.people)
    select.append(h('option', { value: own }, `${name}, ${spaced(own)}`))
  select.append(h('option', { value: '' }, t.other))
  const wish = asked.get('number') ?? sessionStorage.getItem(KEPT) ?? directory.people[0]?.number
  if (!wish) {
    select.value = ''
    other.hidden = false
    return
  }
  const known = directory.people.some((person) => person.number === wish)
  select.value = known ? wish : ''
  other.hidden = known
  if (!known) field.value = wish
  use(wish)
}

void start()
