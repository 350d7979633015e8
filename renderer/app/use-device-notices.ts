import { IconHeadset, IconHeadsetOff } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useBridge } from '../bridge/bridge.tsx'
import { useText } from '../i18n/use-text.tsx'
import { notify } from '../ui/notices.tsx'
import { deviceTexts } from './device-texts.ts'

/** Says it when a device in use was unplugged or is back, and what is used now. */
export function useDeviceNotices(): void {
  const bridge = useBridge()
  const say = useText(deviceTexts)
  useEffect(
    () =>
      bridge.devices.onSwitched(({ role, why, from, to }) => {
        const lost = why === 'lost'
        notify({
          icon: lost ? IconHeadsetOff : IconHeadset,
          tone: lost ? 'amber' : 'plain',
          title: say(lost ? 'lost' : 'back', { name: (lost ? from : to) ?? '' }),
          detail: to ? say(role, { name: to }) : say(`${role}None`),
        })
      }),
    [bridge, say],
  )
}
