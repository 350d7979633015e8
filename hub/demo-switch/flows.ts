import type { Connection } from './connection.ts'
import { addressOf, getAll, type SipMessage, userHostOf } from './sip-message.ts'

/**
 * Which connection each Contact is behind. In-dialog requests are routed by it alone, with no memory of dialogs, so a
 * BYE finds its way after this process was killed and started again: phones name their Contact when they register.
 */
export class Flows {
  private readonly byContact = new Map<string, Connection>()

  /** A flow that is up is not given away because of a mere message; `proven` (an accepted REGISTER) may take it over. */
  learn(message: SipMessage, connection: Connection, proven: boolean): void {
    for (const contact of getAll(message, 'contact')) {
      const key = userHostOf(addressOf(contact))
      if (!key?.includes('@')) continue
      const known = this.byContact.get(key)
      if (proven || !known?.open) this.byContact.set(key, connection)
    }
  }

  find(uri: string): Connection | undefined {
    const connection = this.byContact.get(userHostOf(uri) ?? '')
    return connection?.open ? connection : undefined
  }

  forget(connection: Connection): void {
    for (const [key, at] of this.byContact) if (at === connection) this.byContact.delete(key)
  }
}
