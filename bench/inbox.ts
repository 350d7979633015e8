import { setTimeout as delay } from 'node:timers/promises'
import { connectVisitor } from '../hub/testing.ts'
import type { NewEvent } from '../shared/domain/event.ts'
import { type MessageId, newId } from '../shared/lib/ids.ts'
import type { Bench } from './bench.ts'
import { keyToPaint, openBareList } from './lib/bare-list.ts'
import { fling } from './lib/fling.ts'
import { clock, watch } from './lib/painted.ts'
import { percentile } from './lib/statistics.ts'
import { deskOf, person, siteAccount } from './seed.ts'

const live = 5000
/** These write; they have waited longest, so that their rows stand on top and stay there. */
const writers = 9
const messagesEach = 5
/** The customers that `seed` gives browsers to are counted from here down. */
const lastCustomer = 9999

/** Five thousand live conversations in the list: a customer's word to its row painted, and a fling through all. */
export const inbox: Bench = {
  visitors: writers,
  size: { contacts: 1, histories: 0 },
  facts: factsOf,
  async run({ desk, visitors, folder, runtime }) {
    const { page } = desk
    const hub = await desk.hub()
    const bare = await openBareList(folder, live)
    try {
      await page.getByRole('tab', { name: /^Mine/ }).click()
      await page.getByTestId('inbox-row').first().waitFor()
      await bare.page.keyboard.press('Enter')
      await bare.page.waitForSelector('.row')
      const changed: number[] = []
      const least: number[] = []
      for (const [index, who] of visitors.entries()) {
        const visitor = await connectVisitor(hub)
        await visitor.hello({ accountId: siteAccount, visitorId: who.visitorId, secret: who.secret })
        for (let k = 0; k < messagesEach; k++) {
          const text = `word ${k} of ${who.contactId}`
          const painted = await watch(page, '[data-testid=inbox-row]', text)
          const at = clock()
          await visitor.request('message', { messageId: newId<MessageId>(), text })
          const took = (await painted()) - at
          await bare.page.evaluate(() => document.querySelector('#list')?.scrollTo(0, 0))
          const floor = await keyToPaint(
            bare.page,
            'Delete',
            '.row',
            `row ${live + index * messagesEach + k}`,
          )
          await delay(100)
          // The first customer warms up.
          if (index === 0) continue
          changed.push(took)
          least.push(floor)
        }
        visitor.close()
      }
      const longest = await fling(page, '[data-pane=list]', 4000, 5)
      const floorLongest = await fling(bare.page, '#list', 4000, 5)
      console.log(`product: ${changed.map(Math.round).join(' ')} ms`)
      console.log(`floor: ${least.map(Math.round).join(' ')} ms`)
      const [p50, p95] = [percentile(changed, 0.5), percentile(changed, 0.95)]
      const [floor50, floor95] = [percentile(least, 0.5), percentile(least, 0.95)]
      return {
        bench: 'inbox',
        runtime,
        conversations: live,
        p50,
        p95,
        floor_p50: floor50,
        floor_p95: floor95,
        over_floor_ms: Math.round(p50 - floor50),
        longest_task_ms: longest,
        floor_longest_task_ms: floorLongest,
      }
    } finally {
      await bare.close()
    }
  },
}

/** Each customer wrote once, and one operator has accepted them all. */
function factsOf(now: number): NewEvent[] {
  return Array.from({ length: live }, (_, n) => {
    const { contactId, name } = person(lastCustomer - n)
    const thread = {
      conversationId: `cv-${contactId}-${siteAccount}`,
      interactionId: `in-live-${n}`,
      channel: 'site',
      accountId: siteAccount,
      queueId: 'q-sales',
    }
    const at = now - 3_600_000 + n * 500
    const facts = [
      { type: 'contact.created', via: 'import', profile: { displayName: name, language: 'ru' } },
      { type: 'interaction.offered', ...thread, direction: 'in', route: 'queue' },
      { type: 'message.received', ...thread, messageId: `m-live-${n}`, text: `${name} asks where it is` },
      { type: 'interaction.accepted', ...thread, operatorId: deskOf },
    ]
    return facts.map(
      (fact, k) =>
        ({
          ...fact,
          eventId: `ev-live-${n}-${k}`,
          contactId,
          occurredAt: at + k,
        }) as unknown as NewEvent,
    )
  }).flat()
}
