import { useEffect, useRef } from 'react'
import type { Place } from '../../shared/notices/notice.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { openPlace } from '../features/notices/index.ts'
import { phoneOf } from '../features/softphone/index.ts'

/**
 * What leads into the page from outside: a clicked notification and what the small call window asks for (`go`), and
 * `dial`, which proposes a number from a `tel:` link. Where to go is asked for at the start, too: the click may have come
 * while there was no page to hear of it.
 */
export function useOutsideCommands(onDesk: () => void): void {
  const bridge = useBridge()
  const latest = useRef(onDesk)
  useEffect(() => {
    latest.current = onDesk
  })
  useEffect(() => {
    const go = (place: Place) => {
      latest.current()
      void bridge.notices.arrived({ placeId: place.placeId })
      void openPlace(bridge, place)
    }
    const stops = [
      bridge.notices.onGo(go),
      bridge.app.onCommand(({ name, argument = '' }) => {
        // A link in a web page may only propose a number: the operator's own Enter dials it.
        if (name === 'dial' && argument) phoneOf(bridge).openDial(argument, { link: true })
      }),
    ]
    void bridge.notices.place({}).then((answer) => {
      if (answer.ok && answer.value.place) go(answer.value.place)
    })
    return () => {
      for (const stop of stops) stop()
    }
  }, [bridge])
}
