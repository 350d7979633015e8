import { createStore } from 'zustand/vanilla'
import type { Presence } from '../../../shared/domain/company.ts'
import type { AutoAway } from '../../../shared/domain/presence.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { sessionOf } from '../../bridge/mirrors.ts'
import { i18n } from '../../i18n/i18n.ts'
import { notify } from '../../ui/notices.tsx'

export type OwnPresence = Exclude<Presence, 'offline'>
export const ownPresences: readonly OwnPresence[] = ['available', 'busy', 'away']

/** Since when the operator is what they are, by this computer's clock. */
type Own = { presence: Presence; breakId: string | undefined; auto: AutoAway | undefined }
const [useSince] = bridgeStore<Own & { since: number }>((bridge) => {
  const now = (): Own => {
    const session = sessionOf(bridge).getState().value
    return { presence: session?.presence ?? 'offline', breakId: session?.breakId, auto: session?.auto }
  }
  const store = createStore(() => ({ ...now(), since: Date.now() }))
  sessionOf(bridge).subscribe(() => {
    const own = now()
    const { presence, breakId, auto } = store.getState()
    if (own.presence !== presence || own.breakId !== breakId || own.auto !== auto)
      store.setState({ ...own, since: Date.now() })
  })
  return store
})

export { useSince }

/** Tells the hub; a refusal is told in its sentence. */
export async function setPresence(bridge: Bridge, presence: OwnPresence, breakId?: string): Promise<void> {
  const answer = await bridge.session.setPresence({ presence, ...(breakId ? { breakId } : {}) })
  if (!answer.ok) notify({ title: sentence(answer.code, i18n.language as Language), tone: 'red' })
}
