import type { HubState } from '../../shared/ipc/contract.ts'
import type { Localised } from '../../shared/lib/language.ts'
import { type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Logger } from '../log/logger.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { EmbeddedHub, HubOptions } from './embedded-hub.ts'
import { createHubClient, type HubClient } from './hub-client.ts'
import { fingerprintOf, hubUrl, lookAt, normalFingerprint } from './tls-trust.ts'

export type ConnectionOptions = {
  hub: HubClient
  embedded: EmbeddedHub
  settings: SettingsStore
  /** What the hub inside the program is started with, for the settings of now. */
  hubOptions(): HubOptions
  clockOffset(): number
  /** The link is up: who are we? */
  onOnline(): void
  /** From now on another hub, or other data: whatever was known belongs to the one before. */
  onLeft(): void
  /** The hub inside the program goes away on purpose; what serves it goes with it. */
  onEmbeddedStopped(): Promise<void>
  onState(state: HubState): void
  /** How old what lies on this computer is, before the hub was ever reached; UTC milliseconds of this clock. */
  keptAt?(): number | undefined
  log: Logger
}

export type Probe = { name: Localised; fingerprint?: string; trusted: boolean; setup: boolean }

export type Connection = {
  readonly state: HubState
  start(): void
  /** The hub inside the program has come up, or its state has changed. */
  embeddedChanged(): void
  retry(): void
  probe(url: string): Promise<Result<Probe>>
  /** Leaves this hub for another, or for the one inside the program when there is no `url`. */
  use(target: { url?: string | undefined; fingerprint?: string | undefined }): Promise<Done>
  useData(data: 'demo' | 'own'): Promise<Done>
  share(on: boolean, port?: number): Promise<Done>
  stop(): Promise<void>
}

/** Which hub the console works with, and how it stands with it. */
export function createConnection(options: ConnectionOptions): Connection {
  const { hub, embedded, settings, hubOptions, onOnline, onLeft, onEmbeddedStopped, onState, log } = options
  let since = Date.now()
  let dataAt: number | undefined
  let last = ''

  const age = () => dataAt ?? options.keptAt?.()
  const isEmbedded = () => settings.get().hub.url === undefined

  const state = (): HubState => {
    const { code } = current()
    return {
      state: current().state,
      embedded: isEmbedded(),
      url: hub.address?.url ?? settings.get().hub.url ?? '',
      since,
      clockOffset: options.clockOffset(),
      ...(age() === undefined ? {} : { dataAt: age() as number }),
      ...(code ? { code } : {}),
    }
  }

  const current = (): { state: HubState['state']; code?: string } => {
    const child = embedded.state
    if (isEmbedded() && child.state === 'failed')
      return child.code ? { state: 'failed', code: child.code } : { state: 'failed' }
    if (isEmbedded() && child.state !== 'ready')
      return {
        state: age() === undefined ? 'starting' : 'offline',
        ...(child.code ? { code: child.code } : {}),
      }
    const { state: link, code } = hub.link
    return { state: link === 'idle' ? 'connecting' : link, ...(code ? { code } : {}) }
  }

  const changed = () => {
    const now = current()
    const key = `${now.state} ${now.code ?? ''} ${isEmbedded()} ${hub.address?.url ?? ''}`
    if (key === last) return
    if (last.split(' ')[0] !== now.state) since = Date.now()
    if (last.startsWith('online')) dataAt = Date.now()
    last = key
    onState(state())
  }

  hub.onLink((link) => {
    if (link.state === 'online') {
      dataAt = Date.now()
      onOnline()
    }
    changed()
  })

  const leave = async () => {
    hub.disconnect()
    dataAt = undefined
    onLeft()
    if (embedded.state.state !== 'stopped') {
      await onEmbeddedStopped()
      await embedded.stop()
    }
  }

  const start = () => {
    const { url, fingerprint, certificate } = settings.get().hub
    if (url === undefined) embedded.start(hubOptions())
    else hub.connect({ url, ...(fingerprint && certificate ? { fingerprint, certificate } : {}) })
    changed()
  }

  /** Certificate of a hub whose fingerprint was confirmed; refuses when another one shows up there now. */
  const confirmed = async (url: string, fingerprint: string): Promise<Result<{ certificate: string }>> => {
    const seen = await lookAt(url)
    if (!seen.ok) return seen
    const { certificate } = seen.value
    if (!certificate || normalFingerprint(fingerprintOf(certificate)) !== normalFingerprint(fingerprint))
      return fail('HUB_TLS_UNTRUSTED', 'fingerprint differs')
    return ok({ certificate })
  }

  return {
    get state() {
      return state()
    },
    start,

    embeddedChanged() {
      const { ready } = embedded
      if (isEmbedded() && ready && (hub.address?.url !== ready.url || hub.link.state === 'idle'))
        hub.connect({ url: ready.url })
      else if (isEmbedded() && ready) hub.retry()
      changed()
    },

    retry() {
      if (isEmbedded()) embedded.retry()
      hub.retry()
    },

    async probe(written) {
      const url = hubUrl(written)
      if (!url) return fail('HUB_OFFLINE', 'not an address')
      const seen = await lookAt(url)
      if (!seen.ok) return seen
      const { trusted, fingerprint, certificate } = seen.value
      const client = createHubClient(log, 5000)
      try {
        const link = new Promise<boolean>((resolve) => {
          client.onLink(({ state: now }) => {
            if (now === 'online' || now === 'offline') resolve(now === 'online')
          })
        })
        client.connect({
          url,
          ...(fingerprint && certificate && !trusted ? { fingerprint, certificate } : {}),
        })
        if (!(await link)) return fail(client.link.code ?? 'HUB_OFFLINE')
        const answer = await client.request('setup.state', {})
        if (!answer.ok) return answer
        const { name, company } = answer.value
        return ok({ name, trusted, setup: !company, ...(fingerprint ? { fingerprint } : {}) })
      } finally {
        client.disconnect()
      }
    },

    async use({ url: written, fingerprint }) {
      if (written === undefined) {
        await leave()
        settings.update(() => ({ hub: {} }))
        start()
        return ok({})
      }
      const url = hubUrl(written)
      if (!url) return fail('HUB_OFFLINE', 'not an address')
      let certificate: string | undefined
      if (fingerprint) {
        const own = await confirmed(url, fingerprint)
        if (!own.ok) return own
        certificate = own.value.certificate
      }
      await leave()
      settings.update(() => ({
        hub: { url, ...(fingerprint && certificate ? { fingerprint, certificate } : {}) },
      }))
      start()
      return ok({})
    },

    async useData(data) {
      await leave()
      settings.update(() => ({ data, hub: {} }))
      start()
      return ok({})
    },

    async share(on, port) {
      if (!isEmbedded()) return fail('FORBIDDEN', 'not the embedded hub')
      settings.update((now) => ({ share: { on, port: port ?? now.share.port } }))
      // The same hub with another door: nobody is signed out.
      hub.disconnect()
      await embedded.stop()
      start()
      return ok({})
    },

    async stop() {
      hub.disconnect()
      await embedded.stop()
    },
  }
}
