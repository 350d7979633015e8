import { useCommand } from '../../keys/keys.tsx'
import { useQuality } from './store.ts'

/** The key that keeps the black box, in a call and after it: a bad call is often over before anybody thinks of it. */
export function BlackBoxKey() {
  const keep = useQuality((s) => s.keep)
  useCommand('call.black-box', () => {
    void keep()
    return true
  })
  return null
}
