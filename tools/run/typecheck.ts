import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every room by its own tsconfig: a wrong import is wrong in one room only. Two at a time. */
const root = join(import.meta.dirname, '../..')
const rooms: string[] = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map(
  (r: { path: string }) => r.path,
)
const tsc = join(root, 'node_modules/typescript/bin/tsc')
let failed = 0
const check = (room: string) =>
  new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [tsc, '-p', room, '--pretty', 'false'], { cwd: root })
    let out = ''
    child.stdout.on('data', (d) => {
      out += d
    })
    child.on('exit', (code) => {
      if (code !== 0) {
        failed++
        console.error(`${room}\n${out}`)
      }
      resolve()
    })
  })
const queue = [...rooms]
const worker = async () => {
  for (let room = queue.shift(); room; room = queue.shift()) await check(room)
}
await Promise.all([worker(), worker()])
if (failed) process.exit(1)
console.log(`types: ${rooms.length} rooms agree`)
