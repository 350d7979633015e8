import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
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
  /** Asks the administrator for a sound file of this computer. */
  chooseSound(): Promise<string | undefined>
}

/** Half a minute of speech, in whatever coding. */
const largestSound = 600_000

export const adminHandlers = (parts: AdminParts): AreaHandlers<Contract['admin']> => {
  const { hub, session, connection, embedded, dataFolder, chooseSound } = parts
  return {
    addOperator: (input) => hub.request('admin.add-operator', { ...input, id: newId() }),
    setScope: (input) => hub.request('admin.set-scope', { ...input, id: newId() }),
    setRoles: (input) => hub.request('admin.set-roles', { ...input, id: newId() }),
    disableOperator: (input) => hub.request('admin.disable-operator', { ...input, id: newId() }),
    setSettings: ({ recording, recordingRules, widgetCall, supervision }) =>
      hub.request('admin.set-settings', {
        id: newId(),
        ...(recording === undefined ? {} : { recording }),
        ...(recordingRules === undefined ? {} : { recordingRules }),
        ...(widgetCall === undefined ? {} : { widgetCall }),
        ...(supervision === undefined ? {} : { supervision }),
      }),
    setFieldKind: (input) => hub.request('admin.set-field-kind', { ...input, id: newId() }),
    async addSound() {
      const file = await chooseSound()
      if (!file) return ok({ added: false })
      const bytes = await readFile(file).catch(() => undefined)
      if (!bytes || bytes.length > largestSound) return fail('SOUND_UNREADABLE')
      const answer = await hub.request('admin.add-sound', {
        id: newId(),
        name: basename(file, extname(file)).slice(0, 120) || 'sound',
        data: bytes.toString('base64'),
      })
      return answer.ok ? ok({ added: true }) : answer
    },
    async removeSound({ soundId }) {
      const answer = await hub.request('admin.remove-sound', { id: newId(), soundId })
      return answer.ok ? ok({}) : answer
    },
    intake: () => hub.request('admin.intake', {}),
    setIntake: (input) => hub.request('admin.set-intake', { ...input, id: newId() }),
    audit: (filters) => hub.request('audit.list', filters),
    exportAudit: (filters) => hub.request('audit.export', filters),
    setFields: (input) => hub.request('admin.set-fields', { ...input, id: newId() }),
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
