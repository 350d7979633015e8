import { createStore } from 'zustand/vanilla'
import type { Presence } from '../../../shared/domain/company.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { sessionOf } from '../../bridge/mirrors.ts'
import { i18n } from '../../i18n/i18n.ts'
import { notify } from '../../ui/notices.tsx'

export type OwnPresence = Exclude<Presence, 'offline'>
export const ownPresences: readonly OwnPresence[] = ['available', 'busy', 'away']

/** Since when the operator is what they are, by this computer's clock. */
const [useSince] = bridgeStore<{ presence: Presence; since: number }>((bridge) => {
  const now = () => sessionOf(bridge).getState().value?.presence ?? 'offline'
  const store = createStore(() => ({ presence: now(), since: Date.now() }))
  sessionOf(bridge).subscribe(() => {
    const presence = now()
    if (presence !== store.getState().presence) store.setState({ presence, since: Date.now() })
  })
  return store
})

export { useSince }

/** Tells the hub; a refusal is told in its sentence. */
export async function setPresence(bridge: Bridge, presence: OwnPresence): Promise<void> {
  const answer = await bridge.session.setPresence({ presence })
  if (!answer.ok) notify({ title: sentence(answer.code, i18n.language as Language), tone: 'red' })
}
