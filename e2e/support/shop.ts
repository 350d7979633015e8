import { expect, type Locator, type Page } from '@playwright/test'

/** The visitor on the demo shop's page, with nothing but a mouse and a keyboard. */
export type Visitor = {
  page: Page
  widget: Locator
  /** Opens the chat unless it is open, and sends a message. */
  write(text: string): Promise<void>
  /** The visitor's own message with this text; `data-mark` says how far it came. */
  message(text: string): Locator
  /** Presses Call, reads that the call is recorded, and goes on. */
  call(): Promise<void>
  /** Waits until the call stands so: `ringing`, `talking`, `ended` … */
  callStands(phase: string): Promise<void>
}

export async function visitShop(page: Page, url: string): Promise<Visitor> {
  await page.goto(url)
  const widget = page.locator('kommutator-widget')
  await expect(widget).toHaveAttribute('data-link', 'online', { timeout: 20_000 })
  const open = async () => {
    if ((await widget.getAttribute('data-open')) !== 'true')
      await widget.getByRole('button', { name: 'Open chat' }).click()
  }
  return {
    page,
    widget,
    async write(text) {
      await open()
      await widget.getByRole('textbox', { name: 'Your message' }).click()
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    },
    message: (text) => widget.locator('.msg').filter({ hasText: text }),
    async call() {
      await open()
      await widget.getByRole('button', { name: 'Call', exact: true }).click()
      const asked = widget.getByRole('dialog', { name: 'Call right from the site' })
      await expect(asked).toContainText('The call is recorded')
      await asked.getByRole('button', { name: 'Call', exact: true }).click()
    },
    callStands: (phase) => expect(widget).toHaveAttribute('data-call', phase, { timeout: 15_000 }),
  }
}

/** Looks at the goods with this name, as a person does: from the list of all of them. */
export async function lookAt(page: Page, goods: RegExp | string): Promise<void> {
  await page.locator('header .logo').click()
  await page.locator('a.tile').filter({ hasText: goods }).click()
  await expect(page.locator('article.product h1')).toContainText(goods)
}
