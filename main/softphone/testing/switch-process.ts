import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { SipAccount } from '../sip-stack-types.ts'
import { cleanup } from './phone.ts'

const BIN = new URL('../../../hub/demo-switch/bin.ts', import.meta.url).pathname
const users = ['alice', 'bob', 'carol'].map((user) => ({ user, password: `pw-${user}` }))
const config = { domain: 'demo.test', users, groups: { sales: ['alice', 'bob', 'carol'] } }

export type SwitchProcess = {
  url: string
  child: ChildProcess
  account: (user: string, more?: Partial<SipAccount>) => SipAccount
  /** As `kill -9`: no goodbye, sockets closed by the system. */
  kill: () => Promise<void>
  restart: () => Promise<void>
}

/** The demo switch as the product runs it, as a process of its own. */
export async function startSwitch(): Promise<SwitchProcess> {
  const launch = async (port: number) => {
    const child = spawn(process.execPath, [BIN, '--tied', '--port', String(port)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    cleanup.push(() => child.kill('SIGKILL'))
    child.stdin.write(`${JSON.stringify(config)}\n`)
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    return { child, url: line.toString().trim().replace('ready ', '') }
  }
  const first = await launch(0)
  const made: SwitchProcess = {
    ...first,
    account: (user, more) => ({
      server: made.url,
      user,
      password: `pw-${user}`,
      domain: 'demo.test',
      ...more,
    }),
    async kill() {
      const gone = once(made.child, 'exit')
      made.child.kill('SIGKILL')
      await gone
    },
    async restart() {
      made.child = (await launch(Number(new URL(made.url).port))).child
    },
  }
  return made
}
