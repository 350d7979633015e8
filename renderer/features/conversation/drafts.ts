import type { DraftKey } from './store.ts'

const place = 'kommutator.drafts'
/** So many drafts are kept; the oldest go first. */
const most = 200

/** Drafts of the last run; a damaged store is an empty one. */
export function readDrafts(): Map<DraftKey, string> {
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    if (!Array.isArray(raw)) return new Map()
    return new Map(raw.filter((e): e is [string, string] => Array.isArray(e) && typeof e[1] === 'string'))
  } catch {
    return new Map()
  }
}

/** Writes drafts down once typing has paused for `delay` ms, and when the page goes away. */
export function keepDrafts(delay: number): (drafts: ReadonlyMap<DraftKey, string>) => void {
  let waiting: ReadonlyMap<DraftKey, string> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    if (!waiting) return
    const list = [...waiting].slice(-most)
    waiting = undefined
    try {
      localStorage.setItem(place, JSON.stringify(list))
    } catch {
      // The store is full or forbidden: drafts then live in memory only.
    }
  }
  globalThis.addEventListener?.('pagehide', flush)
  return (drafts) => {
    waiting = drafts
    clearTimeout(timer)
    timer = setTimeout(flush, delay)
  }
}
