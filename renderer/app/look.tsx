import './styles.ts'
import { createRoot } from 'react-dom/client'
import type {
  CallId,
  ContactId,
  ConversationId,
  IdentityId,
  OperatorId,
  QueueId,
} from '../../shared/lib/ids.ts'
import type { CallQuality } from '../../shared/softphone/quality.ts'
import type { SuperviseMode } from '../../shared/supervision/board.ts'
import { makeFakeBridge } from '../bridge/fake/fake-bridge.ts'
import { makeSeed, type Seed, type SeedLanguage } from '../bridge/fake/seed.ts'
import { sampleWall } from '../bridge/fake/wall.ts'
import { personOf } from '../features/person/index.ts'
import { App } from './App.tsx'

/**
 * The window over the fake bridge, in a state that the address asks for; `tools/look/look.ts` takes its pictures here.
 *   ?seed=desk|empty|long &lang=ru|pl|en &theme=light|dark &density=compact|cosy &text=12…18 &contrast=more &motion=none &open=<contact>[:<conversation>]
 *   &state=offline|loading|signed-out|setup|typing|ringing|unknown|several|talking|poor|two|wrap-up
 */
const query = new URLSearchParams(location.search)
const language = (query.get('lang') ?? 'en') as SeedLanguage
const state = query.get('state') ?? ''
const world = makeSeed((query.get('seed') ?? 'desk') as Seed, language)
const { bridge, control } = makeFakeBridge(world, {
  signedIn: state !== 'signed-out' && state !== 'setup',
  preferences: {
    language,
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    density: (query.get('density') ?? 'comfortable') as 'comfortable' | 'cosy' | 'compact',
    textSize: Number(query.get('text') ?? 14),
    contrast: query.get('contrast') === 'more' ? 'more' : 'system',
    motion: query.get('motion') === 'none' ? 'none' : 'system',
  },
})
Object.assign(window, { look: control })

if (state === 'setup') control.setSession({ state: 'setup', demo: false })
if (query.has('admin')) control.setSession({ me: { ...world.me, roles: ['operator', 'admin'] } })
if (query.has('held')) {
  const [petr, igor] = ['c-petr' as ContactId, 'o-igor' as OperatorId]
  const held = { type: 'legal-hold.placed', contactId: petr, operatorId: igor } as const
  world.append({ ...held, holdId: 'h-1', why: 'A-40/118-26', at: Date.now() - 3 * 86_400_000 })
  world.append({
    ...held,
    holdId: 'h-2',
    why: 'claim 12/26',
    callId: 'call-2' as CallId,
    at: Date.now() - 3_600_000,
  })
}
if (state === 'loading') {
  control.hold('inbox.list')
  control.hold('card.open')
}
if (state === 'failed') {
  control.failNext('inbox.list', 'HUB_TIMEOUT')
  control.failNext('card.open', 'HUB_TIMEOUT')
}

if (state.startsWith('wall')) {
  const wall = sampleWall(language, Date.now())
  const me = { ...world.me, roles: ['operator' as const, 'supervisor' as const] }
  control.setSession({ me, company: { ...world.company, ...wall.company } })
  control.board = wall.board
  const [, , , marina] = wall.board.lines
  const call = marina?.calls[0]
  const mode = query.get('mode') as SuperviseMode | null
  if (marina && call && mode)
    control.setSupervise({
      session: {
        operatorId: marina.operatorId,
        callId: call.callId,
        mode,
        wanted: mode,
        state: 'on',
        since: Date.now(),
        badge: mode !== 'listen',
      },
    })
}
const root = document.getElementById('root')
if (root) createRoot(root).render(<App bridge={bridge} />)

const open = query.get('open')
if (open) {
  const [contactId, conversationId] = open.split(':')
  void personOf(bridge)
    .getState()
    .open(contactId as ContactId, conversationId as ConversationId | undefined)
}
if (state === 'offline' || state === 'offline-work')
  control.setHub({ state: 'offline', since: Date.now() - 240_000, dataAt: Date.now() - 240_000 })
