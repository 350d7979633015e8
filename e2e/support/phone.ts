import { expect, type Page } from '@playwright/test'
import type { Customer } from './customer.ts'

/** The "customer's phone" page: one number, one telephone. */
export type CustomerPhone = {
  page: Page
  /** Calls the company's line; the first one when none is named. */
  call(queueId?: string): Promise<void>
  answer(): Promise<void>
  decline(): Promise<void>
  hangUp(): Promise<void>
  /** Waits until the call stands so: `ringing`, `offered`, `talking`, `ended` … */
  stands(phase: string, timeout?: number): Promise<void>
  /** Waits for the end, and reads how it was told. */
  told(sentence: string | RegExp): Promise<void>
}

/** Opens the page and makes it the telephone with that number, the way a person would type it. */
export async function openPhone(customer: Customer, url: string, number: string): Promise<CustomerPhone> {
  const page = await customer.context.newPage()
  await page.goto(`${url}?language=en`)
  await page.getByLabel('Whose phone is this').selectOption({ label: 'Another number' })
  await page.getByLabel('Phone number').fill(number)
  await page.getByRole('button', { name: 'Use' }).click()
  await expect(page.locator('body')).toHaveAttribute('data-line', 'ready', { timeout: 30_000 })
  const press = (part: string) => page.locator(`[data-part="${part}"]`).click()
  const stands = (phase: string, timeout = 15_000) =>
    expect(page.locator('body')).toHaveAttribute('data-call', phase, { timeout })
  return {
    page,
    async call(queueId) {
      const done = page.getByRole('button', { name: 'Done' })
      if (await done.isVisible()) await done.click()
      const lines = page.locator('.lines button')
      await (queueId ? page.locator(`.lines button[data-line="${queueId}"]`) : lines.first()).click()
    },
    answer: () => press('accept'),
    decline: () => press('decline'),
    hangUp: () => press('hang-up'),
    stands,
    async told(sentence) {
      await stands('ended', 30_000)
      await expect(page.locator('.sentence')).toHaveText(sentence)
    },
  }
}
