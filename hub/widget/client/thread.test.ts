import { describe, expect, it } from 'vitest'
import type { WidgetMessage } from '../../../shared/protocol/widget-protocol.ts'
import { readOutgoing, Thread } from './thread.ts'

const message = (messageId: string, at: number, more: Partial<WidgetMessage> = {}) =>
  ({ messageId, from: 'operator', text: messageId, at, receipt: 'sent', ...more }) as WidgetMessage
const marks = (thread: Thread, online = true) =>
  thread.items(online).map((i) => [i.id, i.kind === 'message' ? i.mark : undefined])

describe('the thread of a visitor', () => {
  it('shows a message that waits for a link, then one that is being sent, then one that arrived', () => {
    const thread = new Thread()
    thread.send({ messageId: 'a', text: 'hello', at: 10 })
    expect(marks(thread, false)).toEqual([['a', 'waiting']])
    expect(marks(thread)).toEqual([['a', 'sending']])
    thread.accepted('a', 12)
    expect(marks(thread)).toEqual([['a', 'sent']])
    expect(thread.pending()).toEqual([])
  })
  it('never shows a message twice, whether the history or the answer came first', () => {
    const thread = new Thread()
    thread.send({ messageId: 'a', text: 'hello', at: 10 })
    expect(thread.restore([message('a', 11, { from: 'visitor' })], [])).toEqual(['a'])
    thread.accepted('a', 12)
    thread.send({ messageId: 'a', text: 'hello', at: 10 })
    expect(thread.items(true)).toHaveLength(1)
  })
  it('takes receipts in any order and never one back, save for a failure', () => {
    const thread = new Thread()
    thread.receive(message('a', 1, { from: 'visitor' }))
    thread.receipt('a', 'read')
    thread.receipt('a', 'delivered')
    expect(marks(thread)).toEqual([['a', 'read']])
    thread.receive(message('a', 1, { from: 'visitor', receipt: 'sent' }))
    expect(marks(thread)).toEqual([['a', 'read']])
    thread.receipt('a', 'failed')
    expect(marks(thread)).toEqual([['a', 'failed']])
  })
  it('puts calls between the messages they were between, and what is unsent last', () => {
    const thread = new Thread()
    thread.send({ messageId: 'out', text: 'x', at: 1 })
    thread.restore(
      [message('b', 30), message('a', 10)],
      [{ callId: 'call', at: 20, outcome: 'answered', talkSeconds: 5 }],
    )
    expect(thread.items(true).map((i) => i.id)).toEqual(['a', 'call', 'b', 'out'])
  })
  it('counts what the visitor has not seen, until they look', () => {
    const thread = new Thread()
    thread.restore([message('a', 1, { receipt: 'read' }), message('b', 2), message('c', 3)], [])
    thread.receive(message('mine', 4, { from: 'visitor' }))
    expect(thread.unread().map((m) => m.messageId)).toEqual(['b', 'c'])
    expect(thread.see()?.messageId).toBe('c')
    expect(thread.see()).toBeUndefined()
  })
  it('keeps a refused message with its reason, gives its words back, and does not send it again', () => {
    const thread = new Thread()
    thread.send({ messageId: 'a', text: 'too long', at: 1 })
    thread.refused('a', 'TOO_LARGE')
    expect(thread.pending()).toEqual([])
    expect(thread.items(true)[0]).toMatchObject({ mark: 'failed', code: 'TOO_LARGE' })
    expect(thread.drop('a')?.text).toBe('too long')
    expect(thread.empty).toBe(true)
  })
  it('reads only what it wrote itself out of a storage that anybody may write to', () => {
    expect(readOutgoing({ messageId: 'a', text: 'b', at: 1, code: 'X' })).toEqual({
      messageId: 'a',
      text: 'b',
      at: 1,
    })
    for (const junk of [null, 1, 'x', {}, { messageId: 1, text: 't', at: 1 }])
      expect(readOutgoing(junk)).toBeUndefined()
  })
})
