import type { Company, Operator, Queue } from '../../../shared/domain/company.ts'
import type { OperatorId, QueueId } from '../../../shared/lib/ids.ts'
import type { Board, BoardLine, DeskCall } from '../../../shared/supervision/board.ts'
import type { SeedLanguage } from './seed.ts'

/** A shift of a few dozen people at work, each in another state, as a supervisor's wall shows them. */
export function sampleWall(
  language: SeedLanguage,
  now: number,
): { board: Board; company: Pick<Company, 'operators' | 'queues'> } {
  const ru = language === 'ru'
  const ago = (seconds: number) => now - seconds * 1000
  const queues: Queue[] = [
    queue('q-furniture', 'Мебель', 'Meble', 'Furniture'),
    queue('q-appliances', 'Техника', 'Sprzęt', 'Appliances'),
    queue('q-delivery', 'Доставка', 'Dostawa', 'Delivery'),
    queue('q-trade', 'Опт', 'Hurt', 'Trade'),
    queue('q-returns', 'Возвраты', 'Zwroty', 'Returns'),
  ]
  const names = ru ? namesRu : namesEn
  const customers = ru
    ? ['Ткаченко Денис', '+79000003177', 'Панина Юлия', 'Ганеева Алсу', 'Рахимов Тимур', 'Зайцева Нина']
    : ['Denis Tkachenko', '+79000003177', 'Yulia Panina', 'Alsu Ganeeva', 'Timur Rakhimov', 'Nina Zaitseva']
  const lines = names.map((_, i) => lineOf(i))

  function lineOf(i: number): BoardLine {
    const operatorId = `wall-${i}` as OperatorId
    const queueId = queues[i % queues.length]?.queueId
    const base: BoardLine = {
      operatorId,
      presence: 'available',
      since: ago(30 + i * 7),
      calls: [],
      chats: { count: 0 },
      supervisors: [],
    }
    const call = (more: Partial<DeskCall> = {}): DeskCall => ({
      callId: `wall-call-${i}` as DeskCall['callId'],
      direction: 'in',
      phase: 'connected',
      remote: '+79000001802',
      name: customers[i % customers.length] ?? '',
      since: ago(46 + ((i * 83) % 500)),
      muted: false,
      mos: 4.3,
      recording: 'on',
      talk: Array.from({ length: 24 }, (__, n) =>
        Math.floor((n + i * 3) / 4) % 3 === 0
          ? 1
          : Math.floor((n + i * 3) / 4) % 3 === 1
            ? 2
            : (n + i) % 8 < 4
              ? 1
              : 2,
      ),
      ...(queueId ? { queueId } : {}),
      ...more,
    })
    if (i === 0) return { ...base, calls: [call({ heldAt: ago(98), mos: 3.6 })] }
    if (i === 1) return { ...base, calls: [call({ mos: 3.2 })] }
    if (i === 2) {
      const reason = { ru: 'возврат без чека', pl: 'zwrot bez paragonu', en: 'refund, no receipt' }[language]
      return {
        ...base,
        calls: [call()],
        hand: { operatorId, at: ago(33), reason, customer: customers[2] ?? '' },
      }
    }
    if (i === 3) return { ...base, calls: [call({ since: ago(462) })] }
    if (i < 18) return { ...base, calls: [call()] }
    if (i < 30) {
      const channel = ['whatsapp', 'telegram', 'site', 'vk', 'email'][i % 5] ?? 'site'
      const name = customers[(i + 1) % customers.length] ?? ''
      const chats = { count: 1 + (i % 4), name, channel, since: ago(20 + i * 13) }
      return { ...base, chats: queueId ? { ...chats, queueId } : chats }
    }
    if (i === 30) return { ...base, calls: [call({ phase: 'ended', since: ago(11) })] }
    if (i < 34) return base
    if (i < 37) return { ...base, presence: 'busy' }
    if (i < 41) return { ...base, presence: 'away' }
    return { ...base, presence: 'offline', lostAt: ago(40), calls: i === 41 ? [call()] : [] }
  }

  const board: Board = {
    all: true,
    lines,
    queues: [
      {
        queueId: 'q-furniture' as QueueId,
        waiting: 3,
        waitingSince: ago(42),
        chats: 2,
        inTime: 0.86,
        lost: 0.04,
      },
      {
        queueId: 'q-appliances' as QueueId,
        waiting: 1,
        waitingSince: ago(12),
        chats: 0,
        inTime: 0.91,
        lost: 0.02,
      },
      {
        queueId: 'q-delivery' as QueueId,
        waiting: 6,
        waitingSince: ago(171),
        chats: 5,
        inTime: 0.64,
        lost: 0.11,
      },
      { queueId: 'q-trade' as QueueId, waiting: 0, chats: 1, inTime: 0.94, lost: 0 },
      { queueId: 'q-returns' as QueueId, waiting: 2, waitingSince: ago(51), chats: 3 },
    ],
  }
  const operators = names.map(
    (name, i): Operator => ({
      operatorId: `wall-${i}` as OperatorId,
      name,
      login: `wall-${i}`,
      roles: ['operator'],
      queueIds: [],
      languages: [language],
      greetings: {},
      disabled: false,
    }),
  )
  return { board, company: { operators, queues } }
}

const queue = (queueId: string, ru: string, pl: string, en: string): Queue => ({
  queueId: queueId as QueueId,
  name: { ru, pl, en },
})

const namesRu = (
  'Олег Дроздов,Ксения Белая,Тимур Гареев,Марина Котова,Инна Самойлова,Глеб Носов,Степан Орлов,Луиза Хан,' +
  'Кирилл Бойко,Егор Тихий,Майя Светлова,Илья Громов,Рустам Валеев,Ольга Пак,Лев Ким,Назар Дудин,Тая Лисицына,' +
  'Борис Чайка,Анна Лебедева,Игорь Сафин,Софья Грин,Алина Рогова,Марат Исаев,Яна Мороз,Данил Фомин,' +
  'Камила Садыкова,Фёдор Лось,Зоя Маркова,Арсен Мелик,Ульяна Рей,Дарья Лунина,Павел Ершов,Вера Кац,Роман Жуков,' +
  'Артур Набиев,Эльза Юсупова,Эмиль Гусев,Полина Дёмина,Регина Шарипова,Ника Берг,Ева Кольцова,Юрий Лапин'
).split(',')
const namesEn = (
  'Oleg Drozdov,Ksenia Belaya,Timur Gareev,Marina Kotova,Inna Samoylova,Gleb Nosov,Stepan Orlov,Luisa Khan,' +
  'Kirill Boiko,Egor Tikhy,Maya Svetlova,Ilya Gromov,Rustam Valeev,Olga Pak,Lev Kim,Nazar Dudin,Taya Lisitsyna,' +
  'Boris Chaika,Anna Lebedeva,Igor Safin,Sofya Green,Alina Rogova,Marat Isaev,Yana Moroz,Danil Fomin,' +
  'Kamila Sadykova,Fedor Los,Zoya Markova,Arsen Melik,Ulyana Rey,Darya Lunina,Pavel Ershov,Vera Katz,Roman Zhukov,' +
  'Artur Nabiev,Elza Yusupova,Emil Gusev,Polina Demina,Regina Sharipova,Nika Berg,Eva Koltsova,Yury Lapin'
).split(',')
