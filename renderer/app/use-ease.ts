import { useLayoutEffect } from 'react'
import { textSizes } from '../../shared/ipc/contract.ts'
import { usePreference } from '../bridge/mirrors.ts'
import { useMedia } from '../ui/use-media.ts'

/**
 * What makes the window easier for an operator's eyes: the size of words and whether anything moves are put on the
 * page; whether more contrast is wanted is handed back. What is not chosen here goes by the system.
 */
export function useEase(): boolean {
  const size = usePreference((p) => p.textSize) ?? textSizes.usual
  const still = usePreference((p) => p.motion) === 'none'
  const more = usePreference((p) => p.contrast) === 'more'
  const systemStill = useMedia('(prefers-reduced-motion: reduce)')
  const systemMore = useMedia('(prefers-contrast: more)')
  const contrast = more || systemMore
  const none = still || systemStill
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement
    style.fontSize = `${(size / textSizes.usual) * 100}%`
    dataset.motion = none ? 'none' : 'full'
    dataset.contrast = contrast ? 'more' : 'usual'
  }, [size, none, contrast])
  return contrast
}
