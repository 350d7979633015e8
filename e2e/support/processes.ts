import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Console } from './console.ts'

export type Part = 'hub' | 'demo switch'

/** Process ids of a part of this console, one for each time that it came up, oldest first; from the console's own log. */
export async function pidsOf(desk: Console, part: Part): Promise<number[]> {
  const log = await readFile(join(desk.profile, 'logs', 'main.log'), 'utf8')
  return log
    .split('\n')
    .filter((line) => line.includes('"process is ready"'))
    .map((line) => JSON.parse(line) as { process: string; pid?: number })
    .flatMap(({ process: name, pid }) => (name === part && pid ? [pid] : []))
}

/** Ends a part with -9, as a crash would; resolves when its successor has come up by itself. */
export async function killPart(desk: Console, part: Part): Promise<void> {
  const before = await pidsOf(desk, part)
  const pid = before.at(-1)
  if (!pid) throw new Error(`the ${part} has never been up`)
  process.kill(pid, 'SIGKILL')
  await expect
    .poll(async () => (await pidsOf(desk, part)).length, { timeout: 30_000 })
    .toBe(before.length + 1)
}
