import { rmSync } from 'node:fs'
import type Electron from 'electron'
import { say } from '../host.ts'
import { strict } from '../strict.ts'

/** Nothing outside the host is opened: a line says what would have been. */
export const shell = strict('shell', {
  async openExternal(url) {
    say(`would open ${url}`)
  },
  async openPath(path) {
    say(`would open ${path}`)
    return ''
  },
  showItemInFolder(path) {
    say(`would show ${path}`)
  },
  async trashItem(path) {
    rmSync(path, { recursive: true })
  },
  beep() {
    process.stderr.write('\u0007')
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem' | 'beep'>)
