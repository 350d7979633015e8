import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Emits `main`, `hub` and `shared` as they are, file by file, so that a stack trace names the file that one edits. */
export function buildNodeRooms(): void {
  for (const room of ['main', 'hub', 'shared'])
    rmSync(join(root, 'out', room), { recursive: true, force: true })
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const run = spawnSync(process.execPath, [tsc, '-p', join(root, 'tools/build/tsconfig.emit.json')], {
    cwd: root,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`the compiler refused:\n${run.stdout}${run.stderr}`)
}
