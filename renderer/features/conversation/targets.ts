import { useMemo } from 'react'
import type { Card } from '../../../shared/domain/card.ts'
import type { ChannelKind } from '../../../shared/domain/channel.ts'
import { openFor, rulesOf, windowEnd } from '../../../shared/domain/channel-rules.ts'
import type { ChannelAccount, Company } from '../../../shared/domain/company.ts'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { IdentityKind } from '../../../shared/domain/identity.ts'
import type { ConversationId, OperatorId } from '../../../shared/lib/ids.ts'
import { useCompany, useHubNow, useMe } from '../../bridge/mirrors.ts'
import { phoneText } from '../../ui/phone.ts'
import { usePerson } from '../person/index.ts'
import type { Place } from './store.ts'

/** A way to a customer: a thread that there is, or one that an identity of theirs would allow. */
export type Target = Place & {
  row: InboxRow | undefined
  account: ChannelAccount | undefined
  address: string
  /** What may be written there now. */
  open: 'words' | 'template' | 'nothing'
  /** When free words end, hub time. */
  closesAt: number | undefined
}

const kinds: Partial<Record<ChannelKind, IdentityKind>> = {
  telegram: 'telegram',
  whatsapp: 'whatsapp',
  viber: 'viber',
  vk: 'vk',
  email: 'email',
  sms: 'phone',
  voice: 'phone',
}
/** Channels that an identity alone opens a way to. */
const reachable: Partial<Record<IdentityKind, ChannelKind>> = {
  telegram: 'telegram',
  whatsapp: 'whatsapp',
  viber: 'viber',
  vk: 'vk',
  email: 'email',
  phone: 'sms',
}

/** The address that a conversation goes to, as the customer would know it. */
export function addressOf(
  card: Card | undefined,
  row: { channel: ChannelKind; contactId: string | undefined },
): string {
  const kind = kinds[row.channel]
  const fits = (card?.identities ?? []).filter((i) => i.kind === kind)
  const found = fits.find((i) => i.contactId === row.contactId) ?? fits[0]
  return found ? phoneText(found.value) : ''
}

/** All ways to the person: the operator's own threads first, then by their last word, then what was never used. */
export function targetsOf(from: {
  card: Card | undefined
  rows: readonly InboxRow[]
  company: Company | undefined
  me: OperatorId | undefined
  now: number
}): Target[] {
  const { card, company, me, now } = from
  const accounts = company?.accounts ?? []
  const rank = (row: InboxRow) =>
    row.status === 'open' ? (row.operatorId === me ? 0 : 2) : row.status === 'queued' ? 1 : 3
  const rows = from.rows
    .filter((row) => row.channel !== 'voice')
    .sort((a, b) => rank(a) - rank(b) || b.lastAt - a.lastAt)
  const stand = (place: Place, row: InboxRow | undefined): Target => {
    const account = accounts.find((a) => a.accountId === place.accountId)
    const rules = rulesOf(place.channel)
    const thread = { heardAt: row?.heardAt, now }
    return {
      ...place,
      row,
      account,
      address: addressOf(card, place),
      open: rules ? openFor(rules, account ?? {}, thread) : 'nothing',
      closesAt: rules && windowEnd(rules, account ?? {}, row?.heardAt),
    }
  }
  const there = rows.map((row) => stand(row, row))
  const added: Target[] = []
  for (const identity of card?.identities ?? []) {
    const channel = reachable[identity.kind]
    const all = [...there, ...added]
    if (!channel || all.some((t) => t.channel === channel && t.contactId === identity.contactId)) continue
    const fitting = accounts.filter((a) => a.kind === channel)
    const account =
      fitting.find((a) => a.accountId === identity.scope) ??
      fitting.find((a) => a.language === card?.language) ??
      fitting[0]
    if (!account) continue
    const { contactId } = identity
    const conversationId = `cv-${contactId}-${account.accountId}` as ConversationId
    added.push(stand({ conversationId, contactId, channel, accountId: account.accountId }, undefined))
  }
  return [...there, ...added]
}

export function useTargets(): Target[] {
  const card = usePerson((s) => s.card)
  const rows = usePerson((s) => s.rows)
  const company = useCompany()
  const me = useMe()?.operatorId
  // Windows close by the minute; between two of them nothing here is different.
  const now = Math.floor(useHubNow() / 15_000) * 15_000
  return useMemo(
    () => targetsOf({ card, rows: [...rows.values()], company, me, now }),
    [card, rows, company, me, now],
  )
}

/** Where the composer writes: the one that was chosen, else the liveliest. */
export function useTarget(): Target | undefined {
  const targets = useTargets()
  const chosen = usePerson((s) => s.conversationId)
  return targets.find((t) => t.conversationId === chosen) ?? targets[0]
}
