import { expect, type Page, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { deskReady } from '../support/desk.ts'
import { expectNoFaults } from '../support/look.ts'

// A conversation in a window of its own: it goes out with what was written in it, works there, comes back with it, and
// stands again where a workspace wants it.

let desk: Console

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  desk = await openConsole()
  await deskReady(desk.page)
})
test.afterAll(() => desk?.close())

const popped = () => desk.app.windows().filter((page) => page.url().includes('popOut='))
async function popOut(): Promise<Page> {
  await expect.poll(() => popped().length).toBe(1)
  const [page] = popped()
  if (!page) throw new Error('no window')
  await expect(page.getByTestId('timeline')).toBeVisible()
  return page
}
/** The window may be gone before the key is let go of. */
const back = (page: Page) => page.keyboard.press('Alt+KeyX').catch(() => undefined)
const reply = (page: Page) => page.getByRole('textbox', { name: /^Reply/ })

test('goes out and comes back with its words', async () => {
  await desk.page.getByTestId('inbox-row').first().click()
  await reply(desk.page).fill('Half a senten')
  await desk.page.waitForTimeout(1000)
  await desk.page.keyboard.press('Alt+KeyV')
  const window = await popOut()
  await expect(reply(window)).toHaveValue('Half a senten')
  await expect(desk.page.getByTestId('composer')).toBeHidden()
  await expectNoFaults(window)
  await reply(window).fill('Half a sentence')
  await window.waitForTimeout(1000)
  await back(window)
  await expect.poll(() => popped().length).toBe(0)
  await expect(reply(desk.page)).toHaveValue('Half a sentence')
})

test('stands again in its workspace', async () => {
  const { page } = desk
  await page.keyboard.press('Alt+KeyV')
  await popOut()
  await page.keyboard.press('Control+Comma')
  await page.getByRole('button', { name: 'Look and language' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Morning')
  await page.getByRole('button', { name: 'Keep as it is now' }).click()
  await expect(page.getByTestId('workspace')).toContainText('Morning')
  await back(await popOut())
  await expect.poll(() => popped().length).toBe(0)
  await page.keyboard.press('Control+KeyK')
  await page.getByTestId('finder-field').fill('Morning')
  await page.getByText('Workspace “Morning”').click()
  await popOut()
})
