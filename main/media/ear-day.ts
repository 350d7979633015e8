import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from '../../shared/lib/schema.ts'
import { addSound, type Dose, noDose } from '../../shared/softphone/sound-day.ts'

const Stored = z.object({
  day: z.string(),
  doses: z.record(z.string(), z.object({ seconds: z.number(), energy: z.number() })),
})

export type EarDay = {
  /** Sound that this operator's ear got: seconds, and its mean square. */
  add(operatorId: string, seconds: number, meanSquare: number): void
  today(operatorId: string): Dose
  /** Writes what is not yet on the disk. */
  flush(): void
}

const WRITE_EVERY_MS = 60_000

/**
 * The loudness of the day, per operator of this computer. It stays in one file here, is never sent anywhere, and begins
 * anew at midnight. A file that cannot be read or written is no reason to disturb a call.
 */
export function createEarDay(file: string, now: () => Date = () => new Date()): EarDay {
  const dayOf = (date: Date) => `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
  let { day, doses } = read(file)
  let writtenAt = 0
  let dirty = false

  const turn = (): void => {
    const today = dayOf(now())
    if (day === today) return
    day = today
    doses = {}
  }
  const flush = (): void => {
    if (!dirty) return
    dirty = false
    writtenAt = now().getTime()
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify({ day, doses }))
    } catch {
      // It is kept in memory.
    }
  }
  return {
    add(operatorId, seconds, meanSquare) {
      turn()
      doses = { ...doses, [operatorId]: addSound(doses[operatorId] ?? noDose, seconds, meanSquare) }
      dirty = true
      if (now().getTime() - writtenAt > WRITE_EVERY_MS) flush()
    },
    today(operatorId) {
      turn()
      return doses[operatorId] ?? noDose
    },
    flush,
  }
}

function read(file: string): { day: string; doses: Record<string, Dose> } {
  try {
    const stored = Stored.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (stored.success) return stored.data
  } catch {
    // There is none yet, or it is damaged.
  }
  return { day: '', doses: {} }
}
