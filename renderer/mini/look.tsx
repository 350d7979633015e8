import '../app/styles.ts'
import { createRoot } from 'react-dom/client'
import type { MiniView } from '../../shared/ipc/mini-contract.ts'
import type { CallId, ContactId } from '../../shared/lib/ids.ts'
import { ok } from '../../shared/lib/result.ts'
import { Mini } from './Mini.tsx'
import type { MiniBridge } from './store.ts'

/** The small call window in a state that the address asks for: ?state=… &lang=ru|pl|en &theme=light|dark &armed */
const query = new URLSearchParams(location.search)
const language = (query.get('lang') ?? 'en') as MiniView['language']
const now = Date.now()
const today = (hours: number) => new Date(now).setHours(hours, 0, 0, 0)
const words = {
  ru: {
    name: 'Воронцов Пётр Ильич',
    tag: 'Постоянный',
    line: 'Мебель',
    sofa: 'диван «Лагуна»',
    promise: 'позвонить за час до доставки',
    site: 'холодильники',
    two: ['Мельник Оксана', 'Мельник Роман', 'Мельник Ирина'],
  },
  pl: {
    name: 'Piotr Woroncow',
    tag: 'Stały klient',
    line: 'Meble',
    sofa: 'sofa „Laguna”',
    promise: 'telefon godzinę przed dostawą',
    site: 'lodówki',
    two: ['Oksana Melnik', 'Roman Melnik', 'Irena Melnik'],
  },
  en: {
    name: 'Petr Vorontsov',
    tag: 'Regular',
    line: 'Furniture',
    sofa: 'Laguna sofa',
    promise: 'call an hour before delivery',
    site: 'fridges',
    two: ['Oksana Melnik', 'Roman Melnik', 'Irene Melnik'],
  },
}[language]

const call: NonNullable<MiniView['call']> = {
  callId: 'c1' as CallId,
  phase: 'ringing',
  name: words.name,
  number: '+79000001234',
  fromSite: false,
  inBase: true,
  tag: words.tag,
  line: words.line,
  attempt: 2,
  since: now - 4000,
  muted: false,
  held: false,
  linked: true,
}
const known: MiniView = {
  call,
  whys: [
    { kind: 'order', orderId: '1187', productIds: ['sofa'], total: 96_400, currency: 'RUB', at: now },
    { kind: 'promise', text: words.promise, dueAt: today(17) },
  ],
  goods: { sofa: words.sofa },
  matches: [],
  armed: query.has('armed'),
  keys: { answer: 'F12', hangup: 'F10', mute: 'F8', hold: 'F6', window: 'Shift+F9' },
  language,
  theme: query.get('theme') === 'dark' ? 'dark' : 'light',
  clockOffset: 0,
}
const { name: _, tag: _tag, ...nameless } = call
const matches = words.two.map((name, i) => ({
  personId: `p${i}` as ContactId,
  name,
  lastAt: now - (i + 1) * 86_400_000,
}))
const states: Record<string, MiniView> = {
  known,
  unknown: {
    ...known,
    call: { ...nameless, inBase: false },
    whys: [{ kind: 'site', title: words.site, at: now - 360_000 }],
  },
  nothing: { ...known, call: { ...nameless, inBase: false, attempt: 1 }, whys: [] },
  two: { ...known, call: { ...nameless, inBase: false }, whys: [], matches: matches.slice(0, 2) },
  three: { ...known, call: { ...nameless, inBase: false }, whys: [], matches },
  windows: { ...known, keys: { ...known.keys, answer: 'Control+F12' } },
  talking: { ...known, call: { ...call, phase: 'talking', since: now - 187_000 } },
  muted: { ...known, call: { ...call, phase: 'talking', since: now - 187_000, muted: true } },
  held: {
    ...known,
    call: {
      ...call,
      phase: 'talking',
      since: now - 187_000,
      held: true,
      heldAt: now - 72_000,
      linked: false,
    },
  },
  calling: { ...known, call: { ...call, phase: 'calling' } },
}

const done = async () => ok({})
const view = states[query.get('state') ?? 'known'] ?? known
const bridge: MiniBridge = {
  view: async () => ok(view),
  onChanged: () => () => {},
  answer: done,
  decline: done,
  snooze: done,
  choose: done,
  hangup: done,
  mute: done,
  hold: done,
  focus: done,
  leave: done,
  move: done,
  open: done,
}
const root = document.getElementById('root')
if (root) createRoot(root).render(<Mini bridge={bridge} />)
