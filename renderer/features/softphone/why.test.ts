import { describe, expect, it } from 'vitest'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { callerOf, greetingOf, whys } from '../../../shared/softphone/why.ts'
import { makeSeed } from '../../bridge/fake/seed.ts'

const petr = 'c-petr' as ContactId
const now = new Date(2026, 10, 20, 14, 2).getTime()
const none = { callId: 'call-now' as never }

describe('why somebody probably calls', () => {
  it('is told from their open order, our promise and their last words', () => {
    const world = makeSeed('desk', 'en', now)
    const found = whys(callerOf(world.open(petr)), none, now)
    expect(found.map((w) => w.kind).slice(0, 3)).toEqual(['order', 'promise', 'message'])
    expect(found[0]).toMatchObject({ orderId: '1187' })
  })

  it('counts today’s attempts without the call that rings now', () => {
    const world = makeSeed('desk', 'en', now)
    const offered = (callId: string, at: number) =>
      world.append({
        type: 'interaction.offered',
        contactId: 'c-new' as ContactId,
        interactionId: `i-${callId}` as never,
        conversationId: 'cv-new' as never,
        channel: 'voice',
        direction: 'in',
        callId: callId as never,
        at,
      })
    offered('call-yesterday', now - 86_400_000)
    offered('call-before', now - 600_000)
    world.append({
      type: 'call.ended',
      contactId: 'c-new' as ContactId,
      callId: 'call-before' as never,
      cause: 'abandoned',
      direction: 'in',
      at: now - 590_000,
    })
    offered('call-now', now)
    const [why] = whys(callerOf(world.open('c-new' as ContactId)), none, now)
    expect(why).toEqual({ kind: 'attempt', ordinal: 2, missed: true, at: now - 600_000 })
  })

  it('is never more than four lines', () => {
    const world = makeSeed('desk', 'en', now)
    world.append({
      type: 'page.viewed',
      contactId: petr,
      url: 'https://x.example',
      title: 'Sofas',
      at: now - 1000,
    })
    const found = whys(callerOf(world.open(petr)), none, now)
    expect(found).toHaveLength(4)
    expect(found.map((w) => w.kind)).toContain('site')
  })

  it('greets by queue, by the line’s name, else as the operator always does', () => {
    const greetings = { 'q-sales': 'Sales', svet: 'Light' }
    expect(greetingOf({ greetings }, { queueId: 'q-sales' })).toBe('Sales')
    expect(greetingOf({ greetings }, { queueId: 'q-x', line: 'Svet, appliances' })).toBe('Light')
    expect(greetingOf({ greetings: { dom: 'Hello' } }, { queueId: 'q-x' })).toBe('Hello')
    expect(greetingOf(undefined, {})).toBeUndefined()
  })
})