if (state === 'offline-work' || state === 'refused') {
  const at = Date.now()
  const of = { contactId: 'c-petr' as ContactId, at, facts: [] }
  const kept = state === 'refused' ? ('refused' as const) : ('kept' as const)
  control.setWaiting([
    {
      ...of,
      ...{ id: 'w1', what: 'note', state: kept },
      text: 'Promised to look up the delivery of the second chair; call back after six.',
      ...(state === 'refused' ? { code: 'NOT_FOUND' } : {}),
    },
    { ...of, id: 'w2', what: 'tag', text: 'VIP', state: 'kept' },
    { ...of, id: 'w3', what: 'close', text: '', state: 'kept' },
  ])
}
if (state === 'locked') control.setHub({ state: 'offline', code: 'HUB_OFFLINE' })
if (state === 'locked') control.setSession({ state: 'unknown', locked: true })
// The list's store is made when the list is first drawn.
if (state === 'typing')
  setTimeout(() => {
    for (const conversationId of ['cv-c-oksana', 'cv-petr-whatsapp'] as ConversationId[])
      control.publish('inbox', 'typing', { conversationId, by: 'customer', on: true })
  }, 150)
const ring = (remote: string, contactId?: string): CallId =>
  control.phone.ring({
    remote,
    queueId: 'q-furniture' as QueueId,
    ...(contactId
      ? { contactId: contactId as ContactId, name: world.nameOf(contactId as ContactId) ?? '' }
      : {}),
  })
const quality = (so: Partial<CallQuality> & { callId: string }): CallQuality => ({
  at: Date.now(),
  warnings: [],
  lossPercent: 0.4,
  remoteLossPercent: 0,
  jitterMs: 4,
  roundTripMs: 38,
  codec: 'opus',
  candidate: 'host',
  ...so,
})
const answer = (callId: CallId) => control.phone.send(callId, { type: 'answer-requested' })
const known = () => ring('+79000001234', 'c-petr')
/** Petr is being passed on to a colleague, who has picked up or not. */
function toColleague(mode: 'consult' | 'blind', answered: boolean): void {
  const callId = known()
  answer(callId)
  setTimeout(() => control.phone.transfer(callId, { target: '205', name: 'Timur Gareev', mode }), 50)
  setTimeout(() => {
    const leg = control.phone.calls.find((call) => call.parentId)
    if (leg && answered) control.phone.send(leg.callId, { type: 'media-connected' })
  }, 200)
}
if (['auto', 'lines', 'dial-lines'].includes(state))
  control.setLines([
    { state: 'registered', user: '204', demo: true, profile: { name: 'Vector', colour: 'teal' } },
    {
      state: 'registered',
      user: '900',
      profile: {
        lineId: 'shop',
        name: 'Aurora',
        colour: 'pink',
        callerIds: ['+78000000001', '+78000000002'],
      },
    },
    { state: 'refused', code: 'LINE_WRONG_PASSWORD', user: '700', profile: { lineId: 'opt', name: 'Opt' } },
  ])
