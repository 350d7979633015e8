import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OperatorId } from '../shared/lib/ids.ts'
import type { Template } from '../shared/templates/template.ts'
import type { ObjectStore } from './recordings/object-store.ts'
import type { Stores } from './storage/ports.ts'

/** What `hub/demo/load.ts` fills; it answers which operator the demo signs in as. */
export type DemoDeps = { stores: Stores & { objects: ObjectStore }; demoDir: string; now: number }

const note = (dataDir: string): string => join(dataDir, 'demo.json')

/** The note is written last: without it a demo was never loaded to its end, and is begun anew. */
export const isFilled = (dataDir: string): boolean => existsSync(note(dataDir))

/** Throws the demo's data away; the keys stay, so that consoles that know them go on. */
export async function forgetDemo(dataDir: string): Promise<void> {
  for (const name of [
    'hub.db',
    'hub.db-wal',
    'hub.db-shm',
    'demo.json',
    'objects',
    'uploads',
    'file-uploads',
    'broken',
  ])
    await rm(join(dataDir, name), { recursive: true, force: true })
}

/** Loads the demo company into an empty log. */
export async function fillDemo(dataDir: string, deps: DemoDeps): Promise<void> {
  if (isFilled(dataDir)) return
  // The demo's room is loaded only where a demo is.
  const { loadDemo } = await import('./demo/load.ts')
  const { operatorId } = await loadDemo(deps)
  await writeFile(note(dataDir), JSON.stringify({ operatorId }))
}

/** The templates that the demo company begins with. */
export async function firstTemplates(demoDir: string): Promise<Template[]> {
  const { demoTemplates } = await import('./demo/templates.ts')
  return demoTemplates(demoDir)
}

/** Whom the demo signs in as, when nobody has said otherwise. */
export async function demoOperator(dataDir: string): Promise<OperatorId | undefined> {
  try {
    const { operatorId } = JSON.parse(await readFile(note(dataDir), 'utf8')) as { operatorId?: unknown }
    return typeof operatorId === 'string' ? (operatorId as OperatorId) : undefined
  } catch {
    return undefined
  }
}
