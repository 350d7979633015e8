import { expect, test } from '@playwright/test'
import { type Launched, launch } from './fixture.ts'

let running: Launched
test.beforeAll(async () => {
  running = await launch(['--no-window', '--stay-open'])
})
test.afterAll(() => running?.close())

test('a utility process exchanges structured values with the main process', async () => {
  const answer = await running.app.evaluate(async () => {
    const child = globalThis.contract.forkUtility([], {
      env: { ...process.env, CONTRACT_ENV: 'given' } as Record<string, string>,
    })
    const answered = new Promise<Record<string, unknown>>((resolve) => child.once('message', resolve))
    child.postMessage({ date: new Date(5), map: new Map([['a', 1]]) })
    const { isDate, isMap, type, env, pid } = await answered
    const samePid = pid === child.pid
    const back = await new Promise<boolean>((resolve) => {
      child.once('message', ({ echo }) => resolve(echo.date instanceof Date))
      child.postMessage({ date: new Date(6) })
    })
    child.kill()
    return { isDate, isMap, type, env, samePid, back }
  })
  expect(answer).toEqual({
    isDate: true,
    isMap: true,
    type: 'utility',
    env: 'given',
    samePid: true,
    back: true,
  })
})

test('its exit code is reported', async () => {
  const codes = await running.app.evaluate(() =>
    Promise.all(
      ['exit', 'throw'].map(
        (mode) =>
          new Promise<number>((resolve) => {
            globalThis.contract.forkUtility([mode], { stdio: 'ignore' }).once('exit', resolve)
          }),
      ),
    ),
  )
  expect(codes[0]).toBe(7)
  expect(codes[1]).not.toBe(0)
})

test('its output can be read', async () => {
  const text = await running.app.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const child = globalThis.contract.forkUtility([], { stdio: 'pipe' })
        child.stdout!.on('data', (chunk) => {
          resolve(String(chunk))
          child.kill()
        })
      }),
  )
  expect(text).toContain('utility says hello, utility')
})

test('kill ends it', async () => {
  const result = await running.app.evaluate(
    () =>
      new Promise<{ killed: boolean; pidAfter: unknown }>((resolve) => {
        const child = globalThis.contract.forkUtility()
        let killed = false
        child.once('spawn', () => {
          killed = child.kill()
        })
        child.once('exit', () => resolve({ killed, pidAfter: child.pid ?? null }))
      }),
  )
  expect(result).toEqual({ killed: true, pidAfter: null })
})

test('a port can be handed to it', async () => {
  const answer = await running.app.evaluate(
    ({ MessageChannelMain }) =>
      new Promise((resolve) => {
        const child = globalThis.contract.forkUtility()
        const { port1, port2 } = new MessageChannelMain()
        port1.on('message', ({ data }) => {
          child.kill()
          resolve(data)
        })
        port1.start()
        child.postMessage(null, [port2])
        port1.postMessage('over the port')
      }),
  )
  expect(answer).toEqual({ through: 'over the port' })
})

test('it does not outlive an application that is killed', async () => {
  test.skip(process.platform === 'win32', 'signals of POSIX')
  const other = await launch(['--no-window', '--stay-open'])
  const pid = await other.app.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const child = globalThis.contract.forkUtility()
        child.once('message', ({ pid }) => resolve(pid))
        child.postMessage(null)
      }),
  )
  const isAlive = () => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  expect(isAlive()).toBe(true)
  process.kill(await other.app.evaluate(() => process.pid), 'SIGKILL')
  await expect.poll(isAlive).toBe(false)
  await other.close().catch(() => undefined)
})
