import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildNodeRooms } from './node-rooms.ts'
import { buildPages } from './pages.ts'
import { buildPreloads, buildRenderer } from './window.ts'

const root = join(import.meta.dirname, '../..')

/** Each part of `out/` with the folders that it is made from. */
const parts = {
  node: { from: ['main', 'hub', 'shared'], into: 'out/main/index.js', make: async () => buildNodeRooms() },
  preload: { from: ['preload', 'shared'], into: 'out/preload/index.cjs', make: () => buildPreloads() },
  renderer: { from: ['renderer', 'shared'], into: 'out/renderer/index.html', make: () => buildRenderer() },
  pages: {
    from: ['hub/widget', 'hub/demo/pages', 'shared'],
    into: 'out/pages/widget/widget.js',
    make: () => buildPages({}),
  },
} satisfies Record<string, { from: string[]; into: string; make: () => Promise<void> }>

/** Names, sizes and times of a part's sources: cheap, and it changes whenever one is edited. */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of [...folders, 'tools/build'])
    for (const file of globSync('**/*', { cwd: join(root, folder) }).sort()) {
      const stat = statSync(join(root, folder, file))
      if (stat.isFile()) hash.update(`${folder}/${file}:${stat.size}:${stat.mtimeMs}\n`)
    }
  return hash.digest('hex')
}

const force = process.argv.includes('--force')
const stampFile = join(root, 'out/.built.json')
const stamps: Record<string, string> = existsSync(stampFile)
  ? JSON.parse(readFileSync(stampFile, 'utf8'))
  : {}
for (const [name, part] of Object.entries(parts)) {
  const now = fingerprint(part.from)
  if (!force && stamps[name] === now && existsSync(join(root, part.into))) continue
  const began = performance.now()
  await part.make()
  stamps[name] = now
  writeFileSync(stampFile, JSON.stringify(stamps))
  console.log(`built ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
}
