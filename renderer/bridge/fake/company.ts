import type { Company, Operator } from '../../../shared/domain/company.ts'

const operator = (operatorId: string, ru: string, en: string, extension: string): Operator =>
  ({
    operatorId,
    name: ru || en,
    login: operatorId,
    roles: ['operator'],
    queueIds: ['q-furniture', 'q-orders'],
    extension,
    languages: ['ru', 'en'],
    greetings: {},
    disabled: false,
  }) as unknown as Operator

/** A small company for tests and stories. Names are in the language that the screen is looked at in. */
export function fakeCompany(language: 'ru' | 'pl' | 'en' = 'en'): { company: Company; me: Operator } {
  const t = (ru: string, en: string) => (language === 'ru' ? ru : en)
  const me = operator('o-anna', t('Анна Лебедева', 'Anna Lebedeva'), 'Anna Lebedeva', '204')
  const igor = operator('o-igor', t('Игорь Сафин', 'Igor Safin'), 'Igor Safin', '205')
  const account = (
    accountId: string,
    kind: string,
    name: string,
    address: string,
    queueId = 'q-furniture',
  ) => ({
    accountId,
    kind,
    name,
    address,
    queueId,
  })
  const company = {
    companyId: 'northwood',
    name: { ru: 'Лесной двор', pl: 'Leśny Dwór', en: 'Northwood' },
    demo: true,
    customFields: [
      {
        fieldId: 'fault',
        of: 'case',
        label: { ru: 'Что случилось', pl: 'Co się stało', en: 'What happened' },
        kind: 'choice',
        choices: [t('Брак', 'Defect'), t('Не то', 'Wrong item'), t('Не приехало', 'Did not come')],
        required: true,
      },
      {
        fieldId: 'floor',
        of: 'contact',
        label: { ru: 'Этаж', pl: 'Piętro', en: 'Floor' },
        kind: 'number',
        required: false,
      },
      {
        fieldId: 'tax',
        of: 'organisation',
        label: { ru: 'ИНН', pl: 'NIP', en: 'Tax number' },
        kind: 'text',
        required: false,
      },
    ],
    operators: [me, igor],
    queues: [
      { queueId: 'q-furniture', name: { ru: 'Мебель', pl: 'Meble', en: 'Furniture' } },
      { queueId: 'q-orders', name: { ru: 'Заказы', pl: 'Zamówienia', en: 'Orders' } },
    ],
    accounts: [
      account('a-site', 'site', 'northwood.example', 'https://northwood.example'),
      account('a-tg', 'telegram', 'Northwood bot', '@northwood_bot'),
      account('a-wa', 'whatsapp', 'Northwood', '+79000000100'),
      account('a-vk', 'vk', t('Сообщество Northwood', 'Northwood community'), 'northwood'),
      account('a-viber', 'viber', 'Northwood', 'northwood'),
      account('a-mail', 'email', 'Northwood', 'hello@northwood.example'),
      account('a-sms', 'sms', 'NORTHWOOD', 'NORTHWOOD', 'q-orders'),
      account('a-line', 'voice', t('Линия «Мебель»', 'Furniture line'), '+74950001001'),
    ],
    dispositions: [
      {
        dispositionId: 'order-placed',
        name: { ru: 'Заказ оформлен', pl: 'Zamówienie złożone', en: 'Order placed' },
        outcome: 'won',
        queueIds: ['q-furniture', 'q-orders'],
        needsComment: false,
      },
      {
        dispositionId: 'answered',
        name: { ru: 'Вопрос решён', pl: 'Sprawa załatwiona', en: 'Question answered' },
        outcome: 'resolved',
        queueIds: ['q-furniture', 'q-orders'],
        needsComment: false,
      },
      {
        dispositionId: 'thinking',
        name: { ru: 'Клиент думает', pl: 'Klient się zastanawia', en: 'Thinking it over' },
        outcome: 'open',
        queueIds: ['q-furniture'],
        needsComment: false,
      },
      {
        dispositionId: 'refused',
        name: { ru: 'Отказ', pl: 'Rezygnacja', en: 'Refused' },
        outcome: 'lost',
        queueIds: ['q-furniture'],
        needsComment: true,
      },
    ],
    products: [
      product('p-sofa', 'Диван «Лагуна»', 'Sofa „Laguna”', 'Laguna sofa', 84_900),
      product('p-pouf', 'Пуф «Мох»', 'Puf „Mech”', 'Moss pouf', 11_500),
      product('p-chair', 'Кресло «Заря»', 'Fotel „Świt”', 'Dawn armchair', 32_400),
      product('p-lamp', 'Лампа «Цапля»', 'Lampa „Czapla”', 'Heron lamp', 6_200),
    ],
    fieldLabels: {
      need: { ru: 'Потребность', pl: 'Potrzeba', en: 'Need' },
      budget: { ru: 'Бюджет', pl: 'Budżet', en: 'Budget' },
      address: { ru: 'Адрес', pl: 'Adres', en: 'Address' },
      preferredChannel: { ru: 'Канал', pl: 'Kanał', en: 'Channel' },
      paymentCard: { ru: 'Карта оплаты', pl: 'Karta płatnicza', en: 'Payment card' },
    },
    fieldKinds: { paymentCard: 'payment' },
    settings: { recording: true, widgetCall: 'demo-switch' },
  } as unknown as Company
  return { company, me }
}

const product = (productId: string, ru: string, pl: string, en: string, rub: number) => ({
  productId,
  name: { ru, pl, en },
  price: { RUB: rub },
})
