import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { HubOutput } from '../../shared/protocol/hub-protocol.ts'
import type { HubClient } from '../hub/hub-client.ts'
import type { Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'

type List = HubOutput<'template.list'>

export type TemplateMirror = {
  readonly list: List
  /** Asks the hub again. */
  renew(): Promise<void>
  forget(): void
}

/** The templates as the hub had them last; they lie here sealed, so that they serve while the hub is away. */
export function createTemplateMirror(
  path: string,
  hub: HubClient,
  vault: Vault,
  onChange: (list: List) => void,
  log: Logger,
): TemplateMirror {
  const none: List = { templates: [], uses: [] }
  let list: List | undefined

  const stored = (): List | undefined => {
    if (!vault.open || !existsSync(path)) return undefined
    try {
      const text = vault.unsealText(readFileSync(path, 'utf8'))
      return text === undefined ? undefined : (JSON.parse(text) as List)
    } catch {
      return undefined
    }
  }
  const renew = async () => {
    const answer = await hub.request('template.list', {})
    if (!answer.ok) return log.info('templates were not loaded', { code: answer.code })
    list = answer.value
    onChange(list)
    if (!vault.open) return
    try {
      writeFileSync(`${path}.new`, vault.sealText(JSON.stringify(list)), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    } catch (error) {
      log.error('templates were not kept', { error })
    }
  }
  hub.on('templates', () => void renew())
  return {
    get list() {
      list ??= stored()
      return list ?? none
    },
    renew,
    forget() {
      list = undefined
    },
  }
}
