import type { Draft, DraftFile, DraftKey } from '../../../shared/ipc/writing-contract.ts'
import type { MessageId } from '../../../shared/lib/ids.ts'
import type { Bridge } from '../../bridge/bridge.tsx'

/** A draft as the window holds it. */
export type Words = {
  text: string
  files: readonly DraftFile[]
  replyTo?: MessageId | undefined
  templateId?: string | undefined
  caret?: [number, number] | undefined
}

/** A draft is written down after a pause in typing, and at the latest after so long, milliseconds. */
const pause = 250
const longest = 700

/** Hands drafts to main, which writes each down at once. */
export function keepDrafts(bridge: Bridge): { save(key: DraftKey, words: Words): void; flush(): void } {
  const waiting = new Map<DraftKey, Words>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | undefined
  const flush = () => {
    clearTimeout(timer)
    since = undefined
    for (const [key, words] of waiting) void bridge.writing.saveDraft(draftOf(key, words))
    waiting.clear()
  }
  globalThis.addEventListener?.('pagehide', flush)
  return {
    save(key, words) {
      waiting.set(key, words)
      since ??= Date.now()
      clearTimeout(timer)
      timer = setTimeout(flush, Math.max(0, Math.min(pause, since + longest - Date.now())))
    },
    flush,
  }
}

const draftOf = (key: DraftKey, { text, files, replyTo, templateId, caret }: Words): Draft => ({
  key,
  text,
  files: [...files],
  at: Date.now(),
  ...(replyTo ? { replyTo } : {}),
  ...(templateId ? { templateId } : {}),
  ...(caret ? { caret } : {}),
})
