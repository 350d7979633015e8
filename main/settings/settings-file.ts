import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { SettingsFile } from './settings.ts'

/** `config.json` in `folder`. It is read here, before the store opens it, so that a damaged one can be put aside. */
export function settingsFile(folder: string): SettingsFile {
  const path = join(folder, 'config.json')
  let store: ElectronStore<Record<string, unknown>> | undefined
  return {
    read: () => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined),
    write(value) {
      store ??= new ElectronStore<Record<string, unknown>>({
        name: 'config',
        cwd: folder,
        clearInvalidConfig: true,
      })
      // Optional members that were cleared must not be written as undefined, which the store refuses.
      store.store = JSON.parse(JSON.stringify(value)) as Record<string, unknown>
    },
    setAside: () => renameSync(path, join(folder, `config.broken-${Date.now()}.json`)),
  }
}
