import { startTransition, useEffect, useState } from 'react'

/** A page that nobody sees paints no frames; it is drawn all the same. */
const unseenMs = 100

/**
 * False in the render in which `key` becomes another, true once that has been painted: what comes first on the screen
 * need not wait for what takes long. A key that comes back while it is still the painted one is painted already.
 */
export function useAfterPaint(key: string | undefined): boolean {
  const [painted, setPainted] = useState<string>()
  useEffect(() => {
    let frame = 0
    const draw = () => {
      clear()
      startTransition(() => setPainted(key))
    }
    const timer = setTimeout(draw, unseenMs)
    const clear = () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
    // The first frame paints it, the second begins when that has been done.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(draw)
    })
    return clear
  }, [key])
  return painted === key
}
