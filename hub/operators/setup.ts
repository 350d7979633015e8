import type { ChannelAccount, Disposition } from '../../shared/domain/company.ts'
import type { AccountId, DispositionId, QueueId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import type { StoredCompany } from '../storage/ports.ts'

const queueId = 'q-main' as QueueId

const disposition = (
  id: string,
  outcome: Disposition['outcome'],
  ru: string,
  pl: string,
  en: string,
): Disposition => ({
  dispositionId: id as DispositionId,
  name: { ru, pl, en },
  outcome,
  queueIds: [],
  needsComment: false,
})

const account = (id: string, kind: ChannelAccount['kind'], name: string): ChannelAccount => ({
  accountId: id as AccountId,
  kind,
  name,
  address: '',
  queueId,
})

/** A company as it is on its first day: one queue, a site and a telephone account, a few outcomes. */
export const newCompany = (name: string): StoredCompany => ({
  companyId: newId<string>(),
  name: { ru: name, pl: name, en: name },
  demo: false,
  queues: [{ queueId, name: { ru: 'Общая', pl: 'Ogólna', en: 'General' } }],
  accounts: [account('ca-site', 'site', name), account('ca-voice', 'voice', name)],
  dispositions: [
    disposition('resolved', 'resolved', 'Решено', 'Załatwione', 'Resolved'),
    disposition('sold', 'won', 'Продажа', 'Sprzedaż', 'Sale'),
    disposition('follow-up', 'open', 'Вернуться позже', 'Wrócić później', 'Follow up'),
    disposition('refused', 'lost', 'Отказ', 'Odmowa', 'Declined'),
    disposition('wrong-number', 'other', 'Ошиблись номером', 'Pomyłka', 'Wrong number'),
  ],
  products: [],
  fieldLabels: { paymentCard: { ru: 'Карта оплаты', pl: 'Karta płatnicza', en: 'Payment card' } },
  fieldKinds: { paymentCard: 'payment' },
  settings: { recording: true, widgetCall: 'demo-switch' },
})
