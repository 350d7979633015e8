import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { cseqMethod, type SipRequest, type SipResponse } from './sip-message.ts'
import { agent, cleanup, groups, publicKey, registered, start, users } from './testing/setup.ts'

describe('the process', () => {
  async function run(config: unknown, args: string[] = []) {
    const child = spawn(process.execPath, [`${import.meta.dirname}/bin.ts`, ...args])
    cleanup.push(() => child.kill('SIGKILL'))
    let out = ''
    let err = ''
    child.stdout.on('data', (d) => {
      out += d
    })
    child.stderr.on('data', (d) => {
      err += d
    })
    child.stdin.write(`${JSON.stringify(config, null, 1)}\n`)
    const url = async () => {
      await expect.poll(() => out).toContain('ready ')
      return out.trim().split(' ')[1] ?? ''
    }
    return { child, url, error: () => err, exit: () => once(child, 'exit') }
  }

  test('killed with -9 in the middle of a call and started again, it routes BYE from either side', async () => {
    const config = { domain: 'demo.test', users, groups, tokenPublicKey: publicKey }
    for (const ender of ['caller', 'callee'] as const) {
      const before = await run(config)
      const url = await before.url()
      const [anna, bob] = [await registered(url, 'anna'), await registered(url, 'bob')]
      const call = await anna.invite('bob')
      const invite = await bob.request('INVITE')
      bob.respond(invite, 200)
      anna.ack(call, await anna.final('INVITE'))
      await bob.request('ACK')
      before.child.kill('SIGKILL')
      await before.exit()
      const after = await run(config, ['--port', new URL(url).port])
      expect(await after.url()).toBe(url)
      await anna.connect(url)
      await bob.connect(url)
      expect((await anna.register()).status).toBe(200)
      // The one who has not come back yet is "not now", so that the other side tries again.
      if (ender === 'caller') {
        anna.send(anna.within(call, 'BYE'))
        expect((await anna.final('BYE')).status).toBe(480)
      }
      expect((await bob.register()).status).toBe(200)
      const [from, to] = ender === 'caller' ? [anna, bob] : [bob, anna]
      from.send(ender === 'caller' ? anna.within(call, 'BYE') : bob.backward(invite, 'BYE'))
      to.respond((await to.request('BYE')) as SipRequest, 200)
      const answer = (await from.next(
        (m) => m.kind === 'response' && cseqMethod(m) === 'BYE',
        'BYE',
      )) as SipResponse
      expect(answer.status).toBe(200)
      after.child.kill('SIGKILL')
      await after.exit()
    }
  })

  test('says in a sentence that its port is taken, that it stays on this computer, or that it cannot read', async () => {
    const demo = await start()
    const taken = await run({ domain: 'demo.test', port: demo.port })
    expect((await taken.exit())[0]).toBe(3)
    expect(taken.error()).toBe(
      `SWITCH_PORT_TAKEN: Another program already uses port ${demo.port} of 127.0.0.1.\n`,
    )
    const open = await run({ domain: 'demo.test', host: '0.0.0.0' })
    expect((await open.exit())[0]).toBe(4)
    expect(open.error()).toContain('SWITCH_NOT_LOOPBACK')
    const bad = await run({ port: 'x' })
    expect((await bad.exit())[0]).toBe(2)
  })

  test('tied to its parent it ends with its standard input', async () => {
    const tied = await run({ domain: 'demo.test' }, ['--tied'])
    await tied.url()
    tied.child.stdin.end()
    expect((await tied.exit())[0]).toBe(0)
  })

  test('as a utility process it is configured by message and reports by message', async () => {
    // A utility process differs from a fork only in where its port hangs.
    const port =
      'process.parentPort={postMessage:m=>process.send(m),on:(_,l)=>process.on("message",m=>l({data:m}))}'
    const launch = () => {
      const child = fork(`${import.meta.dirname}/bin.ts`, {
        execArgv: ['--import', `data:text/javascript,${encodeURIComponent(port)}`],
      })
      cleanup.push(() => child.kill('SIGKILL'))
      return child
    }
    const first = launch()
    first.send({ type: 'configure', config: { domain: 'demo.test', users } })
    const [ready] = await once(first, 'message')
    expect(ready).toMatchObject({ type: 'ready', url: `ws://127.0.0.1:${ready.port}` })
    await registered(ready.url, 'anna')
    first.send({
      type: 'configure',
      config: { domain: 'demo.test', users: [{ user: 'dora', password: 'x' }] },
    })
    const dora = await agent(ready.url, 'dora', { password: 'x' })
    await expect.poll(async () => (await dora.register()).status).toBe(200)
    const second = launch()
    second.send({ type: 'configure', config: { domain: 'demo.test', port: ready.port } })
    const [failed] = await once(second, 'message')
    expect(failed).toMatchObject({ type: 'failed', code: 'SWITCH_PORT_TAKEN' })
    expect((await once(second, 'exit'))[0]).toBe(3)
    first.disconnect()
    expect((await once(first, 'exit'))[0]).toBe(0)
  })
})
