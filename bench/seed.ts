import { join } from 'node:path'
import { buildHub } from '../hub/app.ts'
import { adopt } from '../hub/widget/visitors.ts'
import type { NewEvent } from '../shared/domain/event.ts'
import type { AccountId, ContactId, OperatorId, VisitorId } from '../shared/lib/ids.ts'

/** How many customers there are, and how many of them, the first, have a history; the others were only imported. */
export type Size = { contacts: number; histories: number }
const contactCount = 10_000
const factsPerContact = 30
const factsOfStranger = 1
const days = 90
const dayMs = 86_400_000
/** Whose desk the console opens on, and who lends its line to the floor. */
export const deskOf = 'o-lena' as OperatorId
const floorOperator = 'o-kasia' as OperatorId
export const siteAccount = 'ca-site-ru' as AccountId

export type Person = { contactId: ContactId; name: string; number: string }
export type Seeded = {
  /** Sessions that were begun for the bench's own connections. */
  sessions: { desk: string; floor: string }
  /** People with a browser of their own, as widgets know them. */
  visitors: (Person & { visitorId: VisitorId; secret: string })[]
}

const given = ['Анна', 'Борис', 'Вера', 'Глеб', 'Дарья', 'Егор', 'Жанна', 'Игорь', 'Кира', 'Лев']
const family = ['Орлик', 'Бойко', 'Шевчук', 'Мороз', 'Ткач', 'Коваль', 'Гончар', 'Чумак', 'Бондарь', 'Рудь']

/** The nth customer: a name and a number that nobody else has. */
export function person(n: number): Person {
  return {
    contactId: `c-bench-${n}` as ContactId,
    name: `${given[n % 10]} ${family[Math.floor(n / 10) % 10]} ${n}`,
    number: `+7901${String(n).padStart(7, '0')}`,
  }
}

/**
 * Fills a profile's demo data: the demo company, then customers, ten thousand with thirty facts each when nothing else
 * is asked for, in the order in which a hub would have taken them in.
 */
export async function seed(
  profile: string,
  visitors: number,
  { contacts, histories }: Size = { contacts: contactCount, histories: contactCount },
  more: (now: number) => NewEvent[] = () => [],
): Promise<Seeded> {
  const root = join(import.meta.dirname, '..')
  const hub = await buildHub({
    dataDir: join(profile, 'demo'),
    host: '127.0.0.1',
    port: 0,
    data: 'demo',
    demoDir: join(root, 'resources/demo'),
    assetsDir: join(root, 'out/pages'),
    liveLoop: false,
    logLevel: 'silent',
  })
  try {
    const now = Date.now()
    const facts = Array.from({ length: contacts }, (_, n) =>
      n < histories ? factsOf(n, now) : factsOf(n, now).slice(0, factsOfStranger),
    ).flat()
    const expected = histories * factsPerContact + (contacts - histories) * factsOfStranger
    if (facts.length !== expected) throw new Error(`${facts.length} facts`)
    for (const fact of more(now)) facts.push(fact)
    facts.sort((a, b) => a.occurredAt - b.occurredAt)
    await hub.stores.events.appendMany(facts)
    await hub.reload()
    const browsers: Seeded['visitors'] = []
    for (let n = 0; n < visitors; n++) {
      const who = person(contactCount - 1 - n)
      browsers.push({ ...who, ...(await adopt(hub.parts, who.contactId, siteAccount)) })
    }
    return {
      sessions: {
        desk: await hub.parts.sessions.begin(deskOf),
        floor: await hub.parts.sessions.begin(floorOperator),
      },
      visitors: browsers,
    }
  } finally {
    await hub.close()
  }
}

