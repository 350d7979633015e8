import { IconInbox } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { isTalking } from '../../../shared/softphone/call.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { callsOf, sessionOf, useClockOffset } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { useAccept } from '../conversation/index.ts'
import { ageSince } from './groups.ts'
import { preview, rowName } from './preview.ts'
import { inboxOf } from './store.ts'
import { inboxTexts } from './texts.ts'

/** How long an offer is shown, milliseconds; it waits in the queue for as long as it takes. */
const offerLife = 20_000
/** Who has waited longer than this when the window hears of them is no news, milliseconds. */
const newsFor = 30_000

/**
 * Somebody new waits in the queue: the operator who is available, and not in a call, is told so wherever they are, and
 * can take them from there. Rows that wait longer stand above it in the list, which never moves under the cursor.
 */
export function useOfferNotice(): void {
  const bridge = useBridge()
  const say = useText(inboxTexts)
  const accept = useAccept()
  const offset = useClockOffset()
  const latest = useRef({ say, accept, offset })
  useEffect(() => {
    latest.current = { say, accept, offset }
  })
  useEffect(() => {
    const shown = new Map<ConversationId, () => void>()
    const offer = (row: InboxRow) => {
      const { say } = latest.current
      const withdraw = notify({
        icon: IconInbox,
        title: say('offered', { name: rowName(row, say) }),
        detail: preview(row, say, false, ''),
        life: offerLife,
        action: { label: say('accept'), run: () => void latest.current.accept(row) },
      })
      shown.set(row.conversationId, withdraw)
    }
    const stop = inboxOf(bridge).subscribe((after, before) => {
      if (after.rows === before.rows) return
      for (const [id, withdraw] of shown)
        if (after.rows.get(id)?.status !== 'queued') {
          withdraw()
          shown.delete(id)
        }
      const talking = callsOf(bridge).getState().value?.calls.some(isTalking)
      if (talking || sessionOf(bridge).getState().value?.presence !== 'available') return
      const now = Date.now() + latest.current.offset
      for (const row of after.rows.values()) {
        const waits = row.status === 'queued' && before.rows.get(row.conversationId)?.status !== 'queued'
        if (waits && now - ageSince(row) < newsFor) offer(row)
      }
    })
    return () => {
      stop()
      for (const withdraw of shown.values()) withdraw()
    }
  }, [bridge])
}
