import type { NewEvent } from '../../shared/domain/event.ts'

/** A number from 0 to 1 that is the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** How often a word comes falls with its rank (Zipf): the exponent of a uniform number is as close as a bench needs. */
const zipf = (random: () => number, size: number): number =>
  Math.min(size - 1, Math.floor(size ** random()) - 1)

const russian =
  'заказ доставка диван оплата возврат курьер стол скидка магазин звонок адрес номер деньги товар размер цвет гарантия чек сборка брак замена обмен договор рассрочка карта самовывоз склад вопрос ответ оператор жалоба письмо срок неделя утро вечер лампа шкаф кровать матрас кресло полка зеркало ковёр штора посуда подушка одеяло ручка ножка дверца ящик ткань кожа дерево стекло металл поломка царапина упаковка коробка лифт этаж подъезд квартира город улица домофон ключ подарок бонус промокод акция каталог сайт приложение пароль'.split(
    ' ',
  )
const polish =
  'zamówienie dostawa paczka płatność zwrot kurier stół rabat sklep telefon adres numer pieniądze towar rozmiar kolor gwarancja paragon montaż wymiana umowa raty karta odbiór magazyn pytanie odpowiedź reklamacja list termin tydzień ranek wieczór lampa szafa łóżko materac fotel półka lustro dywan zasłona naczynia poduszka kołdra faktura przesyłka'.split(
    ' ',
  )
const english =
  'order delivery sofa payment refund courier table discount shop call address number money goods size colour warranty receipt assembly exchange contract card pickup stock question answer complaint letter week morning evening lamp wardrobe mattress chair shelf mirror carpet curtain pillow invoice parcel'.split(
    ' ',
  )
const tails = {
  ru: ['', 'а', 'у', 'ом', 'е', 'ы', 'ов', 'ам', 'ами', 'ах'],
  pl: ['', 'a', 'u', 'em', 'ie', 'y', 'ów', 'om', 'ami', 'ach'],
  en: ['', 's', 'ed', 'ing'],
}
const sounds = {
  ru: ['бвгджзклмнпрстфхцчшщ', 'аеиоуыя'],
  pl: ['bcdfghjklmnprstwzłśż', 'aeioóuyąę'],
  en: ['bcdfghjklmnprstvwz', 'aeiou'],
} as const
export type Tongue = keyof typeof tails
const lemmas = { ru: 40_000, pl: 20_000, en: 12_000 }

function made(tongue: Tongue, random: () => number): string {
  const [consonants, vowels] = sounds[tongue]
  let word = ''
  for (let i = 2 + Math.floor(random() * 3); i > 0; i--)
    word +=
      consonants[Math.floor(random() * consonants.length)]! + vowels[Math.floor(random() * vowels.length)]!
  return word + consonants[Math.floor(random() * consonants.length)]!
}

/** The words of one language, the commonest first: real ones at the head, made up ones for the long tail. */
function words(tongue: Tongue, real: readonly string[]): string[] {
  const random = seeded(tongue.charCodeAt(0))
  const all = new Set(real)
  while (all.size < lemmas[tongue]) all.add(made(tongue, random))
  return [...all]
}

const given =
  'Анна Борис Вера Глеб Дарья Егор Жанна Игорь Кира Лев Марина Никита Ольга Павел Римма Сергей Тамара Фёдор Эмма Юрий Ирина Олег Светлана Виктор Наталья Роман Алина Денис Полина Артём Zofia Jan Maria Piotr Anna Tomasz Ewa Marek Kasia Paweł Agnieszka Łukasz Emma James Olivia Henry'.split(
    ' ',
  )
const cities = [
  'Москва',
  'Казань',
  'Тверь',
  'Самара',
  'Гданьск',
  'Warszawa',
  'Kraków',
  'Łódź',
  'Leeds',
  'Омск',
]
const channels = ['site', 'telegram', 'whatsapp', 'viber', 'email', 'sms'] as const
export const operators = Array.from({ length: 40 }, (_, i) => `o-bench-${i}`)

