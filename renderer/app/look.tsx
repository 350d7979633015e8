import './styles.ts'
import { createRoot } from 'react-dom/client'
import type { ContactId, ConversationId, QueueId } from '../../shared/lib/ids.ts'
import { makeFakeBridge } from '../bridge/fake/fake-bridge.ts'
import { makeSeed, type Seed, type SeedLanguage } from '../bridge/fake/seed.ts'
import { personOf } from '../features/person/index.ts'
import { App } from './App.tsx'

/**
 * The window over the fake bridge, in a state that the address asks for; `tools/look/look.ts` takes its pictures here.
 *   ?seed=desk|empty|long &lang=ru|pl|en &theme=light|dark &density=compact &open=<contact>[:<conversation>]
 *   &state=offline|loading|signed-out|typing|ringing|talking
 */
const query = new URLSearchParams(location.search)
const language = (query.get('lang') ?? 'en') as SeedLanguage
const state = query.get('state') ?? ''
const world = makeSeed((query.get('seed') ?? 'desk') as Seed, language)
const { bridge, control } = makeFakeBridge(world, {
  signedIn: state !== 'signed-out',
  preferences: {
    language,
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    density: query.get('density') === 'compact' ? 'compact' : 'comfortable',
  },
})
Object.assign(window, { look: control })

if (state === 'loading') {
  control.hold('inbox.list')
  control.hold('card.open')
}
if (state === 'failed') {
  control.failNext('inbox.list', 'HUB_TIMEOUT')
  control.failNext('card.open', 'HUB_TIMEOUT')
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
if (state === 'offline')
  control.setHub({ state: 'offline', since: Date.now() - 240_000, dataAt: Date.now() - 240_000 })
if (state === 'typing')
  control.publish('inbox', 'typing', {
    conversationId: 'cv-c-oksana' as ConversationId,
    by: 'customer',
    on: true,
  })
if (state === 'ringing' || state === 'talking') {
  const callId = control.phone.ring({
    remote: '+79000001234',
    contactId: 'c-petr' as ContactId,
    name: world.nameOf('c-petr' as ContactId) ?? '',
    queueId: 'q-furniture' as QueueId,
  })
  if (state === 'talking') control.phone.send(callId, { type: 'answer-requested' })
}
