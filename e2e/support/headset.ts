import type { ElectronApplication, Page } from '@playwright/test'
import { makeFakeHid } from '../../renderer/engine/headset/testing/fake-hid.ts'
import type { Fixture } from '../../renderer/engine/headset/testing/fixtures.ts'

/** A page of the console by its file: `engine.html`, `mini.html`. */
export async function windowOf(app: ElectronApplication, file: string): Promise<Page> {
  for (let i = 0; i < 600; i++) {
    const page = app.windows().find((one) => one.url().includes(file))
    if (page) return page
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the console opened no ${file}`)
}

export type PluggedHeadset = {
  /** Presses a button, by its name in the recording. */
  press(report: string): Promise<void>
  /** The bytes that this output report was shown last. */
  shown(reportId: number): Promise<number[]>
}

/** Plugs a recorded headset into the media window, at the seam where the browser's own would be. */
export async function plugIn(app: ElectronApplication, fixture: Fixture): Promise<PluggedHeadset> {
  const page = await windowOf(app, 'engine.html')
  await page.addInitScript(
    `{
      const fake = (${makeFakeHid.toString()})(${JSON.stringify([fixture])})
      Object.defineProperty(navigator, 'hid', { value: fake.hid })
      window.headset = fake.device(${JSON.stringify(fixture.productName)})
    }`,
  )
  await page.reload()
  await page.waitForFunction(() => (window as unknown as { headset?: { opened: boolean } }).headset?.opened)
  type Plugged = { headset: { press(name: string): void; shown: Record<number, number[]> } }
  return {
    press: (report) => page.evaluate((name) => (window as unknown as Plugged).headset.press(name), report),
    shown: (reportId) =>
      page.evaluate((id) => (window as unknown as Plugged).headset.shown[id] ?? [], reportId),
  }
}
