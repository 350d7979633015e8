import type { Page } from '@playwright/test'

/** Milliseconds since 1970 by this process's own monotonic clock; pages count theirs in the same way. */
export const clock = (): number => performance.timeOrigin + performance.now()

/**
 * Begins to watch a page. The promise it hands back resolves to the moment at which an element that fits `selector`
 * showed `text` and had been painted: the second frame after the change.
 */
export async function watch(
  page: Page,
  selector: string,
  text: string,
  timeoutMs = 15_000,
): Promise<() => Promise<number>> {
  const handle = await page.evaluateHandle(
    ({ selector, text, timeoutMs }) => {
      const painted = new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`not painted: ${text}`)), timeoutMs)
        const observer = new MutationObserver(() => {
          const shown = [...document.querySelectorAll(selector)].some((e) => e.textContent?.includes(text))
          if (!shown) return
          observer.disconnect()
          clearTimeout(timer)
          const told = () => resolve(performance.timeOrigin + performance.now())
          requestAnimationFrame(() => requestAnimationFrame(told))
        })
        observer.observe(document, { subtree: true, childList: true, characterData: true })
      })
      // Heard below, maybe later than it fails.
      painted.catch(() => undefined)
      return { painted }
    },
    { selector, text, timeoutMs },
  )
  return async () => {
    const at = await handle.evaluate(({ painted }) => painted)
    await handle.dispose()
    return at
  }
}
