import type { Identity } from '../../../shared/domain/identity.ts'
import type { ContactId, ConversationId } from '../../../shared/lib/ids.ts'
import { fakeCompany } from './company.ts'
import { seedHistory } from './seed-history.ts'
import { FakeWorld, type Said } from './world.ts'

export type SeedLanguage = 'ru' | 'pl' | 'en'
export type Seed = 'desk' | 'empty' | 'long'

const minute = 60_000

/** One small inbox row: a person, their channel, and the last words. */
type Someone = {
  id: string
  name?: string
  channel: string
  account: string
  queue?: string
  identity?: Partial<Identity>
  /** Minutes since the last word. */
  ago: number
  text: string
  by: 'customer' | 'operator'
  unread?: number
  state: 'mine' | 'queued' | 'other' | 'closed'
}

/**
 * Worlds to look at. `desk`: an operator's afternoon with one customer's long history; `empty`: a company on its first
 * day; `long`: a thousand waiting rows and a person with four thousand facts.
 */
export function makeSeed(seed: Seed, language: SeedLanguage = 'en', now: number = Date.now()): FakeWorld {
  const { company, me } = fakeCompany(language)
  const world = new FakeWorld(company, me)
  if (seed === 'empty') return world
  const t = (ru: string, en: string) => (language === 'ru' ? ru : en)
  seedHistory(world, language, now)
  for (const someone of people(t)) seedPerson(world, someone, now)
  if (seed === 'long') seedMany(world, now)
  return world
}

const people = (t: (ru: string, en: string) => string): Someone[] => [
  {
    id: 'c-alsu',
    name: t('Ганеева Алсу', 'Alsu Ganeeva'),
    channel: 'vk',
    account: 'a-vk',
    ago: 4.4,
    text: t('Курьер не приехал, жду с утра', 'The courier has not come, waiting since morning'),
    by: 'customer',
    unread: 1,
    state: 'mine',
  },
  {
    id: 'c-oksana',
    name: t('Мельник Оксана', 'Oksana Melnik'),
    channel: 'site',
    account: 'a-site',
    ago: 1.8,
    text: t('А ножки регулируются?', 'Are the legs adjustable?'),
    by: 'customer',
    unread: 1,
    state: 'mine',
  },
  {
    id: 'c-unknown',
    channel: 'telegram',
    account: 'a-tg',
    identity: { kind: 'phone', value: '+79000004418', strong: true, verifiedVia: 'contact-shared' },
    ago: 1.3,
    text: t('Добрый день, холодильник гудит', 'Hello, the fridge is humming'),
    by: 'customer',
    unread: 3,
    state: 'queued',
  },
  {
    id: 'c-denis',
    name: t('Ткаченко Денис', 'Denis Tkachenko'),
    channel: 'email',
    account: 'a-mail',
    ago: 2.1,
    text: t('Акт сверки за октябрь', 'Reconciliation for October'),
    by: 'customer',
    state: 'queued',
  },
  {
    id: 'c-artem',
    name: t('Ковалёв Артём', 'Artem Kovalev'),
    channel: 'whatsapp',
    account: 'a-wa',
    ago: 12.5,
    text: t('Счёт отправила, проверьте почту', 'The invoice is in your mailbox'),
    by: 'operator',
    state: 'mine',
  },
  {
    id: 'c-nina',
    name: t('Зайцева Нина', 'Nina Zaitseva'),
    channel: 'viber',
    account: 'a-viber',
    ago: 31,
    text: t('Замер в четверг в 16:00', 'Measuring on Thursday at 16:00'),
    by: 'operator',
    state: 'mine',
  },
  {
    id: 'c-timur',
    name: t('Рахимов Тимур', 'Timur Rakhimov'),
    channel: 'telegram',
    account: 'a-tg',
    ago: 71,
    text: t('Гарантия 24 месяца', 'The warranty is 24 months'),
    by: 'operator',
    state: 'mine',
  },
  {
    id: 'c-vera',
    name: t('Осипова Вера', 'Vera Osipova'),
    channel: 'site',
    account: 'a-site',
    ago: 95,
    text: t('Да, ножки меняются', 'Yes, the legs can be replaced'),
    by: 'operator',
    state: 'other',
  },
  {
    id: 'c-julia',
    name: t('Панина Юлия', 'Yulia Panina'),
    channel: 'vk',
    account: 'a-vk',
    ago: 160,
    text: t('Добавила скидку 3 %', 'I added 3 % off'),
    by: 'operator',
    state: 'mine',
  },
  {
    id: 'c-maria',
    name: t('Сычёва Мария', 'Maria Sycheva'),
    channel: 'sms',
    account: 'a-sms',
    ago: 1500,
    text: t('Заказ 1172 готов к выдаче', 'Order 1172 is ready to collect'),
    by: 'operator',
    state: 'closed',
  },
]