const calls: Record<string, () => void> = {
  ringing: known,
  unknown: () => ring('+79000004477'),
  several: () => {
    for (const [id, displayName] of [
      ['c-melnik-1', 'Oksana Melnik'],
      ['c-melnik-2', 'Roman Melnik'],
    ] as const) {
      const identity = { kind: 'phone', value: '+79000001240', strong: true, verifiedVia: 'call' } as const
      world.append({
        type: 'contact.created',
        contactId: id as ContactId,
        via: 'call',
        profile: { displayName, identities: [{ identityId: `i-${id}` as IdentityId, ...identity }] },
      })
    }
    ring('+79000001240')
  },
  talking: () => {
    const callId = known()
    answer(callId)
    setTimeout(() => control.publish('softphone', 'quality', quality({ callId, mos: 4.3 })), 200)
  },
  poor: () => {
    const [first, second] = [ring('+79000001255', 'c-oksana'), known()]
    answer(first)
    answer(second)
    setTimeout(() => control.phone.send(first, { type: 'hold-requested', on: true }), 50)
    setTimeout(() => {
      control.publish('softphone', 'quality', quality({ callId: second, mos: 3.4, fault: 'your-wifi' }))
      control.publish('softphone', 'quality', quality({ callId: first, mos: 3.1, fault: 'path-lost' }))
    }, 200)
  },
  silent: () => {
    const callId = known()
    answer(callId)
    setTimeout(
      () => control.publish('softphone', 'quality', quality({ callId, mos: 1.9, fault: 'not-heard' })),
      200,
    )
  },
  muted: () => {
    const callId = known()
    answer(callId)
    setTimeout(() => control.phone.send(callId, { type: 'mute-requested', on: true }), 50)
    // Somebody speaks into the muted microphone.
    const speaking = () => control.publish('softphone', 'level', { callId, microphone: 0.5, remote: 0 })
    setTimeout(() => setInterval(speaking, 100), 150)
  },
  held: () => {
    const callId = known()
    answer(callId)
    setTimeout(() => control.phone.send(callId, { type: 'hold-requested', on: true }), 50)
  },
  'long-hold': () => {
    calls.held?.()
    // As if it had been put there a while ago.
    setTimeout(() => {
      const [call] = control.phone.calls
      if (call) call.heldAt = Date.now() - 95_000
      if (call) control.phone.send(call.callId, { type: 'link', up: false })
      if (call) control.phone.send(call.callId, { type: 'link', up: true })
    }, 200)
  },
  waiting: () => {
    answer(known())
    setTimeout(() => ring('+79000001277', 'c-alsu'), 100)
  },
  dialing: () => void bridge.softphone.dial({ target: '+79000001255' }),
  'no-microphone': () => {
    answer(known())
    setTimeout(() => {
      control.publish('devices', 'switched', { role: 'microphone', from: 'Jabra Evolve2 65', why: 'lost' })
      control.publish('softphone', 'trouble', { code: 'MIC_MISSING' })
    }, 200)
  },
  'line-down': () =>
    control.setLines([{ state: 'refused', code: 'LINE_WRONG_PASSWORD', user: '204', demo: false }]),
  dnd: () => void bridge.session.setPresence({ presence: 'busy' }),
  two: () => {
    const first = ring('+79000001255', 'c-oksana')
    answer(first)
    setTimeout(() => control.phone.send(first, { type: 'hold-requested', on: true }), 50)
    setTimeout(() => answer(known()), 100)
    setTimeout(() => ring('+79000001277', 'c-alsu'), 150)
  },
  transfer: () => answer(known()),
  consult: () => toColleague('consult', true),
  'pull-back': () => toColleague('blind', false),
  relay: () => {
    control.phone.joins = false
    toColleague('blind', true)
  },
  /** A server that will not take a customer off hold. */
  'relay-held': () => {
    calls.relay?.()
    setTimeout(() => {
      const [call] = control.phone.calls
      if (call) control.phone.send(call.callId, { type: 'held', on: true })
      if (call) control.phone.send(call.callId, { type: 'hold-failed', code: 'CALL_HOLD_FAILED' })
    }, 600)
  },
  /** The target does not answer, and the customer is here again. */
  back: () => {
    toColleague('blind', false)
    setTimeout(() => {
      const leg = control.phone.calls.find((call) => call.parentId)
      if (leg) control.phone.send(leg.callId, { type: 'rejected', status: 486 })
    }, 400)
  },
  'conference-held': () => {
    calls.conference?.()
    setTimeout(() => {
      for (const { callId } of control.phone.calls)
        control.phone.send(callId, { type: 'hold-requested', on: true })
    }, 700)
  },
  'link-lost': () => {
    const callId = known()
    answer(callId)
    setTimeout(() => control.phone.send(callId, { type: 'link', up: false }), 100)
  },
  'not-recorded': () => {
    const callId = known()
    answer(callId)
    setTimeout(() => {
      control.phone.send(callId, { type: 'recording-failed' })
      control.publish('softphone', 'trouble', { code: 'RECORDING_FAILED', callId })
    }, 100)
  },
  busy: () => {
    void bridge.softphone.dial({ target: '+79000001255' })
    setTimeout(() => {
      const [call] = control.phone.calls
      if (call) control.phone.send(call.callId, { type: 'rejected', status: 486 })
    }, 300)
  },
  conference: () => {
    toColleague('consult', true)
    setTimeout(() => {
      const calls = control.phone.calls.map((call) => call.callId)
      control.phone.merge(calls)
    }, 400)
  },
  auto: () => control.phone.ring({ remote: '+79000001234', lineId: 'shop', answersIn: 4 }),
  lines: () => {
    answer(
      control.phone.ring({ remote: '+79000001234', lineId: 'shop', line: 'Aurora', name: 'Petr Vorontsov' }),
    )
    setTimeout(
      () =>
        control.phone.ring({ remote: '+79000001277', lineId: 'main', name: 'Alsu Ganeeva', answersIn: 9 }),
      100,
    )
  },
  'wrap-up': () => {
    const callId = known()
    answer(callId)
    setTimeout(() => control.phone.send(callId, { type: 'remote-ended' }), 100)
  },
}
calls[state]?.()
if (state === 'talking' && query.has('listened')) {
  const [call] = control.phone.calls
  const mode = query.get('listened') as SuperviseMode
  if (call)
    setTimeout(
      () => control.setSupervise({ listeners: [{ callId: call.callId, mode, name: 'Vera Kim' }] }),
      100,
    )
}
