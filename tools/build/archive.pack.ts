import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { beforeAll, describe, expect, it } from 'vitest'
import { headsetVendors } from '../../shared/headset/headset.ts'

/** What users get, read back from the archive that `npm run pack` makes. */
const root = join(import.meta.dirname, '../..')
let asar = ''
let files: string[] = []

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'tools/build/pack.ts')], { cwd: root, stdio: 'inherit' })
  asar = globSync('dist/*/**/app.asar', { cwd: root }).map((f) => join(root, f))[0] ?? ''
  files = listPackage(asar, { isPack: false }).map((f) => f.replaceAll('\\', '/'))
})

describe('the packed program', () => {
  it('holds what it needs to run', () => {
    for (const needed of [
      '/package.json',
      '/out/main/index.js',
      '/out/hub/bin.js',
      '/out/hub/demo-switch/bin.js',
      '/out/preload/index.cjs',
      '/out/preload/engine.cjs',
      '/out/preload/mini.cjs',
      '/out/renderer/index.html',
      '/out/renderer/engine.html',
      '/out/renderer/mini.html',
      '/out/pages/widget/widget.js',
      '/resources/demo/company.json',
      '/node_modules/sip.js/package.json',
      '/node_modules/fastify/package.json',
    ])
      expect(files).toContain(needed)
  })

  it('holds no sources, no maps, no tests and no tools', () => {
    const ours = files.filter((f) => !f.startsWith('/node_modules'))
    expect(ours.filter((f) => /\.(ts|tsx|map)$/.test(f))).toEqual([])
    expect(
      ours.filter((f) => /^\/(tools|e2e|bench|docs|shared|main|hub|renderer|preload)(\/|$)/.test(f)),
    ).toEqual([])
    expect(ours.filter((f) => /electron-host|telephony-lab|\.test\.|testing/.test(f))).toEqual([])
    const text = ours
      .filter((f) => /\.(js|cjs)$/.test(f))
      .map((f) => extractFile(asar, f.slice(1)).toString())
    for (const source of text) expect(source).not.toMatch(/electron-host|sourceMappingURL=(?!data:)\S+\.map/)
  })

  it('holds no dependency that only development needs', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const packed = new Set(files.flatMap((f) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(f)?.[1] ?? []))
    // A few are needed by a dependency that runs, too.
    const shared = ['electron']
    const wrong = Object.keys(devDependencies).filter((name) => packed.has(name) && !shared.includes(name))
    expect(wrong).toEqual([])
    expect([...packed].filter((name) => /^node-(linux|win|darwin)/.test(name))).toEqual([])
  })

  it('is no larger than it must be', () => {
    expect(statSync(asar).size).toBeLessThan(60_000_000)
  })

  it('asks for the fuses and the links that the installers set', () => {
    const recipe = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    for (const line of [
      'runAsNode: false',
      'onlyLoadAppFromAsar: true',
      'enableNodeCliInspectArguments: false',
      'schemes: [tel, callto, sip]',
    ])
      expect(recipe).toContain(line)
  })

  it('opens the buttons of known headsets on Linux, from the packages and beside the program', () => {
    const name = '70-kommutator-headsets.rules'
    const beside = globSync(`dist/*/**/linux/${name}`, { cwd: root })
    expect(beside).toHaveLength(1)
    const rule = readFileSync(join(root, beside[0] ?? ''), 'utf8')
    const makers = /^ATTRS\{idVendor\}=="([^"]+)", TAG\+="uaccess"$/m.exec(rule)?.[1]?.split('|')
    expect(makers?.map((id) => Number.parseInt(id, 16)).sort((a, b) => a - b)).toEqual(
      Object.keys(headsetVendors).map(Number),
    )
    // Before 73-seat-late.rules, which acts on the tag.
    const recipe = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    const added = `resources/linux/${name}=/usr/lib/udev/rules.d/${name}`
    expect(recipe).toContain(`\ndeb:\n  fpm: &udev\n    - ${added}\nrpm:\n  fpm: *udev\n`)
  })
})
