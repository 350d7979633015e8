import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { Connection } from '../../hub/connection.ts'
import type { EmbeddedHub } from '../../hub/embedded-hub.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import type { Session } from '../../hub/session.ts'

export type AdminParts = {
  hub: HubClient
  session: Session
  connection: Connection
  embedded: EmbeddedHub
  dataFolder(): string
}

export const adminHandlers = (parts: AdminParts): AreaHandlers<Contract['admin']> => {
  const { hub, session, connection, embedded, dataFolder } = parts
  return {
    operators: () => hub.request('admin.operators', {}),
    addOperator: (input) => hub.request('admin.add-operator', { ...input, id: newId() }),
    setScope: (input) => hub.request('admin.set-scope', { ...input, id: newId() }),
    disableOperator: (input) => hub.request('admin.disable-operator', { ...input, id: newId() }),
    setSettings: ({ recording, widgetCall, supervision }) =>
      hub.request('admin.set-settings', {
        id: newId(),
        ...(recording === undefined ? {} : { recording }),
        ...(widgetCall === undefined ? {} : { widgetCall }),
        ...(supervision === undefined ? {} : { supervision }),
      }),
    async hosting() {
      const isEmbedded = connection.state.embedded
      const tls = isEmbedded ? embedded.ready?.tls : undefined
      return ok({
        dataFolder: isEmbedded ? dataFolder() : '',
        embedded: isEmbedded,
        shared: tls !== undefined,
        ...(tls ? { url: tls.url, fingerprint: tls.fingerprint } : {}),
      })
    },
    // Opening a door of this computer is for whoever administers the company that lives on it.
    async share({ on, port }) {
      if (!session.state.me?.roles.includes('admin')) return fail('FORBIDDEN')
      return connection.share(on, port)
    },
  }
}
