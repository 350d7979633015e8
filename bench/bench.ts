import type { Console } from '../e2e/support/console.ts'
import type { NewEvent } from '../shared/domain/event.ts'
import type { Seeded, Size } from './seed.ts'

/** What a bench is given: the console on a seeded profile, and a folder that is thrown away afterwards. */
export type Setting = Seeded & { desk: Console; folder: string; runtime: string }

/** A bench of the hub alone: no console, no demo company; it fills the folder itself. */
export type HubBench = { run(folder: string): Promise<Record<string, string | number>> }

export type Bench = {
  /** How many customers come with a browser of their own. */
  visitors: number
  /** Ten thousand customers with a history when left out. */
  size?: Size
  /** Facts of its own, besides those of the customers. */
  facts?(now: number): NewEvent[]
  /** What else the console is started with. */
  args?(folder: string): Promise<string[]>
  /** The line of JSON that the bench ends in. */
  run(setting: Setting): Promise<Record<string, string | number>>
}
