import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { until } from './until.ts'

/** Starts a floor's own application, on the runtime that the console runs on. */
export async function openFloor(
  name: string,
  profile: string,
  env: Record<string, string>,
  args: string[] = [],
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    args: [join(import.meta.dirname, '../floors', name), `--user-data-dir=${profile}`, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  const page = await until('the window of the floor', async () =>
    app.windows().find((window) => !window.url().startsWith('about:')),
  )
  await page.waitForLoadState()
  return { app, page }
}