function seedPerson(world: FakeWorld, who: Someone, now: number): void {
  const at = now - who.ago * minute
  const contactId = who.id as ContactId
  const conversationId = `cv-${who.id}` as ConversationId
  const say = (said: Omit<Said, 'contactId'> & { at: number }) =>
    world.append({ contactId, ...said } as unknown as Said)
  say({
    at: at - 20 * minute,
    type: 'contact.created',
    via: 'first-contact',
    profile: {
      ...(who.name ? { displayName: who.name } : {}),
      identities: who.identity ? [{ identityId: `i-${who.id}`, device: undefined, ...who.identity }] : [],
    },
  } as never)
  const thread = {
    conversationId,
    channel: who.channel,
    accountId: who.account,
    queueId: who.queue ?? 'q-furniture',
    interactionId: `in-${who.id}`,
  }
  say({ at: at - 2000, type: 'interaction.offered', direction: 'in', ...thread } as never)
  if (who.state === 'mine' || who.state === 'closed' || who.state === 'other')
    say({
      at: at - 1500,
      type: 'interaction.accepted',
      ...thread,
      operatorId: who.state === 'other' ? 'o-igor' : 'o-anna',
    } as never)
  const count = Math.max(1, who.unread ?? 1)
  for (let i = 0; i < count; i++)
    say(
      (who.by === 'customer'
        ? {
            at: at - (count - 1 - i) * 1000,
            type: 'message.received',
            ...thread,
            messageId: `m-${who.id}-${i}`,
            text: who.text,
          }
        : {
            at,
            type: 'message.sent',
            ...thread,
            messageId: `m-${who.id}-${i}`,
            text: who.text,
            author: 'operator',
            operatorId: who.state === 'other' ? 'o-igor' : 'o-anna',
            receipt: 'read',
          }) as never,
    )
  if (who.by === 'customer' && !who.unread)
    say({
      at,
      type: 'conversation.seen',
      conversationId,
      messageId: `m-${who.id}-0`,
      operatorId: 'o-anna',
    } as never)
  if (who.state === 'closed')
    say({ at: at + 1000, type: 'interaction.disposed', ...thread, dispositionId: 'answered' } as never)
}

function seedMany(world: FakeWorld, now: number): void {
  for (let i = 0; i < 1000; i++)
    seedPerson(
      world,
      {
        id: `c-many-${i}`,
        name: `Customer ${i}`,
        channel: 'site',
        account: 'a-site',
        ago: 3 + i / 10,
        text: `Message number ${i}`,
        by: i % 2 ? 'operator' : 'customer',
        state: i % 3 ? 'mine' : 'queued',
      },
      now,
    )
  for (let i = 0; i < 4000; i++)
    world.append({
      type: i % 2 ? 'message.sent' : 'message.received',
      at: now - (4100 - i) * minute * 3,
      contactId: 'c-petr',
      conversationId: 'cv-petr-telegram',
      messageId: `m-long-${i}`,
      channel: 'telegram',
      accountId: 'a-tg',
      text: `Line ${i} ${'words '.repeat(1 + (i % 17))}`,
      author: 'operator',
      operatorId: 'o-anna',
    } as unknown as Said)
}
