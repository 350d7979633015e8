import type { FakeWorld, Said } from './world.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** One customer's three days: the history that shows every kind of item on the timeline, as cards `c-petr` and `c-petr-vk`. */
export function seedHistory(world: FakeWorld, language: 'ru' | 'pl' | 'en', now: number): void {
  const t = (ru: string, en: string) => (language === 'ru' ? ru : en)
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const on = (daysBack: number, time: string) => {
    const [h = 0, m = 0] = time.split(':').map(Number)
    return midnight.getTime() - daysBack * day + (h * 60 + m) * minute
  }
  const say = (at: number, said: Record<string, unknown>) =>
    world.append({ contactId: 'c-petr', at, ...said } as unknown as Said)
  const mail = { kind: 'email', value: 'p.vorontsov@example.com', strong: true, verifiedVia: 'email-from' }

  say(on(620, '12:00'), {
    type: 'contact.created',
    via: 'first-contact',
    profile: {
      displayName: t('Воронцов Пётр Ильич', 'Petr Ilyich Vorontsov'),
      addressAs: t('Пётр Ильич', 'Petr'),
      language: 'ru',
      city: t('Казань', 'Kazan'),
      country: 'RU',
      tags: [t('постоянный', 'regular')],
      identities: [
        { identityId: 'i-1', kind: 'phone', value: '+79000001234', strong: true, verifiedVia: 'carrier' },
        { identityId: 'i-2', kind: 'whatsapp', value: '+79000001234', strong: true, verifiedVia: 'channel' },
        {
          identityId: 'i-3',
          kind: 'telegram',
          value: '@p_vorontsov',
          strong: false,
          verifiedVia: 'contact-shared',
        },
      ],
    },
  })
  const order = (orderId: string, at: number, total: number, items: [string, number, number][]) => {
    say(at, {
      type: 'order.created',
      order: {
        orderId,
        sourceChannel: 'site',
        fulfilment: 'courier',
        payment: 'card',
        currency: 'RUB',
        items: items.map(([productId, quantity, unitPrice]) => ({ productId, quantity, unitPrice })),
        total,
      },
    })
  }
  order('902', on(260, '10:00'), 61_200, [
    ['p-chair', 1, 32_400],
    ['p-lamp', 4, 7_200],
  ])
  say(on(250, '15:00'), { type: 'order.state-changed', orderId: '902', from: 'shipped', to: 'collected' })
  say(on(250, '16:00'), { type: 'identity.observed', identity: { identityId: 'i-4', ...mail } })

  say(on(3, '22:41'), {
    type: 'visit.started',
    visitId: 'v-1',
    device: 'desktop',
    city: t('Казань', 'Kazan'),
    source: {
      channel: 'paid',
      label: t('Яндекс Директ', 'Yandex Direct'),
      utm: {
        utm_campaign: t('Диваны, Казань', 'Sofas, Kazan'),
        utm_term: t('угловой диван серый', 'grey corner sofa'),
      },
    },
  })
  const pages = ['/catalog', '/catalog/sofas', '/catalog/sofas/corner', '/delivery']
  for (const [i, url] of pages.entries())
    say(on(3, '22:41') + i * 20_000 + 5000, { type: 'page.viewed', url, title: url })
  say(on(3, '22:43'), { type: 'product.viewed', productId: 'p-sofa', secondsOnPage: 80 })
  say(on(3, '22:44'), { type: 'search.performed', query: t('пуф мох', 'moss pouf'), results: 2 })
  const site = thread('cv-petr-site', 'site', 'a-site', 'in-site')
  say(on(3, '22:46'), { type: 'interaction.offered', direction: 'in', ...site })
  say(on(3, '22:46') + 1000, {
    type: 'message.received',
    ...site,
    messageId: 'm-1',
    text: t('Здравствуйте! «Лагуна» в сером есть в наличии?', 'Hello! Is Laguna in grey in stock?'),
  })
  const answers: [string, string][] = [
    ['need', t('Угловой диван', 'Corner sofa')],
    ['budget', t('до 90 000 ₽', 'to 90,000 ₽')],
    ['address', t('Казань, 4 этаж, лифт', 'Kazan, 4th floor, lift')],
  ]
  for (const [i, [field, value]] of answers.entries())
    say(on(3, '22:47') + i * 20_000, { type: 'bot.answered', field, value, interactionId: 'in-site' })
  say(on(3, '22:51'), {
    type: 'cart.changed',
    cartId: 'cart-1',
    items: [
      { productId: 'p-sofa', quantity: 1, unitPrice: 84_900 },
      { productId: 'p-pouf', quantity: 1, unitPrice: 11_500 },
    ],
    total: 96_400,
    currency: 'RUB',
  })
  say(on(3, '23:21'), { type: 'cart.abandoned', cartId: 'cart-1' })

  say(on(2, '09:06'), {
    type: 'interaction.accepted',
    operatorId: 'o-anna',
    interactionId: 'in-site',
    queueId: 'q-furniture',
    conversationId: 'cv-petr-site',
    channel: 'site',
  })
  say(on(2, '09:07'), {
    type: 'interaction.disposed',
    ...site,
    operatorId: 'o-anna',
    dispositionId: 'thinking',
  })
  const telegram = thread('cv-petr-telegram', 'telegram', 'a-tg', 'in-tg')
  say(on(2, '09:07') + 1000, {
    type: 'interaction.offered',
    direction: 'out',
    operatorId: 'o-anna',
    ...telegram,
  })
  const out = (at: number, where: object, messageId: string, text: string, more: object = {}) =>
    say(at, {
      type: 'message.sent',
      ...where,
      messageId,
      text,
      author: 'operator',
      operatorId: 'o-anna',
      receipt: 'read',
      ...more,
    })
  out(
    on(2, '09:08'),
    telegram,
    'm-2',
    t(
      'Пётр Ильич, доброе утро! Серая «Лагуна» есть на складе в Казани, пуф тоже. Отправила расчёт на почту.',
      'Good morning! The grey Laguna is in the Kazan warehouse, the pouf too. The quote is in your mailbox.',
    ),
    { operatorId: 'o-igor' },
  )
  const got = (at: number, where: object, messageId: string, text: string, more: object = {}) =>
    say(at, { type: 'message.received', ...where, messageId, text, ...more })
  got(
    on(2, '09:21'),
    telegram,
    'm-3',
    t('Спасибо, посмотрю. А ткань моется?', 'Thanks, I will look. Is the fabric washable?'),
  )
  out(
    on(2, '09:22'),
    telegram,
    'm-4',
    t('Да, чехлы съёмные, стирка при 30°.', 'Yes, covers come off, wash at 30°.'),
  )
  out(
    on(2, '12:30'),
    thread('cv-petr-email', 'email', 'a-mail', 'in-mail'),
    'm-5',
    t(
      'Пётр Ильич, добрый день! Во вложении расчёт на диван и пуф со скидкой 5 % до 25 ноября. Подробности и цены смотрите в файле.',
      'Good afternoon! Attached is the quote for the sofa and pouf with 5 % off until 25 November. The file has all prices.',
    ),
    {
      subject: t('Коммерческое предложение № 311', 'Quote No. 311'),
      attachments: [
        {
          attachmentId: 'f-1',
          fileName: t('КП-311 Воронцов.pdf', 'Quote-311 Vorontsov.pdf'),
          kilobytes: 240,
        },
      ],
    },
  )
  seedCalls(say, on)
  order('1187', on(2, '15:26'), 96_400, [
    ['p-sofa', 1, 84_900],
    ['p-pouf', 1, 11_500],
  ])
  say(on(2, '15:27'), { type: 'order.state-changed', orderId: '1187', from: 'created', to: 'paid' })
  say(on(2, '15:29'), {
    type: 'note.added',
    noteId: 'n-1',
    operatorId: 'o-anna',
    text: t(
      'Просит звонок за час до доставки. @o-igor, проверь, пожалуйста, грузовой лифт.',
      'Wants a call one hour before delivery. @o-igor, please check the goods lift.',
    ),
    mentions: ['o-igor'],
  })
  say(on(2, '15:30'), {
    type: 'promise.made',
    promiseId: 'pr-1',
    operatorId: 'o-anna',
    text: t('Позвонить за час до доставки', 'Call an hour before the delivery'),
    dueAt: on(-1, '17:00'),
  })

  const vk = { contactId: 'c-petr-vk', ...thread('cv-petr-vk', 'vk', 'a-vk', 'in-vk') }
  say(on(1, '10:00'), {
    type: 'contact.created',
    contactId: 'c-petr-vk',
    via: 'first-contact',
    profile: {
      displayName: t('Пётр Воронцов', 'Petr V.'),
      identities: [
        { identityId: 'i-5', kind: 'vk', value: 'id700018402', strong: false, verifiedVia: 'channel' },
      ],
    },
  })
  say(on(1, '10:11'), { type: 'interaction.offered', direction: 'in', ...vk })
  got(on(1, '10:12'), vk, 'm-6', t('Акция с подушками ещё действует?', 'Is the cushion offer still on?'))
  out(
    on(1, '10:13'),
    vk,
    'm-7',
    t(
      'Да, до воскресенья. Добавил две подушки к заказу 1187, бесплатно.',
      'Yes, until Sunday. I added two cushions to order 1187, free.',
    ),
    { operatorId: 'o-igor' },
  )
  say(on(1, '10:20'), {
    type: 'interaction.disposed',
    ...vk,
    operatorId: 'o-igor',
    dispositionId: 'answered',
  })
  say(on(1, '10:30'), {
    type: 'contact.linked',
    linkId: 'l-1',
    withContactId: 'c-petr-vk',
    why: t('почта в профиле', 'e-mail in the profile'),
    operatorId: 'o-igor',
  })

  const whatsapp = thread('cv-petr-whatsapp', 'whatsapp', 'a-wa', 'in-wa')
  const recent = (minutes: number) => now - minutes * minute
  say(recent(61), { type: 'interaction.offered', direction: 'in', ...whatsapp })
  say(recent(60), { type: 'interaction.accepted', ...whatsapp, operatorId: 'o-anna' })
  got(
    recent(59),
    whatsapp,
    'm-8',
    t('Добрый день! Доставка точно в субботу?', 'Good afternoon! Is the delivery on Saturday for sure?'),
  )
  out(recent(58), whatsapp, 'm-9', t('Да, 21 ноября с 18 до 21.', 'Yes, 21 November, 6 to 9 pm.'))
  out(recent(57), whatsapp, 'm-10', t('Вот инструкция по сборке.', 'Here is the assembly manual.'), {
    receipt: 'sent',
    attachments: [
      { attachmentId: 'f-2', fileName: t('Инструкция, видео.mp4', 'Manual, video.mp4'), kilobytes: 21_504 },
    ],
  })
  say(recent(56.9), {
    type: 'message.failed',
    conversationId: 'cv-petr-whatsapp',
    messageId: 'm-10',
    code: 'too-large',
  })
  got(
    recent(5.1),
    whatsapp,
    'm-11',
    t('Можно перенести доставку на воскресенье?', 'Can the delivery move to Sunday?'),
  )
  got(
    recent(4.1),
    whatsapp,
    'm-12',
    t(
      'И как подключить подсветку, есть инструкция? https://northwood.example/manual',
      'And how do I connect the light strip, is there a manual? https://northwood.example/manual',
    ),
  )
}

