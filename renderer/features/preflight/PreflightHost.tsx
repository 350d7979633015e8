import { IconHeadset } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useSession } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { PreflightDialog } from './PreflightDialog.tsx'
import { openPreflight, usePreflight } from './store.ts'
import { preflightTexts } from './texts.ts'

const OFFER_MS = 30_000

/** Shows the pre-flight when it is asked for, and offers it once to whoever signs in and is not available yet. */
export function PreflightHost() {
  const say = useText(preflightTexts)
  const bridge = useBridge()
  const open = usePreflight((s) => s.open)
  const waits = useSession((s) => s?.state === 'signed-in' && s.presence !== 'available')
  const signedIn = useSession((s) => s?.state === 'signed-in')
  const offered = useRef(false)
  useEffect(() => {
    if (!signedIn || offered.current) return
    // Who is available already is at work: nothing is offered to them later either.
    offered.current = true
    if (!waits) return
    notify({
      icon: IconHeadset,
      title: say('offer'),
      life: OFFER_MS,
      action: { label: say('check'), run: () => void openPreflight(bridge) },
    })
  }, [signedIn, waits, say, bridge])
  return open ? <PreflightDialog /> : null
}
