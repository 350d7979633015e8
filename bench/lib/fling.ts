import type { Page } from '@playwright/test'

/** What the browser does not call long, milliseconds: no task that is shorter is told of. */
const unnoticed = 50

/**
 * Flings a scroller for `seconds`, `step` CSS pixels in each frame, back and forth between its ends. Hands back the
 * longest task of the page meanwhile, milliseconds, at least the 50 below which the browser keeps none.
 */
export async function fling(page: Page, selector: string, step: number, seconds: number): Promise<number> {
  const longest = await page.evaluate(
    async ({ selector, step, seconds }) => {
      const scroller = document.querySelector(selector)
      if (!scroller) throw new Error(`no ${selector}`)
      let longest = 0
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration)
      })
      observer.observe({ type: 'longtask' })
      let by = step
      const end = performance.now() + seconds * 1000
      while (performance.now() < end) {
        const was = scroller.scrollTop
        scroller.scrollTop += by
        if (scroller.scrollTop === was) by = -by
        await new Promise((done) => requestAnimationFrame(done))
      }
      await new Promise((done) => setTimeout(done, 200))
      observer.disconnect()
      return longest
    },
    { selector, step, seconds },
  )
  return Math.round(Math.max(longest, unnoticed))
}
