import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { sentence } from '../../shared/lib/errors.ts'
import { languages } from '../../shared/lib/language.ts'
import { type Console, openConsole } from '../support/console.ts'
import { calls, findPeople, lineReady } from '../support/desk.ts'
import { expectSentence } from '../support/sentences.ts'

// What stands in the way when the console is started: somebody else has its ports, or it runs already.

const root = join(import.meta.dirname, '../..')
let desk: Console
let onHubPort: Server
let onSwitchPort: Server
let hubPort: number

/** Another program on a port of this computer. */
async function otherProgram(): Promise<Server> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
const portOf = (server: Server) => (server.address() as AddressInfo).port
const shut = async (server: Server | undefined) => {
  if (!server?.listening) return
  server.close()
  await once(server, 'close')
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[onHubPort, onSwitchPort] = await Promise.all([otherProgram(), otherProgram()])
  hubPort = portOf(onHubPort)
  desk = await openConsole({
    env: {
      KOMMUTATOR_HUB_PORT: String(hubPort),
      KOMMUTATOR_SWITCH_PORT: String(portOf(onSwitchPort)),
    },
  })
})
test.afterAll(async () => {
  await desk?.close()
  await Promise.all([shut(onHubPort), shut(onSwitchPort)])
})

test("the hub's port is taken: the window says so, and one press goes on once it is free", async () => {
  const { page } = desk
  await expectSentence(page, page.getByRole('main'), 'HUB_PORT_TAKEN')
  expect(desk.output()).not.toContain('/health')
  await shut(onHubPort)
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByTestId('strip')).toBeVisible({ timeout: 30_000 })
  expect(new URL(await desk.hub()).port).toBe(String(hubPort))
  await expect.poll(async () => (await desk.health()).ok).toBe(true)
})

test("the demo switch's port is taken: the line says so, the rest works, and it rings once the port is free", async () => {
  const { page } = desk
  await page.keyboard.press('Control+Comma')
  await expectSentence(page, page.getByRole('main'), 'SWITCH_PORT_TAKEN')
  expect((await findPeople(page, 'Ковалёва')).length).toBeGreaterThan(0)
  const { position } = await desk.health()
  await shut(onSwitchPort)
  await page.getByRole('button', { name: 'Save' }).click()
  await lineReady(page)
  expect((await desk.health()).position, 'no fact came or went').toBe(position)
  await page.keyboard.press('Control+Comma')
})

test('a second copy says so, brings the first one forward, hands its number over and ends', async () => {
  const { page } = desk
  const facts = async () => (await desk.health()).position
  const before = await facts()
  for (const language of languages) {
    const number = `+4812555010${languages.indexOf(language)}`
    const second = spawn(
      join(root, 'node_modules/.bin/node'),
      ['tools/electron-host/launch.mjs', '.', `--user-data-dir=${desk.profile}`, `tel:${number}`],
      { cwd: root, env: { ...process.env, KOMMUTATOR_LANGUAGE: language, KOMMUTATOR_HEADLESS: '1' } },
    )
    let said = ''
    for (const stream of [second.stdout, second.stderr])
      stream.on('data', (chunk) => {
        said += chunk
      })
    const [code] = (await once(second, 'exit')) as [number]
    expect(said).toContain(sentence('INSTANCE_RUNNING', language))
    expect(code).toBe(0)
    // The first one has heard of it: it shows what it would dial and asks, and dials nothing by itself.
    const asked = page.getByRole('dialog', { name: 'Call from a link?' })
    await expect(asked).toContainText(`Will dial +48 12 555 01 0${languages.indexOf(language)}`)
    expect(await calls(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(asked).toBeHidden()
  }
  expect(await page.evaluate(() => document.hasFocus())).toBe(true)
  expect(await facts()).toBe(before)
})
