import { expect, test } from 'vitest'
import type { Footprint } from './footprint.ts'
import { bounds, leaks } from './leaks.ts'

const window = { heapMb: 20, nodes: 900, listeners: 80, peers: 0, tracks: 1, audioNodes: 9 }
const idle: Footprint = { main: { heapMb: 60, handles: 12, timers: 5 }, operator: window, media: window }

test('a console that is as it was has no leak', () => {
  expect(leaks(idle, idle)).toEqual([])
  const grown = { ...idle, main: { ...idle.main, heapMb: idle.main.heapMb + bounds.mainMb } }
  expect(leaks(idle, grown)).toEqual([])
})

test.each([
  ['heap of main', { ...idle, main: { ...idle.main, heapMb: 100 } }],
  ['handles of main', { ...idle, main: { ...idle.main, handles: 30 } }],
  ['timers of main', { ...idle, main: { ...idle.main, timers: 60 } }],
  ['heapMb of the media window', { ...idle, media: { ...window, heapMb: 60 } }],
  ['listeners of the operator window', { ...idle, operator: { ...window, listeners: 900 } }],
  ['peer connections', { ...idle, media: { ...window, peers: 1 } }],
  ['tracks of the media window', { ...idle, media: { ...window, tracks: 24 } }],
  ['audioNodes of the media window', { ...idle, media: { ...window, audioNodes: 32 } }],
  ['nodes of the operator window', { ...idle, operator: { ...window, nodes: Number.NaN } }],
])('%s that grew are told', (what, after) => {
  expect(leaks(idle, after)).toEqual([expect.stringContaining(what)])
})