/** One customer's ninety days: a visit and an order, a chat, a call, what was noted of them. */
function factsOf(n: number, now: number): NewEvent[] {
  const { contactId, name, number } = person(n)
  const start = now - days * dayMs + ((n * 7919) % contactCount) * ((dayMs * 60) / contactCount)
  const facts: NewEvent[] = []
  let at = start
  const tell = (type: NewEvent['type'], afterSeconds: number, fields: Record<string, unknown>) => {
    at += afterSeconds * 1000
    const eventId = `ev-bench-${n}-${facts.length}`
    facts.push({ ...fields, type, eventId, contactId, occurredAt: Math.round(at) } as unknown as NewEvent)
  }
  const visitId = `visit-bench-${n}`
  const chat = { interactionId: `in-bench-${n}-chat` }
  const thread = { conversationId: `cv-${contactId}-${siteAccount}`, channel: 'site', accountId: siteAccount }
  const queueId = 'q-sales'
  const orderId = `B-${n}`
  const callId = `call-bench-${n}`
  const voice = { interactionId: `in-bench-${n}-call`, callId, channel: 'voice', queueId }
  const message = (out: boolean, k: number, text: string) =>
    tell(out ? 'message.sent' : 'message.received', 40, {
      ...chat,
      ...thread,
      queueId,
      messageId: `m-bench-${n}-${k}`,
      text,
      ...(out ? { author: 'operator', operatorId: deskOf, receipt: 'read' } : {}),
    })

  tell('contact.created', 0, {
    via: 'import',
    profile: {
      displayName: name,
      language: 'ru',
      city: 'Москва',
      tags: n % 5 === 0 ? ['постоянный'] : [],
      identities: [
        { identityId: `id-bench-${n}`, kind: 'phone', value: number, strong: true, verifiedVia: 'call' },
      ],
    },
  })
  tell('visit.started', 3600, { visitId, device: 'desktop', source: { channel: 'search', label: 'Поиск' } })
  for (const page of ['/', '/catalogue', '/delivery', '/about'])
    tell('page.viewed', 30, { visitId, url: `https://dom-i-svet.example${page}`, title: page })
  for (const productId of ['p-001', 'p-008'])
    tell('product.viewed', 45, { visitId, productId, title: 'Товар' })
  tell('cart.changed', 60, { visitId, items: [{ productId: 'p-008', quantity: 1, unitPrice: 27_600 }] })
  tell('interaction.offered', 60, { ...chat, ...thread, queueId, direction: 'in', route: 'queue' })
  message(false, 0, `Здравствуйте, это ${name}. Когда привезёте?`)
  tell('interaction.accepted', 15, { ...chat, ...thread, queueId, operatorId: deskOf })
  message(true, 1, 'Добрый день! Сейчас посмотрю.')
  message(true, 2, 'Доставка завтра, с десяти до двух.')
  message(false, 3, 'Подходит, спасибо.')
  message(false, 4, 'А сборка входит в цену?')
  message(true, 5, 'Да, сборка уже в заказе.')
  tell('interaction.disposed', 30, { ...chat, conversationId: thread.conversationId, operatorId: deskOf })
  tell('order.created', 600, {
    order: {
      orderId,
      currency: 'RUB',
      items: [{ productId: 'p-008', quantity: 1, unitPrice: 27_600 }],
      total: 27_600,
    },
  })
  for (const [from, to] of [
    ['created', 'paid'],
    ['paid', 'shipped'],
    ['shipped', 'delivered'],
  ])
    tell('order.state-changed', 40_000, { orderId, from, to })
  tell('interaction.offered', 90_000, {
    ...voice,
    conversationId: `cv-${contactId}-voice`,
    accountId: 'ca-voice-sales',
    direction: 'in',
    route: 'queue',
    remote: number,
  })
  tell('call.answered', 9, { ...voice, operatorId: deskOf, waitSeconds: 9 })
  tell('call.ended', 130, {
    ...voice,
    cause: 'caller-hangup',
    direction: 'in',
    operatorId: deskOf,
    talkSeconds: 130,
  })
  tell('interaction.disposed', 20, {
    interactionId: voice.interactionId,
    callId,
    queueId,
    operatorId: deskOf,
  })
  tell('tag.added', 10, { tag: 'доставка', operatorId: deskOf })
  tell('field.set', 10, { field: 'displayName', value: name, operatorId: deskOf })
  tell('note.added', 10, {
    noteId: `note-bench-${n}`,
    operatorId: deskOf,
    text: 'Просил звонить после обеда.',
  })
  tell('campaign.sent', 86_400, { campaignId: 'cm-bench', channel: 'email', title: 'Осень' })
  return facts
}
