import type { Footprint, WindowFootprint } from './footprint.ts'

/** What an idle console may have grown by after all of its calls are over. */
export const bounds = { mainMb: 16, windowMb: 8, nodes: 1500, listeners: 150, handles: 6, timers: 10 }

/**
 * Chromium lets no MediaStreamAudioSourceNode go, nor its track, for as long as its AudioContext runs: a call leaves two
 * behind, disconnected, and each time on hold leaves what was mixed for it. They are no weight on the heap, which has a
 * bound of its own; what is left must stay in proportion.
 */
export const left = { tracks: { call: 3, hold: 1 }, audioNodes: { call: 4, hold: 4 } }

/** Whatever grew beyond the bounds over so many calls and holds, in words. */
export function leaks(before: Footprint, after: Footprint, done: { calls: number; holds: number }): string[] {
  const found: string[] = []
  const check = (name: string, was: number, is: number, by: number) => {
    if (!(is - was <= by)) found.push(`${name} grew from ${was} to ${is}`)
  }
  check('heap of main', before.main.heapMb, after.main.heapMb, bounds.mainMb)
  check('handles of main', before.main.handles, after.main.handles, bounds.handles)
  check('timers of main', before.main.timers, after.main.timers, bounds.timers)
  for (const window of ['operator', 'media'] as const) {
    const of = (key: keyof WindowFootprint, by: number) =>
      check(`${key} of the ${window} window`, before[window][key], after[window][key], by)
    of('heapMb', bounds.windowMb)
    of('nodes', bounds.nodes)
    of('listeners', bounds.listeners)
    for (const key of ['tracks', 'audioNodes'] as const)
      of(key, 2 + left[key].call * done.calls + left[key].hold * done.holds)
    if (after[window].peers !== 0) found.push(`${after[window].peers} peer connections are left`)
  }
  return found
}
