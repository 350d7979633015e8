import { useCallback, useSyncExternalStore } from 'react'

const asked = new Map<string, MediaQueryList>()
const listOf = (query: string): MediaQueryList => {
  const list = asked.get(query) ?? window.matchMedia(query)
  asked.set(query, list)
  return list
}

/** Whether the window fits a media query; it is put to the browser once, not with every render. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = listOf(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => listOf(query).matches)
}
