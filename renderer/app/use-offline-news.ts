import { IconAlertCircle, IconCloudCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useHub } from '../bridge/mirrors.ts'
import { useConversation } from '../features/conversation/index.ts'
import { offlineTexts, useWaiting } from '../features/offline/index.ts'
import { usePerson } from '../features/person/index.ts'
import { useText } from '../i18n/use-text.tsx'
import { notify } from '../ui/notices.tsx'

/** Says when everything that waited has left, and what of it the hub would not have. */
export function useOfflineNews(): void {
  const say = useText(offlineTexts)
  const online = useHub((hub) => hub?.state === 'online')
  const list = useWaiting((s) => s.list)
  const messages = useConversation((s) => s.sending.filter((one) => one.state === 'kept').length)
  const open = usePerson((s) => s.open)
  const waiting = messages + list.filter((one) => one.state === 'kept' || one.state === 'sending').length
  const refused = list.filter((one) => one.state === 'refused')
  const was = useRef({ waiting: 0, refused: 0 })
  const count = refused.length
  const first = refused[0]?.contactId
  useEffect(() => {
    const before = was.current
    if (!online) {
      was.current = { waiting: Math.max(before.waiting, waiting), refused: count }
      return
    }
    if (count > before.refused)
      notify({
        icon: IconAlertCircle,
        tone: 'red',
        title: say('someRefused', { count }),
        life: 60_000,
        ...(first ? { action: { label: say('show'), run: () => void open(first) } } : {}),
      })
    else if (waiting === 0 && before.waiting > 0 && count === 0)
      notify({ icon: IconCloudCheck, tone: 'green', title: say('allSent'), life: 5000 })
    was.current = { waiting: waiting === 0 ? 0 : before.waiting, refused: count }
  }, [online, waiting, count, first, say, open])
}
