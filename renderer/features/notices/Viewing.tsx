import { useEffect } from 'react'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { type Bridge, useBridge } from '../../bridge/bridge.tsx'
import { type PaneName, usePane } from '../../bridge/pane.tsx'
import { windowId } from '../../bridge/window-id.ts'
import { usePerson } from '../person/index.ts'

/** As many as main takes; who has more threads is seen by the newest of them. */
const most = 400
const shown = new WeakMap<Bridge, Map<PaneName, ConversationId[]>>()

function tell(bridge: Bridge, pane: PaneName, ids: ConversationId[]): void {
  const panes = shown.get(bridge) ?? new Map<PaneName, ConversationId[]>()
  shown.set(bridge, panes)
  if (ids.length) panes.set(pane, ids)
  else panes.delete(pane)
  const conversationIds = [...new Set([...panes.values()].flat())].slice(0, most)
  void bridge.notices.viewing({ from: windowId, conversationIds })
}

/** Tells main which conversations this pane shows: nobody is notified of what they are looking at. */
export function ViewingMark() {
  const bridge = useBridge()
  const pane = usePane() ?? 'main'
  const ids = usePerson((s) => (s.status === 'ready' ? [...s.rows.keys()].join(' ') : ''))
  useEffect(() => {
    tell(bridge, pane, ids ? (ids.split(' ') as ConversationId[]) : [])
  }, [bridge, pane, ids])
  useEffect(() => () => tell(bridge, pane, []), [bridge, pane])
  return null
}
