import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from '../../shared/lib/schema.ts'
import { Notice } from '../../shared/notices/notice.ts'
import type { Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'

/** What was told lies sealed, since customers' words are in it; another operator's, or a damaged one, is none. */
export function noticesFile(path: string, vault: Vault, log: Logger) {
  return {
    read(): Notice[] {
      if (!vault.open || !existsSync(path)) return []
      try {
        const text = vault.unsealText(readFileSync(path, 'utf8'))
        const read = z.array(Notice).safeParse(text === undefined ? [] : JSON.parse(text))
        return read.success ? read.data : []
      } catch {
        return []
      }
    },
    write(list: readonly Notice[]): void {
      if (!vault.open) return
      try {
        writeFileSync(`${path}.new`, vault.sealText(JSON.stringify(list)), { mode: 0o600 })
        renameSync(`${path}.new`, path)
      } catch (error) {
        log.error('notices were not kept', { error })
      }
    },
  }
}