const thread = (conversationId: string, channel: string, accountId: string, interactionId: string) => ({
  conversationId,
  channel,
  accountId,
  interactionId,
  queueId: 'q-furniture',
})

function seedCalls(
  say: (at: number, said: Record<string, unknown>) => void,
  on: (d: number, t: string) => number,
): void {
  const voice = (n: number) => ({
    ...thread('cv-petr-voice', 'voice', 'a-line', `in-call-${n}`),
    callId: `call-${n}`,
    remote: '+79000001234',
  })
  say(on(2, '15:09'), { type: 'interaction.offered', direction: 'in', ...voice(1) })
  say(on(2, '15:10'), {
    type: 'call.ended',
    ...voice(1),
    direction: 'in',
    cause: 'abandoned',
    waitSeconds: 38,
  })
  say(on(2, '15:14'), { type: 'interaction.offered', direction: 'out', operatorId: 'o-anna', ...voice(2) })
  say(on(2, '15:14') + 6000, { type: 'call.answered', ...voice(2), operatorId: 'o-anna', waitSeconds: 6 })
  say(on(2, '15:16'), { type: 'call.held', ...voice(2) })
  say(on(2, '15:16') + 24_000, { type: 'call.resumed', ...voice(2), holdSeconds: 24 })
  say(on(2, '15:19'), {
    type: 'call.ended',
    ...voice(2),
    direction: 'out',
    cause: 'caller-hangup',
    talkSeconds: 228,
    holdSeconds: 24,
    mos: 4.3,
    mosWorst: 3.6,
    talk: {
      operatorSeconds: 141,
      customerSeconds: 84,
      silenceSeconds: 14,
      longestSilenceSeconds: 6,
      talkOverSeconds: 11,
    },
    operatorId: 'o-anna',
  })
  const wave = (shift: number) =>
    Array.from({ length: 240 }, (_, i) =>
      Math.sin(i / 13 + shift) > 0.1 ? 25 + Math.round(60 * Math.abs(Math.sin(i * 1.7 + shift))) : 3,
    )
  say(on(2, '15:19') + 1000, {
    type: 'recording.available',
    ...voice(2),
    recordingId: 'rec-2',
    seconds: 252,
    channels: 2,
    peaks: { operator: wave(0), customer: wave(3.1) },
  })
  say(on(2, '15:15') + 0, { type: 'recording.announced', ...voice(2), announcement: 'sound' })
  say(on(2, '15:17') + 48_000, {
    type: 'recording.resumed',
    ...voice(2),
    pausedSeconds: 26,
    reason: 'payment',
  })
  say(on(2, '15:20'), {
    type: 'recording.comment-added',
    ...voice(2),
    recordingId: 'rec-2',
    commentId: 'rc-1',
    second: 176,
    text: 'Good offer: delivery after six',
    operatorId: 'o-igor',
  })
  say(on(2, '15:19') + 2000, {
    type: 'transcript.available',
    ...voice(2),
    recordingId: 'rec-2',
    lines: [
      {
        side: 'customer',
        start: 91,
        end: 96,
        text: 'Please deliver after six in the evening, nobody is home by day.',
      },
      {
        side: 'operator',
        operatorId: 'o-anna',
        start: 98,
        end: 103,
        text: 'Noted: 6 to 9 pm, we call an hour before.',
      },
    ],
  })
  say(on(2, '15:20'), {
    type: 'interaction.disposed',
    ...voice(2),
    operatorId: 'o-anna',
    dispositionId: 'order-placed',
  })
}
