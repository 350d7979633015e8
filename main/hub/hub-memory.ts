import type { HubKeys, SignedIn } from '../../shared/protocol/hub-protocol.ts'
import type { Settings } from '../settings/schema.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { TokenStore } from './session.ts'

export type HubMemory = TokenStore & {
  /** Which hub this is about: the data folder of the one inside the program, or another's address. */
  hubKey(): string
  /** The hub's public keys from the last sign-in, on this or an earlier day. */
  keys(): HubKeys | undefined
  /** The hub and the operator that writes belong to; undefined before anybody ever signed in there. */
  owner(): string | undefined
  remember(signedIn: SignedIn): void
}

/** What this computer remembers of each hub that it has worked with. */
export function createHubMemory(settings: SettingsStore, secrets: Secrets): HubMemory {
  const hubKey = () => settings.get().hub.url ?? settings.get().data
  const secretName = () => `session ${hubKey()}`
  const mine = () => settings.get().hubs[hubKey()]
  const change = (patch: Partial<Settings['hubs'][string]>) =>
    settings.update((now) => ({ hubs: { ...now.hubs, [hubKey()]: { ...now.hubs[hubKey()], ...patch } } }))
  return {
    hubKey,
    keys: () => mine()?.keys,
    owner() {
      const operatorId = mine()?.operatorId
      return operatorId ? `${hubKey()} ${operatorId}` : undefined
    },
    remember({ keys, me }) {
      change({ keys, operatorId: me.operatorId })
    },
    read: () => secrets.open(secretName(), mine()?.session),
    write(token) {
      if (secrets.open(secretName(), mine()?.session) === token) return
      const sealed = secrets.seal(secretName(), token)
      if (sealed) change({ session: sealed })
    },
    forget() {
      secrets.forget(secretName())
      const { session: _, ...rest } = mine() ?? {}
      settings.update((now) => ({ hubs: { ...now.hubs, [hubKey()]: rest } }))
    },
  }
}
