import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWidget, WIDGET_LIMIT } from './pages.ts'

describe("what a customer's site loads", () => {
  let folder: string
  let size: number
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'widget-'))
    size = await buildWidget(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is at most 30 KB, gzip', () => {
    expect(size).toBeGreaterThan(10_000)
    expect(size).toBeLessThanOrEqual(WIDGET_LIMIT)
  })
  it('is one classic script that makes no global but its own, with no telephone and no schema library in it', async () => {
    const code = await readFile(join(folder, 'widget.js'), 'utf8')
    expect(code).not.toMatch(/\bimport\s*\(|^\s*import\b|\bexport\s+\{/m)
    expect(code.slice(0, 80)).not.toMatch(/^(var|let|const) /)
    expect(code).not.toContain('RTCPeerConnection')
    expect(code).not.toContain('ZodMini')
    expect(code).not.toMatch(/\beval\(|new Function/)
  })
})
