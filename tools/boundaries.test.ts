import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The arrows of the house (docs/architecture.md): who may import whom. Tests may reach for what they need. */
const root = join(import.meta.dirname, '..')
const rooms: Record<string, readonly string[]> = {
  shared: ['shared'],
  main: ['main', 'shared'],
  preload: ['preload', 'shared'],
  renderer: ['renderer', 'shared'],
  hub: ['hub', 'shared'],
}
/** A package that only these folders may import. */
const kept: Record<string, readonly string[]> = {
  'sip.js': ['main/softphone', 'hub/widget/client/phone', 'bench'],
  electron: ['main', 'preload', 'tools/electron-host', 'e2e', 'bench'],
  fastify: ['hub', 'bench'],
  'socket.io': ['hub', 'bench'],
  'node:sqlite': ['hub/storage', 'bench', 'main'],
  react: ['renderer', 'bench'],
}

const imports = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((m) => m[1] ?? m[2] ?? m[3] ?? '')

const sources = (folder: string) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter(
      (f) => !/\.(test|lab|media|e2e)\.tsx?$|(^|\/)testing(\/|\.ts)|\/suite\.ts$|contract-suite/.test(f),
    )
    .map((file) => ({ file: file.split(sep).join('/'), text: readFileSync(join(root, file), 'utf8') }))

describe('the rooms', () => {
  for (const [room, may] of Object.entries(rooms)) {
    it(`${room} imports ${may.join(' and ')} only`, () => {
      const wrong = sources(room).flatMap(({ file, text }) =>
        imports(text)
          .filter((spec) => spec.startsWith('.'))
          .map((spec) =>
            relative(root, join(root, dirname(file), spec))
              .split(sep)
              .join('/'),
          )
          .filter((target) => !may.includes(target.split('/')[0] ?? ''))
          .map((target) => `${file} -> ${target}`),
      )
      expect(wrong).toEqual([])
    })
  }

  it('shared knows no runtime: zod is all it imports', () => {
    const wrong = sources('shared').flatMap(({ file, text }) =>
      imports(text)
        .filter((spec) => !spec.startsWith('.') && spec !== 'zod/mini')
        .filter((spec) => !(spec === 'fast-check' && file.startsWith('shared/testing')))
        .map((spec) => `${file} -> ${spec}`),
    )
    expect(wrong).toEqual([])
  })

  it('each great dependency is imported in its own room alone', () => {
    const wrong = ['shared', 'main', 'preload', 'renderer', 'hub'].flatMap((room) =>
      sources(room).flatMap(({ file, text }) =>
        imports(text)
          .map((spec) =>
            spec.replace(/^((?:@[^/]+\/)?[^/]+)\/.*/, (whole, name) =>
              whole.startsWith('node:') ? whole : name,
            ),
          )
          .filter((name) => kept[name] && !kept[name].some((home) => file.startsWith(`${home}/`)))
          .map((name) => `${file} -> ${name}`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('a feature imports another feature by its face, never its insides', () => {
    const wrong = sources('renderer/features').flatMap(({ file, text }) =>
      imports(text)
        .filter((spec) => spec.startsWith('.'))
        .map((spec) =>
          relative(root, join(root, dirname(file), spec))
            .split(sep)
            .join('/'),
        )
        .filter((target) => target.startsWith('renderer/features/'))
        .filter((target) => target.split('/')[2] !== file.split('/')[2] && !/\/index\.tsx?$/.test(target))
        .map((target) => `${file} -> ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('nothing that is packed imports a tool', () => {
    const wrong = ['shared', 'main', 'preload', 'renderer', 'hub'].flatMap((room) =>
      sources(room).flatMap(({ file, text }) =>
        imports(text)
          .filter((spec) => /(^|\/)(tools|e2e|bench)\//.test(spec))
          .map((spec) => `${file} -> ${spec}`),
      ),
    )
    expect(wrong).toEqual([])
  })
})
