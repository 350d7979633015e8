import { describe, expect, it } from 'vitest'
import type { AccountId, ContactId, ConversationId, MessageId } from '../../shared/lib/ids.ts'
import { ok } from '../../shared/lib/result.ts'
import type { CustomerChange } from '../messages/customer-change.ts'
import type { ChannelAdapter, Delivery, Inbound, InboundChange, Outbound } from './adapter.ts'

export type AdapterUnderTest = {
  adapter: ChannelAdapter
  accountId: AccountId
  /** Makes the far side send this, as the channel would; twice with the same `messageId` is a redelivery. */
  incoming(messageId: string, text: string): Promise<void>
  /** Makes the far side change, take back or react to a message, as the channel would. */
  changing(messageId: string, id: string, change: CustomerChange): Promise<void>
  /** Waits until the far side has this message; resolves with its text. */
  arrived(messageId: string): Promise<string>
  dispose?(): Promise<void>
}

const message = (accountId: AccountId, messageId: string, text: string): Outbound => ({
  accountId,
  contactId: 'c-1' as ContactId,
  conversationId: 'cv-1' as ConversationId,
  messageId: messageId as MessageId,
  text,
  at: 1,
  author: 'operator',
  operatorName: 'Lena Kravtsova',
})

/** What every channel adapter must do, whatever its channel is. */
export function describeChannelAdapter(name: string, make: () => Promise<AdapterUnderTest>): void {
  const connected = async () => {
    const under = await make()
    const inbound: Inbound[] = []
    const changes: InboundChange[] = []
    const deliveries: Delivery[] = []
    const link = under.adapter.connect({
      now: Date.now,
      receive: async (m) => {
        inbound.push(m)
        return ok({ contactId: 'c-1' as ContactId, conversationId: 'cv-1' as ConversationId })
      },
      changed: async (c) => {
        changes.push(c)
        return ok(undefined)
      },
      typing: async () => {},
      delivered: async (d) => void deliveries.push(d),
    })
    const end = async () => {
      link.close()
      await under.dispose?.()
    }
    return { ...under, link, inbound, changes, deliveries, end }
  }

  describe(`the channel adapter ${name}`, () => {
    it('passes messages on in order, and a redelivery with the same id', async () => {
      const { incoming, inbound, accountId, end } = await connected()
      await incoming('m-1', 'one')
      await incoming('m-2', '<b>two</b>')
      await incoming('m-1', 'one')
      expect(inbound.map((m) => [m.accountId, m.messageId, m.text])).toEqual([
        [accountId, 'm-1', 'one'],
        [accountId, 'm-2', '<b>two</b>'],
        [accountId, 'm-1', 'one'],
      ])
      await end()
    })

    it('passes on what a customer changes, takes back and how they react, each under its own id', async () => {
      const { incoming, changing, changes, inbound, accountId, end } = await connected()
      await incoming('m-1', 'one')
      await changing('m-1', 'u-1', { edited: 'one, and more' })
      await changing('m-1', 'u-2', { reaction: '👍' })
      await changing('m-1', 'u-3', { reaction: undefined })
      await changing('m-1', 'u-4', { deleted: true })
      await changing('m-1', 'u-1', { edited: 'one, and more' })
      const from = inbound[0]?.from
      const at = { accountId, from, messageId: 'm-1' }
      expect(changes).toEqual([
        { ...at, id: 'u-1', edited: 'one, and more' },
        { ...at, id: 'u-2', reaction: '👍' },
        { ...at, id: 'u-3', reaction: undefined },
        { ...at, id: 'u-4', deleted: true },
        { ...at, id: 'u-1', edited: 'one, and more' },
      ])
      await end()
    })

    it('sends a message, and tells how far it came', async () => {
      const { adapter, link, arrived, deliveries, accountId, end } = await connected()
      expect(await link.send(message(accountId, 'm-9', 'Привет <i>'))).toEqual(ok(undefined))
      expect(await arrived('m-9')).toBe('Привет <i>')
      const far = adapter.capabilities.receipts
      if (far !== 'none' && far !== 'sent')
        await expect
          .poll(() => deliveries.map((d) => ('receipt' in d ? d.receipt : d.failed)))
          .toEqual(far === 'read' ? ['delivered', 'read'] : ['delivered'])
      for (const d of deliveries) expect(d).toMatchObject({ contactId: 'c-1', messageId: 'm-9' })
      await end()
    })

    it('says what it can carry', async () => {
      const { adapter, end } = await connected()
      expect(adapter.capabilities.maxLength).toBeGreaterThan(0)
      await end()
    })

    it('is silent once it is closed', async () => {
      const { link, deliveries, accountId, dispose } = await connected()
      await link.send(message(accountId, 'm-9', 'x'))
      link.close()
      const told = deliveries.length
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(deliveries.length).toBe(told)
      await dispose?.()
    })
  })
}
