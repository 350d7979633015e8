import { describe, expect, it } from 'vitest'
import { type Conversation, projectConversation } from './conversation.ts'
import type { DomainEvent } from './event.ts'

let position = 0
const event = (type: string, fields: object = {}): DomainEvent => {
  position += 1
  return {
    ...{ type, eventId: `e-${position}`, contactId: 'c', interactionId: 'in', position, seq: position },
    occurredAt: position * 1000,
    ...fields,
  } as unknown as DomainEvent
}
const offered = (callId: string, more: object = {}) =>
  event('interaction.offered', { callId, channel: 'voice', direction: 'in', conversationId: 'cv', ...more })
const leg = (callId: string) => offered(callId, { parentCallId: 'call', direction: 'out' })
const answered = (callId: string, operatorId: string) => event('call.answered', { callId, operatorId })
const ended = (callId: string, cause = 'caller-hangup') =>
  event('call.ended', { callId, cause, direction: 'in' })
const disposed = (callId: string) => event('interaction.disposed', { callId })
const row = (...events: DomainEvent[]) =>
  events.reduce<Conversation | undefined>(projectConversation, undefined)

const talking = () => [offered('call'), answered('call', 'anna')]

describe('a call that is passed on', () => {
  it('stays the first operator’s while the target is only being called', () => {
    expect(row(...talking(), leg('leg'))).toMatchObject({
      status: 'talking',
      operatorId: 'anna',
      callId: 'call',
    })
    const back = row(...talking(), leg('leg'), ended('leg', 'declined'))
    expect(back).toMatchObject({ status: 'talking', operatorId: 'anna' })
  })

  it('is the second operator’s once the first is out of it, and neither missed nor over', () => {
    const after = row(...talking(), leg('leg'), answered('leg', 'boris'), ended('call'))
    expect(after).toMatchObject({ status: 'talking', operatorId: 'boris', callId: 'leg' })
    expect(after?.leg).toBeUndefined()
  })

  it('whoever comes in after the first has left goes on with it as well', () => {
    const after = row(...talking(), ended('call'), leg('next'), answered('next', 'boris'))
    expect(after).toMatchObject({ status: 'talking', operatorId: 'boris', callId: 'next' })
  })

  it('is not closed by the outcome of the first while the second talks, and ends with the second', () => {
    const events = [...talking(), leg('leg'), answered('leg', 'boris'), ended('call'), disposed('call')]
    expect(row(...events)).toMatchObject({ status: 'talking', operatorId: 'boris' })
    expect(row(...events, ended('leg'))).toMatchObject({ status: 'wrap-up' })
    expect(row(...events, ended('leg'), disposed('leg'))).toMatchObject({ status: 'closed' })
  })

  it('a consultation that is over leaves no trace in the row', () => {
    const after = row(...talking(), leg('leg'), answered('leg', 'boris'), ended('leg'), ended('call'))
    expect(after).toMatchObject({ status: 'wrap-up', callId: 'call' })
  })
})
