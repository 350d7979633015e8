import { join } from 'node:path'
import type { Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { openFloor } from './floor.ts'
import { clock, watch } from './painted.ts'

/** The bare list: so many rows of plain text in an empty window. */
export async function openBareList(folder: string, rows: number) {
  const pages = join(folder, 'bare-list')
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, '../floors/list'),
    base: './',
    plugins: [react()],
    build: { outDir: pages, emptyOutDir: true },
  })
  const { app, page } = await openFloor('list', join(folder, 'bare-list-profile'), {
    FLOOR_PAGES: pages,
    FLOOR_ROWS: String(rows),
  })
  await page.waitForSelector('#ready')
  return { page, close: () => app.close() }
}

/** From a key to what it shows being painted, milliseconds. */
export async function keyToPaint(page: Page, key: string, selector: string, text: string): Promise<number> {
  const painted = await watch(page, selector, text)
  const pressed = clock()
  await page.keyboard.press(key)
  return (await painted()) - pressed
}
