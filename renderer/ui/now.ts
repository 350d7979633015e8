import { useSyncExternalStore } from 'react'

/** One ticker for every clock of the window: it runs while anybody looks, on whole seconds. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let at = Date.now()

function tick(): void {
  at = Date.now()
  for (const listener of listeners) listener()
  timer = setTimeout(tick, 1000 - (at % 1000))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    at = Date.now()
    timer = setTimeout(tick, 1000 - (at % 1000))
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearTimeout(timer)
    timer = undefined
  }
}

function current(): number {
  if (timer === undefined) at = Date.now()
  return Math.floor(at / 1000) * 1000
}

/** Now, in milliseconds of this computer's clock, cut to the second; re-renders once a second. */
export const useNow = (): number => useSyncExternalStore(subscribe, current)

/** The same, told through `pick`: re-renders only when what it gives changes (the minute, the day). */
export const useNowAs = <T extends string | number | boolean>(pick: (now: number) => T): T =>
  useSyncExternalStore(subscribe, () => pick(current()))
