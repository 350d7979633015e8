import type { OperatorId } from '../../shared/lib/ids.ts'
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
  operatorId(): OperatorId | undefined
  remember(signedIn: SignedIn): void
  /** What this operator's work here is sealed with; undefined until the hub or the keyring has said. */
  localKey(): string | undefined
  keepLocalKey(key: string): void
  /** What is sealed with it cannot be read any more. */
  forgetLocalKey(): void
}

/** What this computer remembers of each hub that it has worked with. */
export function createHubMemory(settings: SettingsStore, secrets: Secrets): HubMemory {
  const hubKey = () => settings.get().hub.url ?? settings.get().data
  const secretName = () => `session ${hubKey()}`
  const localName = () => `local ${hubKey()} ${mine()?.operatorId ?? ''}`
  const mine = () => settings.get().hubs[hubKey()]
  const change = ({ localKey, ...patch }: Partial<Settings['hubs'][string]>) =>
    settings.update((now) => {
      const { localKey: was, ...known } = now.hubs[hubKey()] ?? {}
      const kept =
        localKey ??
        (patch.operatorId !== undefined && patch.operatorId !== known.operatorId ? undefined : was)
      return {
        hubs: { ...now.hubs, [hubKey()]: { ...known, ...patch, ...(kept ? { localKey: kept } : {}) } },
      }
    })
  return {
    hubKey,
    keys: () => mine()?.keys,
    owner() {
      const operatorId = mine()?.operatorId
      return operatorId ? `${hubKey()} ${operatorId}` : undefined
    },
    operatorId: () => mine()?.operatorId as OperatorId | undefined,
    remember({ keys, me }) {
      change({ keys, operatorId: me.operatorId })
    },
    localKey: () => secrets.open(localName(), mine()?.localKey),
    keepLocalKey(key) {
      if (secrets.open(localName(), mine()?.localKey) === key) return
      const sealed = secrets.seal(localName(), key)
      change(sealed ? { localKey: sealed } : {})
    },
    forgetLocalKey() {
      secrets.forget(localName())
      const { localKey: _, ...rest } = mine() ?? {}
      settings.update((now) => ({ hubs: { ...now.hubs, [hubKey()]: rest } }))
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
