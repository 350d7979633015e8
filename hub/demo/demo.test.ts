import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectCard } from '../../shared/domain/card.ts'
import { Company } from '../../shared/domain/company.ts'
import { checkNewEvent, type DomainEvent, parseEvent } from '../../shared/domain/event.ts'
import { foldIdentities, people } from '../../shared/domain/identity-fold.ts'
import { projectAll, timelineItems } from '../../shared/domain/timeline.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { placed } from '../../shared/testing/arbitraries.ts'
import { demoNow } from './clock.ts'
import { demoCompany } from './company.ts'
import { readDemo } from './files.ts'
import { demoHistory } from './history.ts'

const files = readDemo(join(import.meta.dirname, '../../resources/demo'))
const now = demoNow(Date.parse('2026-11-22T12:00:00Z'))
const history = demoHistory(files, now)
const log = placed(history)
const who = people(foldIdentities(log))
const of = (contactId: string) => who.membersOf(contactId as ContactId)
const timelineOf = (contactId: string) => {
  const mine = new Set(of(contactId))
  return timelineItems(projectAll(log.filter((e) => mine.has(e.contactId))))
}

describe('the demo company', () => {
  it('is 72 cards and 2,860 facts, every one of them well formed', () => {
    expect(history).toHaveLength(2860)
    expect(new Set(history.map((e) => e.contactId)).size).toBe(72)
    for (const event of history) expect(checkNewEvent(event)).toEqual({ ok: true })
    for (const event of log) expect(parseEvent(JSON.parse(JSON.stringify(event)))).toBeDefined()
    expect(Company.safeParse(demoCompany(files)).success).toBe(true)
  })

  it('is dated by the latest half past two in Moscow that has passed', () => {
    expect(new Date(now).toISOString()).toBe('2026-11-22T11:30:00.000Z')
    expect(demoNow(Date.parse('2026-11-22T11:29:59Z'))).toBe(now - 86_400_000)
    expect(Math.max(...history.map((e) => e.occurredAt))).toBeLessThanOrEqual(now)
  })

  it('makes the people that its own answers expect, and no others (C10, SC7)', () => {
    for (const { cards } of files.merges) expect(of(cards[0])).toEqual(expect.arrayContaining(cards))
    const groups = new Set(files.contacts.map((c) => who.personOf(c.contactId as ContactId)))
    expect(groups.size).toBe(64)
  })

  it('puts chats and calls of one person on one timeline (C02, C03, SC1)', () => {
    const items = timelineOf('c-anna')
    const channels = new Set(
      items.flatMap((i) => (i.kind === 'message' ? [i.channel] : i.kind === 'call' ? ['voice'] : [])),
    )
    expect(channels).toEqual(new Set(['site', 'telegram', 'voice']))
    const calls = items.filter((i) => i.kind === 'call' && i.outcome === 'answered')
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls) if (call.kind === 'call') expect(call.recording).toBeDefined()
  })

  it('has sound for every recording that was spoken, and says of the others that they were not kept', () => {
    const recordings = log.filter(
      (e) => e.type === 'recording.available',
    ) as DomainEvent<'recording.available'>[]
    expect(recordings.filter((r) => r.kept).length).toBe(42)
    expect(recordings.filter((r) => r.kept === false).length).toBe(54)
    for (const r of recordings.filter((x) => x.kept)) expect(r.peaks?.operator.length).toBeGreaterThan(100)
  })

  it('knows on the card what the bot asked, and not before it was told', () => {
    const events = log.filter((e) => of('c-anna').includes(e.contactId))
    const card = projectCard(of('c-anna'), events)
    expect(card.fields.find((f) => f.field === 'bot.budget')).toMatchObject({
      value: 'до 200 000 ₽',
      from: 'bot',
    })
    const atBirth = projectCard(of('c-anna'), events.slice(0, 1))
    expect(atBirth.fields.find((f) => f.field === 'bot.budget')).toBeUndefined()
    expect(card.identities.map((i) => i.kind)).toContain('phone')
  })
})