/** People and what they wrote: the same in every run, in the order in which a hub would have taken it in. */
export class Corpus {
  readonly vocabulary = { ru: words('ru', russian), pl: words('pl', polish), en: words('en', english) }
  private readonly families: string[]

  constructor() {
    const random = seeded(7)
    this.families = Array.from({ length: 30_000 }, () => {
      const name = made('ru', random)
      return name[0]!.toUpperCase() + name.slice(1)
    })
  }

  tongueOf(n: number): Tongue {
    return n % 10 < 7 ? 'ru' : n % 10 < 9 ? 'pl' : 'en'
  }

  personOf(n: number): { given: string; family: string; number: string; email: string | undefined } {
    const random = seeded(n * 2654435761)
    const family = this.families[zipf(random, this.families.length)]!
    const first = given[Math.floor(random() * given.length)]!
    return {
      given: first,
      family: /а$|я$/.test(first) ? `${family}ова` : `${family}ов`,
      number: `+79${String((n * 7_919_999 + 13) % 1_000_000_000).padStart(9, '0')}`,
      email: n % 5 < 3 ? `user${n.toString(36)}.${n % 97}@mail${n % 7}.example` : undefined,
    }
  }

  /** Words of a message, as they were written. */
  message(tongue: Tongue, random: () => number): string {
    const length = 4 + Math.floor(random() * 11)
    const said: string[] = []
    for (let i = 0; i < length; i++) said.push(this.word(tongue, random))
    if (random() < 0.08) said.push(`№${100_000 + Math.floor(random() * 900_000)}`)
    return said.join(' ')
  }

  private word(tongue: Tongue, random: () => number): string {
    const list = this.vocabulary[tongue]
    const lemma = list[zipf(random, list.length)]!
    const ending = tails[tongue][Math.floor(random() * tails[tongue].length)]!
    return ending && /[аеоуыяaeouy]$/.test(lemma) ? lemma.slice(0, -1) + ending : lemma + ending
  }

  born(n: number, at: number): NewEvent {
    const { given: first, family, number, email } = this.personOf(n)
    const identity = (kind: string, value: string) => ({
      identityId: `id-${kind}-${n}`,
      kind,
      value,
      strong: true,
      verifiedVia: 'import',
    })
    return {
      type: 'contact.created',
      eventId: `ev-c-${n}`,
      contactId: `c-bench-${n}`,
      occurredAt: at,
      via: 'import',
      profile: {
        displayName: `${first} ${family}`,
        city: cities[n % cities.length],
        identities: [identity('phone', number), ...(email ? [identity('email', email)] : [])],
      },
    } as unknown as NewEvent
  }

  /** Some messages of one person, one after another. */
  talk(n: number, from: number, count: number, at: number): NewEvent[] {
    const random = seeded(n * 31 + from)
    const tongue = this.tongueOf(n)
    const channel = channels[n % channels.length]!
    const of = {
      contactId: `c-bench-${n}`,
      conversationId: `cv-bench-${n}`,
      interactionId: `in-bench-${n}`,
      channel,
      accountId: `ca-${channel}`,
    }
    const operatorId = operators[n % operators.length]
    const facts: unknown[] = []
    if (from === 0)
      facts.push({
        ...of,
        type: 'interaction.offered',
        eventId: `ev-o-${n}`,
        occurredAt: at,
        direction: 'in',
        route: 'queue',
      })
    for (let k = from; k < from + count; k++) {
      const out = k % 2 === 1
      facts.push({
        ...of,
        type: out ? 'message.sent' : 'message.received',
        eventId: `ev-m-${n}-${k}`,
        messageId: `m-bench-${n}-${k}`,
        occurredAt: at + (k - from) * 40_000,
        text: this.message(tongue, random),
        ...(out ? { author: 'operator', operatorId, receipt: 'read' } : {}),
      })
    }
    return facts as NewEvent[]
  }
}
