import { IconHandStop, IconUserCog } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { sessionOf } from '../../bridge/mirrors.ts'
import { sayNow } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { texts } from './texts.ts'

/** Tells a supervisor of a hand, an operator of who took theirs, and everybody of a state that another has set. */
export function useSupervisionNotices(): void {
  const bridge = useBridge()
  useEffect(() => {
    const say = sayNow(texts)
    const session = () => sessionOf(bridge).getState().value
    const nameOf = (id: string) => session()?.company?.operators.find((o) => o.operatorId === id)?.name ?? id
    const stops = [
      bridge.supervision.onHand(({ hand, state }) => {
        const mine = hand.operatorId === session()?.me?.operatorId
        if (mine && hand.takenBy)
          notify({
            icon: IconHandStop,
            title: say(state === 'down' ? 'answered' : 'takenBy', { name: nameOf(hand.takenBy) }),
            detail: hand.reason,
          })
        if (mine || state !== 'up') return
        const { operatorId } = hand
        notify({
          icon: IconHandStop,
          tone: 'amber',
          title: say('handOf', { name: nameOf(operatorId) }),
          detail: [hand.reason, hand.customer].filter(Boolean).join(' · '),
          life: 30_000,
          action: {
            label: say('take'),
            run: () => void bridge.supervision.takeHand({ operatorId, what: 'take' }),
          },
        })
      }),
      bridge.supervision.onPresenceBy(({ presence, by, reason }) =>
        notify({
          icon: IconUserCog,
          tone: 'amber',
          title: say('statusBy', { by, status: say(presence) }),
          detail: reason,
          life: 30_000,
        }),
      ),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [bridge])
}
