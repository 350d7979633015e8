import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoDeps } from '../demo-loader.ts'
import { recordingKey } from '../recordings/recording-handlers.ts'
import { demoNow } from './clock.ts'
import { demoCompany } from './company.ts'
import { readDemo } from './files.ts'
import { demoHistory } from './history.ts'

/** Whose desk the demo opens on: a saleswoman, so that visitors of the demo shop and its sales line reach her. */
const deskOf = 'o-lena'

/** Fills an empty hub with the demo company, dated once, now. Answers whose desk the demo opens on. */
export async function loadDemo({ stores, demoDir, now }: DemoDeps): Promise<{ operatorId: string }> {
  const files = readDemo(demoDir)
  const { operators, ...company } = demoCompany(files)
  for (const operator of operators) await stores.operators.create(operator)
  await stores.company.set(company)
  // Entries without a waveform are lines of the live loop's callers.
  for (const [recordingId, { file, peaks }] of Object.entries(files.audio))
    if (peaks)
      await stores.objects.put(recordingKey(recordingId), await readFile(join(demoDir, 'audio', file)))
  await stores.events.appendMany(demoHistory(files, demoNow(now)))
  return { operatorId: deskOf }
}
