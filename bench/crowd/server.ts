import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own, and what it has cost so far. */
export type Server = {
  url: string
  tokens: string[]
  /** User and system time of the whole process, microseconds. */
  cpu(): Promise<number>
  drop(): void
  stop(): Promise<void>
}

export async function startServer(script: string, args: readonly string[]): Promise<Server> {
  const child = fork(script, [...args], { stdio: 'inherit' })
  const [ready] = (await once(child, 'message')) as [{ url: string; tokens: string[] }]
  return {
    ...ready,
    async cpu() {
      child.send('cpu')
      const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }]
      return cpu.user + cpu.system
    },
    drop: () => void child.send('drop'),
    async stop() {
      child.send('stop')
      await once(child, 'exit')
    },
  }
}
