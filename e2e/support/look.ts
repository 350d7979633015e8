import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

/** Waits until this box has settled at a width or a height, in CSS pixels. */
export async function measures(box: Locator, wanted: { width?: number; height?: number }): Promise<void> {
  await expect.poll(async () => Object.fromEntries(sides(await box.boundingBox(), wanted))).toEqual(wanted)
}

const sides = (box: { width: number; height: number } | null, wanted: object) =>
  Object.keys(wanted).map((side) => [side, box?.[side as 'width']])

/** What axe finds wrong with this page, contrast included: one line for each node. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Legacy mode: the other one opens a page of its own, which a console does not let anybody do.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
}

/** Checks the page with axe in a light and in a dark room. */
export async function expectNoFaults(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    expect(await faultsOf(page), `in ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
