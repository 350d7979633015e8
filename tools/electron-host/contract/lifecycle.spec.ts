import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { firstPage, launch, newProfile, root, runtime } from './fixture.ts'

/** Starts the application without Playwright, as a user's shell does. */
function start(userData: string, args: string[] = []) {
  const child = spawn(
    runtime.executable,
    [import.meta.dirname, `--user-data-dir=${userData}`, ...extra, ...args],
    {
      cwd: root,
      env: { ...process.env, ...runtime.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  return {
    child,
    output: () => output,
    exit: new Promise<number | null>((resolve) => child.on('exit', resolve)),
    stop: () => child.kill('SIGKILL'),
  }
}
const extra = process.getuid?.() === 0 ? ['--no-sandbox'] : []

test('import and require give the same module, and electron-store works as it is', async () => {
  const running = await launch(['--no-window'])
  const { sameModule, store } = await running.app.evaluate(() => globalThis.contract)
  expect(sameModule).toBe(true)
  expect(store.starts).toBe(1)
  expect(store.path.startsWith(running.userData)).toBe(true)
  const facts = await running.app.evaluate(({ app }) => ({
    name: app.name,
    version: app.getVersion(),
    packaged: app.isPackaged,
    userData: app.getPath('userData'),
    ready: app.isReady(),
  }))
  expect(facts).toEqual({
    name: 'electron-contract',
    version: '1.2.3',
    packaged: false,
    userData: running.userData,
    ready: true,
  })
  await running.close()
})

test('a second start tells the first one its arguments and ends', async () => {
  const running = await launch()
  const second = start(running.userData, ['tel:+48221234567'])
  expect(await second.exit).toBe(0)
  const seconds = await running.app.evaluate(() => globalThis.contract.seconds)
  expect(seconds).toHaveLength(1)
  expect(seconds[0]!.argv).toContain('tel:+48221234567')
  expect(seconds[0]!.workingDirectory).toBe(root)
  expect(seconds[0]!.data).toEqual({ from: 'contract' })
  await running.close()
})

test('a lock whose holder was killed is free again, and data written before is there', async () => {
  const userData = newProfile()
  const first = await launch([], userData)
  process.kill(await first.app.evaluate(() => process.pid), 'SIGKILL')
  await first.app.close().catch(() => undefined)
  const second = await launch([], userData)
  expect(await second.app.evaluate(() => globalThis.contract.store.starts)).toBe(2)
  await second.close()
})

test('closing the last window quits: before-quit, will-quit, quit', async () => {
  const running = await launch()
  await firstPage(running.app)
  const lines: string[] = []
  const child = running.app.process()
  child.stdout!.on('data', (chunk) => lines.push(...String(chunk).split('\n').filter(Boolean)))
  const closed = running.app.waitForEvent('close')
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  await closed
  expect(lines.filter((line) => line.startsWith('event '))).toEqual([
    'event window-all-closed',
    'event before-quit',
    'event will-quit',
    'event quit',
  ])
  expect(child.exitCode).toBe(0)
  rmSync(running.userData, { recursive: true, force: true })
})

test('before-quit and a close listener can each keep the application', async () => {
  const running = await launch()
  const page = await firstPage(running.app)
  const kept = await running.app.evaluate(({ app, BrowserWindow }) => {
    const win = BrowserWindow.getAllWindows()[0]!
    const prevent = (event: { preventDefault(): void }) => event.preventDefault()
    app.once('before-quit', prevent)
    app.quit()
    const afterBeforeQuit = BrowserWindow.getAllWindows().length
    win.once('close', prevent)
    app.quit()
    return [afterBeforeQuit, BrowserWindow.getAllWindows().length]
  })
  expect(kept).toEqual([1, 1])
  expect(await page.evaluate(() => window.api.add(1, 2))).toBe(3)
  await running.close()
})

test('app.exit ends at once with its code', async () => {
  const running = await launch()
  const child = running.app.process()
  const closed = running.app.waitForEvent('close')
  await running.app.evaluate(({ app }) => setTimeout(() => app.exit(3), 50))
  await closed
  expect(child.exitCode).toBe(3)
  rmSync(running.userData, { recursive: true, force: true })
})

test('SIGTERM quits in good order and leaves no process behind', async () => {
  test.skip(process.platform !== 'linux', 'looks into /proc')
  const userData = newProfile()
  const running = start(userData)
  await expect.poll(() => processesOf(userData), { timeout: 15_000 }).toBeGreaterThan(2)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  running.child.kill('SIGTERM')
  await running.exit
  expect(running.output()).toContain('event will-quit')
  await expect.poll(() => processesOf(userData)).toBe(0)
  rmSync(userData, { recursive: true, force: true })
})

test('an application that is killed leaves no process behind', async () => {
  test.skip(process.platform !== 'linux', 'looks into /proc')
  const userData = newProfile()
  const running = start(userData)
  await expect.poll(() => processesOf(userData), { timeout: 15_000 }).toBeGreaterThan(2)
  running.stop()
  await running.exit
  await expect.poll(() => processesOf(userData), { timeout: 10_000 }).toBe(0)
  rmSync(userData, { recursive: true, force: true })
})

/** How many processes were started with this profile. */
async function processesOf(userData: string): Promise<number> {
  const { readdir, readFile } = await import('node:fs/promises')
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(userData)).length
}
