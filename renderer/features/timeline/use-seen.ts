import { useEffect } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe } from '../../bridge/mirrors.ts'
import { usePerson } from '../person/index.ts'

/**
 * Tells the hub that the operator's eyes have reached the newest message: only in a window that is in front, at the
 * bottom of the timeline, and only for the operator's own conversations (a look into the queue is not an answer).
 */
export function useSeen(atBottom: boolean): void {
  const bridge = useBridge()
  const rows = usePerson((s) => s.rows)
  const me = useMe()?.operatorId
  useEffect(() => {
    if (!atBottom || !me) return
    const look = () => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return
      for (const row of rows.values())
        if (row.unread > 0 && row.operatorId === me && row.lastMessageId && row.channel !== 'voice')
          void bridge.conversation.seen({
            conversationId: row.conversationId,
            messageId: row.lastMessageId,
          })
    }
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [atBottom, rows, me, bridge])
}
