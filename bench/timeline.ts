import type { NewEvent } from '../shared/domain/event.ts'
import type { Bench } from './bench.ts'
import { keyToPaint, openBareList } from './lib/bare-list.ts'
import { fling } from './lib/fling.ts'
import { clock, watch } from './lib/painted.ts'
import { percentile } from './lib/statistics.ts'
import { deskOf, person, siteAccount } from './seed.ts'

const items = 100_000
const rounds = 12
const dayMs = 86_400_000
const newest = `message ${items - 1}.`
const oldest = 'message 0.'
const long = person(3)
const other = person(5)

/** A customer of five years with a hundred thousand items, opened at the newest, read to the first, flung through. */
export const timeline: Bench = {
  visitors: 0,
  size: { contacts: 10, histories: 10 },
  facts: factsOf,
  async run({ desk, folder, runtime }) {
    const { page } = desk
    const bare = await openBareList(folder, items)
    try {
      const opened: number[] = []
      const least: number[] = []
      for (let n = 0; n < rounds; n++) {
        await open(other.name, other.name)
        const took = await open(long.name, newest)
        const floor = await keyToPaint(bare.page, 'Enter', '.row', `row ${items - 1}`)
        await keyToPaint(bare.page, 'Escape', '#ready', 'ready')
        // The first round warms up.
        if (n === 0) continue
        opened.push(took)
        least.push(floor)
      }
      const near = await fling(page, '[data-testid=timeline]', -4000, 4)
      await page.keyboard.press('Alt+KeyT')
      const first = await watch(page, '[data-testid=message]', oldest, 120_000)
      const asked = clock()
      await page.getByRole('button', { name: 'To the first item' }).click()
      const whole = Math.round((await first()) - asked)
      const far = await fling(page, '[data-testid=timeline]', 20_000, 6)
      await bare.page.keyboard.press('Enter')
      const floorFling = await fling(bare.page, '#list', 20_000, 6)
      const [p50, floor50] = [percentile(opened, 0.5), percentile(least, 0.5)]
      console.log(`product: ${opened.map(Math.round).join(' ')} ms`)
      console.log(`floor: ${least.map(Math.round).join(' ')} ms`)
      return {
        bench: 'timeline',
        runtime,
        items,
        newest_p50: p50,
        floor_p50: floor50,
        over_floor_ms: Math.round(p50 - floor50),
        longest_task_ms: Math.max(near, far),
        floor_longest_task_ms: floorFling,
        to_first_item_ms: whole,
      }
    } finally {
      await bare.close()
    }

    /** From Enter in the finder to the words painted. */
    async function open(name: string, words: string): Promise<number> {
      await page.keyboard.press('Control+KeyK')
      await page.getByTestId('finder-field').fill(name)
      await page.getByRole('option', { name }).first().waitFor()
      const where = words === newest ? '[data-testid=message]' : '[data-testid=card-name]'
      const took = await keyToPaint(page, 'Enter', where, words)
      await page.waitForTimeout(300)
      return took
    }
  },
}

/** Words from both sides, looks at goods and notes, a hundred thousand in five years. */
function factsOf(now: number): NewEvent[] {
  const { contactId } = long
  const conversationId = `cv-${contactId}-${siteAccount}`
  const chat = { conversationId, interactionId: 'in-bench-long', channel: 'site', accountId: siteAccount }
  const step = (5 * 365 * dayMs) / items
  return Array.from({ length: items }, (_, n) => {
    const base = {
      eventId: `ev-long-${n}`,
      contactId,
      occurredAt: Math.round(now - 60_000 - (items - 1 - n) * step),
    }
    const text = `This is message ${n}. ${'It goes on for a line or two. '.repeat(n % 4)}`
    const fact =
      n % 10 === 4
        ? { type: 'page.viewed', visitId: `v-${n}`, url: `https://shop.example/${n}` }
        : n % 1000 === 7
          ? { type: 'note.added', noteId: `nt-${n}`, operatorId: deskOf, text }
          : n % 2
            ? { type: 'message.received', ...chat, messageId: `m-long-${n}`, text }
            : {
                type: 'message.sent',
                ...chat,
                messageId: `m-long-${n}`,
                text,
                author: 'operator',
                operatorId: deskOf,
              }
    return { ...base, ...fact } as unknown as NewEvent
  })
}
