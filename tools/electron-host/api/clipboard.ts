import type Electron from 'electron'
import { strict } from '../strict.ts'

type Members = Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear' | 'has'>

/** A clipboard of the host's own: neither the desktop's nor the one that pages see. */
function createClipboard(name: string): Members {
  let text = ''
  return strict(name, {
    async readText() {
      return text
    },
    async writeText(value) {
      text = String(value)
    },
    clear() {
      text = ''
    },
    async has(mimetype) {
      return mimetype === 'text/plain' && text !== ''
    },
  } satisfies Members)
}

export const clipboard = Object.assign(createClipboard('clipboard'), {
  selection: createClipboard('clipboard.selection'),
})
