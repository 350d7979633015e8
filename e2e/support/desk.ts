import { expect, type Page } from '@playwright/test'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import { type EventWire, parseEvent } from '../../shared/domain/event.ts'
import { projectAll, type TimelineItem, timelineItems } from '../../shared/domain/timeline.ts'
import type { Client } from '../../shared/ipc/derive.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { OpenedCard, PersonHit } from '../../shared/protocol/hub-protocol.ts'
import type { Call } from '../../shared/softphone/call.ts'

// What the operator's own window can ask of the hub, asked from a spec: the very surface that the desk is drawn from.

type Desk = { operator: Client }

function value<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

/** Waits until somebody is signed in and the phone line is up. */
export async function deskReady(page: Page): Promise<void> {
  await expect(page.getByTestId('hub-state')).toContainText('online', { timeout: 60_000 })
  await lineReady(page)
}

export async function lineReady(page: Page): Promise<void> {
  await expect.poll(() => lineState(page), { timeout: 30_000 }).toBe('registered')
}

export const lineState = async (page: Page) =>
  value(await page.evaluate(() => (window as unknown as Desk).operator.softphone.lines({}))).lines[0]?.state

export const calls = async (page: Page): Promise<Call[]> =>
  value(await page.evaluate(() => (window as unknown as Desk).operator.softphone.calls({}))).calls

/** Waits until the call that was answered last is on and being recorded. */
export const beingRecorded = (page: Page) =>
  expect
    .poll(async () => (await calls(page)).findLast((call) => call.phase === 'connected')?.recording, {
      timeout: 15_000,
    })
    .toBe('on')

/** The call that has just ended wants its outcome: leaves it open, and is available again. */
export async function wrapUp(page: Page): Promise<void> {
  const dock = page.getByRole('region', { name: 'Wrap-up' })
  await expect(dock).toBeVisible()
  await page.keyboard.press('F9')
  await expect(dock).toBeHidden()
}

export const findPeople = async (page: Page, text: string): Promise<PersonHit[]> =>
  value(await page.evaluate((t) => (window as unknown as Desk).operator.card.find({ text: t }), text)).people

export const inbox = async (page: Page): Promise<InboxRow[]> =>
  value(await page.evaluate(() => (window as unknown as Desk).operator.inbox.list({}))).rows

/** One person as the hub has them: all of their facts, oldest first, and the timeline that these make. */
export type Person = { personId: string; contactIds: string[]; events: EventWire[]; timeline: TimelineItem[] }

export async function readPerson(page: Page, contactId: string): Promise<Person> {
  const opened: OpenedCard = value(
    await page.evaluate(
      (id) => (window as unknown as Desk).operator.card.open({ contactId: id as never }),
      contactId,
    ),
  )
  const events = new Map(opened.events.map((event) => [event.eventId, event]))
  for (let { older } = opened; older; ) {
    const page2 = value(
      await page.evaluate(
        (ask) =>
          (window as unknown as Desk).operator.card.older({
            contactId: ask.contactId as never,
            older: ask.older,
          }),
        { contactId, older },
      ),
    )
    for (const event of page2.events) events.set(event.eventId, event)
    older = page2.older
  }
  const sorted = [...events.values()].sort((a, b) => a.position - b.position)
  const facts = sorted.map(parseEvent).filter((event) => event !== undefined)
  return {
    personId: opened.personId,
    contactIds: [...opened.contactIds].sort(),
    events: sorted,
    timeline: timelineItems(projectAll(facts)),
  }
}

/** The person's last call on the timeline. */
export async function lastCall(page: Page, contactId: string) {
  const { timeline } = await readPerson(page, contactId)
  return timeline.filter((item) => item.kind === 'call').at(-1)
}

/** Goes to a person by the finder, as an operator does. */
export async function goTo(page: Page, text: string, name: string): Promise<void> {
  await page.keyboard.press('Control+KeyK')
  await page.getByTestId('finder-field').fill(text)
  await page.getByRole('dialog').getByRole('option', { name }).first().click()
  await expect(page.getByTestId('card-name')).toContainText(name)
}
