import { expect, test } from '@playwright/test'
import { hears, hearsNothing } from '../support/ears.ts'
import { customerTone, operatorTone, type Stage, setStage } from '../support/survival.ts'

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
const words = () => inWindow(`${bar}?.textContent ?? ''`).catch(() => '')

/** Keeps what is registered as global keys, so that a test can press one: no key of a desktop reaches the console here. */
const keepKeys = () =>
  stage.desk.app.evaluate(({ globalShortcut }) => {
    const held = new Map<string, () => void>()
    const register = globalShortcut.register.bind(globalShortcut)
    globalShortcut.register = (accelerator, press) => {
      held.set(accelerator, press)
      return register(accelerator, press)
    }
    Object.assign(globalThis, { held })
  })
/** Kills the operator's page and presses a global key in the same breath, before another page can stand there. */
const crashAndPress = (key: string) =>
  stage.desk.app.evaluate(({ BrowserWindow }, accelerator) => {
    const { held } = globalThis as unknown as { held: Map<string, () => void> }
    const window = BrowserWindow.getAllWindows().find((w) => w.webContents.getURL().includes('index.html'))
    window?.webContents.forcefullyCrashRenderer()
    held.get(accelerator)?.()
  }, key)

test('the sound and the keys go on without it, the call is in the bar of the new one, and its button ends it', async () => {
  const { phone } = stage
  await keepKeys()
  await stage.talk()
  await crashAndPress('F8')
  await hearsNothing(phone.page)
  await expect.poll(words, { timeout: 20_000 }).toContain('Muted')
  await crashAndPress('F8')
  await hears(phone.page, operatorTone, customerTone)
  await expect.poll(words, { timeout: 20_000 }).toContain('Олег Назаров')
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
