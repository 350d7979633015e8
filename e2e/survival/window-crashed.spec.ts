import { expect, test } from '@playwright/test'
import { hears } from '../support/ears.ts'
import { crash, customerTone, operatorTone, type Stage, setStage } from '../support/survival.ts'

// The operator's window dies in a call. The call does not live there: the sound goes on, the window comes back by itself
// with the call in its bar, and the operator can end it.

let stage: Stage
test.beforeAll(async () => {
  stage = await setStage()
})
test.afterAll(() => stage?.close())

/** Asks the page that took the crashed one's place; the test's own handle of it died with it. */
const inWindow = (script: string) =>
  stage.desk.app.evaluate(({ BrowserWindow }, code) => {
    const window = BrowserWindow.getAllWindows().find((w) => w.webContents.getURL().includes('index.html'))
    return window?.webContents.executeJavaScript(code) as unknown
  }, script)
const bar = `document.querySelector('article[data-call]')`

test('the sound goes on without it, the call is in the bar of the new one, and its button ends it', async () => {
  const { desk, phone } = stage
  await stage.talk()
  await crash(desk, 'index.html')
  await hears(phone.page, operatorTone, customerTone)
  await expect
    .poll(() => inWindow(`${bar}?.textContent ?? ''`).catch(() => ''), { timeout: 20_000 })
    .toContain('Олег Назаров')
  // The clock counts from the answer, not from the new window.
  await expect
    .poll(() => inWindow(`${bar}.querySelector('[role="timer"]').textContent`))
    .toMatch(/^0:0[2-9]|0:[1-9]/)
  await expect
    .poll(() => inWindow(`${bar}.querySelector('[data-testid="mos"]').textContent`))
    .toMatch(/MOS \d/)
  await hears(phone.page, operatorTone, customerTone)
  await inWindow(`[...${bar}.querySelectorAll('button')].at(-1).click()`)
  await phone.told('The call has ended: they hung up')
})
