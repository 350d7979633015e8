import { randomBytes } from 'node:crypto'
import { IntakeSettings } from '../../../shared/protocol/recordings-protocol.ts'
import type { Stores } from '../../storage/ports.ts'

const setting = 'intake'
const none: IntakeSettings = { folder: '', webhook: false, hosts: [], internal: false }

/** How recordings of the PBX come in, and the secret that signs its posts; no console is ever sent it but once. */
export class IntakeSetup {
  private readonly stores: Pick<Stores, 'company'>
  private known: { settings: IntakeSettings; secret: string | undefined } | undefined

  constructor(stores: Pick<Stores, 'company'>) {
    this.stores = stores
  }

  async get(): Promise<{ settings: IntakeSettings; secret: string | undefined }> {
    if (this.known) return this.known
    const kept = (await this.stores.company.private(setting)) as
      | { settings?: unknown; secret?: string }
      | undefined
    const settings = IntakeSettings.safeParse(kept?.settings)
    this.known = { settings: settings.success ? settings.data : none, secret: kept?.secret }
    return this.known
  }

  /** Gives the new secret, when one was asked for or the first is needed. */
  async set(settings: IntakeSettings, newSecret: boolean): Promise<string | undefined> {
    const { secret: old } = await this.get()
    const made = newSecret || (settings.webhook && !old) ? randomBytes(32).toString('base64url') : undefined
    const secret = made ?? old
    await this.stores.company.setPrivate(setting, { settings, ...(secret ? { secret } : {}) })
    this.known = { settings, secret }
    return made
  }
}
