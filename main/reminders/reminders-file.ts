import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { RemindersFile } from './reminders.ts'

/** Reminders as one JSON file of this user alone, written whole or not at all. One that cannot be read is none. */
export const remindersFile = (path: string): RemindersFile => ({
  read() {
    try {
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : []
    } catch {
      return []
    }
  },
  write(reminders) {
    writeFileSync(`${path}.new`, JSON.stringify(reminders), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  },
})
