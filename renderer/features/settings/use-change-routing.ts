import type { Bridge } from '../../bridge/bridge.tsx'
import { useBridge } from '../../bridge/bridge.tsx'
import { told } from './parts.tsx'

type Change = Parameters<Bridge['routing']['change']>[0]

/** Changes what is given of the routing settings; the others stay as they are. True when the hub has taken it. */
export function useChangeRouting(): (change: Change) => Promise<boolean> {
  const bridge = useBridge()
  return async (change) => told(await bridge.routing.change(change))
}
