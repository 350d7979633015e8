import type { Footprint, WindowFootprint } from './footprint.ts'

/** What an idle console may have grown by after all of its calls are over. */
export const bounds = {
  mainMb: 16,
  windowMb: 8,
  nodes: 1500,
  listeners: 150,
  handles: 6,
  timers: 10,
  // Outlets are kept to be used again: as many as ten calls need at once, a recording and a mix each.
  tracks: 22,
  audioNodes: 22,
}

/** Whatever grew beyond the bounds, in words; however many calls there were, none of it may grow with them. */
export function leaks(before: Footprint, after: Footprint): string[] {
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
    of('tracks', bounds.tracks)
    of('audioNodes', bounds.audioNodes)
    if (after[window].peers !== 0) found.push(`${after[window].peers} peer connections are left`)
  }
  return found
}
