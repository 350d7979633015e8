import { expect, test } from 'vitest'
import { faultsSoak } from '../../tools/soak/faults.ts'

// A minute of `npm run soak -- faults`: two consoles and one hub as real processes, cut off from each other and killed.

test('two consoles and a hub hold the same after a minute of cuts and kills', async () => {
  const seed = Number(process.env.KOMMUTATOR_SEED ?? 7)
  const { faults, deeds, hubKills, consoleKills, lost, doubled, differing } = await faultsSoak({
    seconds: 60,
    parallel: 2,
    seed,
  })
  expect(faults).toEqual([])
  expect({ lost, doubled, differing }).toEqual({ lost: 0, doubled: 0, differing: 0 })
  // It was no quiet minute.
  expect(Number(deeds)).toBeGreaterThan(100)
  expect(Number(hubKills) + Number(consoleKills)).toBeGreaterThan(3)
}, 300_000)
