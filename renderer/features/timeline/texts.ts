import { defineTexts } from '../../i18n/define.ts'
import type { Say } from '../../i18n/use-text.tsx'

export const timelineTexts = defineTexts('timeline', {
  talkOf: {
    ru: 'Оператор {{operator}} %, клиент {{customer}} %',
    pl: 'Konsultant {{operator}}%, klient {{customer}}%',
    en: 'Operator {{operator}}%, customer {{customer}}%',
  },
  talkSilence: { ru: 'тишина {{time}}', pl: 'cisza {{time}}', en: 'silence {{time}}' },
  talkOver: { ru: 'говорили разом {{time}}', pl: 'mówili naraz {{time}}', en: 'talk-over {{time}}' },
  talkLongest: {
    ru: 'самая долгая тишина {{time}}',
    pl: 'najdłuższa cisza {{time}}',
    en: 'longest silence {{time}}',
  },
  mos: { ru: 'MOS {{mos}}', pl: 'MOS {{mos}}', en: 'MOS {{mos}}' },
  mosWorst: {
    ru: 'MOS {{mos}}, в худшие секунды {{worst}}',
    pl: 'MOS {{mos}}, w najgorszych sekundach {{worst}}',
    en: 'MOS {{mos}}, {{worst}} at its worst',
  },
  timeline: { ru: 'Лента', pl: 'Oś czasu', en: 'Timeline' },
  all: { ru: 'Всё', pl: 'Wszystko', en: 'All' },
  chats: { ru: 'Чаты', pl: 'Czaty', en: 'Chats' },
  calls: { ru: 'Звонки', pl: 'Połączenia', en: 'Calls' },
  email: { ru: 'Письма', pl: 'E-maile', en: 'E-mail' },
  orders: { ru: 'Заказы', pl: 'Zamówienia', en: 'Orders' },
  site: { ru: 'Сайт', pl: 'Strona', en: 'Site' },
  notes: { ru: 'Заметки', pl: 'Notatki', en: 'Notes' },
  newSince: { ru: 'Новое с {{time}}', pl: 'Nowe od {{time}}', en: 'New since {{time}}' },
  newItems: {
    ru: { one: '{{count}} новое', few: '{{count}} новых', many: '{{count}} новых' },
    pl: { one: '{{count}} nowa', few: '{{count}} nowe', many: '{{count}} nowych' },
    en: { one: '{{count}} new', other: '{{count}} new' },
  },
  toNewest: { ru: 'К последнему', pl: 'Do najnowszych', en: 'To the newest' },
  loadingOlder: { ru: 'Загружаем раньше…', pl: 'Wczytujemy wcześniejsze…', en: 'Loading earlier…' },
  retry: { ru: 'Повторить', pl: 'Ponów', en: 'Try again' },
  failedTitle: {
    ru: 'Лента не открылась',
    pl: 'Oś czasu się nie otworzyła',
    en: 'The timeline did not open',
  },
  nobodyTitle: { ru: 'Никто не выбран', pl: 'Nikogo nie wybrano', en: 'Nobody is selected' },
  nobody: {
    ru: 'Выберите обращение слева или найдите человека',
    pl: 'Wybierz rozmowę z lewej albo znajdź osobę',
    en: 'Pick a conversation on the left or find a person',
  },
  find: { ru: 'Найти человека', pl: 'Znajdź osobę', en: 'Find a person' },
  toDate: { ru: 'Перейти к дате', pl: 'Przejdź do daty', en: 'Go to a date' },
  toFirst: { ru: 'К первой записи', pl: 'Do pierwszego wpisu', en: 'To the first item' },
  yearAgo: { ru: 'Год назад', pl: 'Rok temu', en: 'A year ago' },
  whichCase: {
    ru: 'К какому делу относится запись?',
    pl: 'Do której sprawy należy wpis?',
    en: 'Which case is this item of?',
  },
  noCase: { ru: 'Ни к какому', pl: 'Do żadnej', en: 'Of none' },
  caseClosedMark: { ru: 'закрыто', pl: 'zamknięta', en: 'closed' },
  linkDoubt: {
    ru: 'Ссылка ведёт на {{host}}. Адрес похож на чужой',
    pl: 'Link prowadzi do {{host}}. Adres wygląda na podrobiony',
    en: 'The link leads to {{host}}. The address looks like somebody else’s',
  },
  linkOpen: { ru: 'Всё равно открыть', pl: 'Otwórz mimo to', en: 'Open it all the same' },
  nothing: { ru: 'Здесь такого нет', pl: 'Nic takiego tu nie ma', en: 'Nothing of this kind here' },
  showAll: { ru: 'Показать всё', pl: 'Pokaż wszystko', en: 'Show all' },
  copy: { ru: 'Копировать', pl: 'Kopiuj', en: 'Copy' },
  copied: { ru: 'Скопировано', pl: 'Skopiowano', en: 'Copied' },
  bot: { ru: 'Бот', pl: 'Bot', en: 'Bot' },
  botQuestions: {
    ru: { one: '{{count}} ответ', few: '{{count}} ответа', many: '{{count}} ответов' },
    pl: { one: '{{count}} odpowiedź', few: '{{count}} odpowiedzi', many: '{{count}} odpowiedzi' },
    en: { one: '{{count}} answer', other: '{{count}} answers' },
  },
  to: { ru: 'кому: {{address}}', pl: 'do: {{address}}', en: 'to: {{address}}' },
  from: { ru: 'от: {{address}}', pl: 'od: {{address}}', en: 'from: {{address}}' },
  wholeLetter: { ru: 'Письмо целиком', pl: 'Cały list', en: 'Whole letter' },
  lessLetter: { ru: 'Свернуть', pl: 'Zwiń', en: 'Show less' },
  noSubject: { ru: 'Без темы', pl: 'Bez tematu', en: 'No subject' },
  opened: { ru: 'прочитано', pl: 'przeczytane', en: 'opened' },
  receiptSending: { ru: 'Отправляется', pl: 'Wysyłanie', en: 'Sending' },
  receiptKept: {
    ru: 'Ждёт связи, на этом компьютере',
    pl: 'Czeka na łączność, na tym komputerze',
    en: 'Waiting for connection, kept on this computer',
  },
  waitingForLink: {
    ru: 'Ждёт связи, уйдёт само',
    pl: 'Czeka na łączność, wyśle się samo',
    en: 'Waiting for connection, goes out by itself',
  },
  receiptSent: { ru: 'Отправлено', pl: 'Wysłano', en: 'Sent' },
  receiptDelivered: { ru: 'Доставлено', pl: 'Dostarczono', en: 'Delivered' },
  receiptRead: { ru: 'Прочитано', pl: 'Przeczytano', en: 'Read' },
  receiptFailed: { ru: 'Не доставлено', pl: 'Nie dostarczono', en: 'Not delivered' },
  scheduledBy: {
    ru: 'Отправит сервер, поставил(а) {{name}}',
    pl: 'Wyśle serwer, zaplanował(a) {{name}}',
    en: 'The server sends it, scheduled by {{name}}',
  },
  edited: { ru: 'изменено', pl: 'zmieniono', en: 'edited' },
  deletedBy: {
    ru: 'Сообщение удалено. Клиент его больше не видит',
    pl: 'Wiadomość usunięta. Klient już jej nie widzi',
    en: 'Message deleted. The customer no longer sees it',
  },
  deletedByCustomer: {
    ru: 'Клиент удалил сообщение',
    pl: 'Klient usunął wiadomość',
    en: 'The customer deleted this message',
  },
  notDelivered: {
    ru: 'Не доставлено: {{why}}',
    pl: 'Nie dostarczono: {{why}}',
    en: 'Not delivered: {{why}}',
  },
  failWindow: {
    ru: 'время для ответа в этом канале вышло',
    pl: 'czas na odpowiedź w tym kanale minął',
    en: 'the time to answer in this channel is over',
  },
  failBlocked: {
    ru: 'клиент закрыл переписку',
    pl: 'klient zablokował rozmowę',
    en: 'the customer has blocked the chat',
  },
  failUndeliverable: {
    ru: 'такого адреса больше нет',
    pl: 'adres już nie istnieje',
    en: 'the address is not there any more',
  },
  failTooLarge: {
    ru: 'файл больше, чем берёт канал',
    pl: 'plik jest większy, niż przyjmuje kanał',
    en: 'the file is larger than the channel takes',
  },
  failMailbox: { ru: 'ящик переполнен', pl: 'skrzynka jest pełna', en: 'the mailbox is full' },
  failOther: {
    ru: 'канал не принял ({{code}})',
    pl: 'kanał nie przyjął ({{code}})',
    en: 'the channel refused it ({{code}})',
  },
  sendAgain: { ru: 'Повторить', pl: 'Ponów', en: 'Retry' },
  incoming: { ru: 'Входящий звонок', pl: 'Połączenie przychodzące', en: 'Incoming call' },
  outgoing: { ru: 'Исходящий звонок', pl: 'Połączenie wychodzące', en: 'Outgoing call' },
  talkHold: {
    ru: 'разговор {{talk}}, удержание {{hold}}',
    pl: 'rozmowa {{talk}}, zawieszenie {{hold}}',
    en: 'talk {{talk}}, hold {{hold}}',
  },
  waited: { ru: 'ждал {{wait}}', pl: 'czekał(a) {{wait}}', en: 'waited {{wait}}' },
  fromSite: { ru: 'звонок с сайта', pl: 'połączenie ze strony', en: 'call from the site' },
  line: { ru: 'линия «{{name}}»', pl: 'linia „{{name}}”', en: 'line “{{name}}”' },
  menu: { ru: 'меню: {{path}}', pl: 'menu: {{path}}', en: 'menu: {{path}}' },
  ringing: { ru: 'Звонит', pl: 'Dzwoni', en: 'Ringing' },
  talking: { ru: 'Идёт разговор', pl: 'Trwa rozmowa', en: 'Talking now' },
  missed: { ru: 'Пропущенный звонок', pl: 'Nieodebrane połączenie', en: 'Missed call' },
  gaveUp: { ru: 'Не дождались ответа', pl: 'Rozłączono przed odebraniem', en: 'Gave up waiting' },
  declined: { ru: 'Звонок отклонён', pl: 'Połączenie odrzucone', en: 'Call declined' },
  nobodyThere: {
    ru: 'Звонок, никого не было на месте',
    pl: 'Połączenie, nikogo nie było',
    en: 'Call, nobody was available',
  },
  callFailed: { ru: 'Звонок не прошёл', pl: 'Połączenie nie doszło do skutku', en: 'The call failed' },
  outNoAnswer: { ru: 'не ответили', pl: 'nie odebrano', en: 'no answer' },
  outBusy: { ru: 'занято', pl: 'zajęte', en: 'busy' },
  outDeclined: { ru: 'отклонили', pl: 'odrzucono', en: 'declined' },
  outCancelled: {
    ru: 'отменён до ответа',
    pl: 'anulowane przed odebraniem',
    en: 'cancelled before the answer',
  },
  outUnavailable: { ru: 'недоступен', pl: 'niedostępny', en: 'unavailable' },
  leg: { ru: 'Продолжение звонка', pl: 'Dalszy ciąg rozmowy', en: 'The call went on' },
  passed: {
    ru: 'переведён после разговора: {{name}}',
    pl: 'przekazano po rozmowie: {{name}}',
    en: 'passed on after asking: {{name}}',
  },
  passedBlind: {
    ru: 'переведён без разговора: {{name}}',
    pl: 'przekazano bez rozmowy: {{name}}',
    en: 'passed on without asking: {{name}}',
  },
  joined: {
    ru: 'подключён к разговору: {{name}}',
    pl: 'dołączono: {{name}}',
    en: 'taken into the call: {{name}}',
  },
  outFailed: { ru: 'не прошёл', pl: 'nie doszło do skutku', en: 'failed' },
  callBack: { ru: 'Перезвонить', pl: 'Oddzwoń', en: 'Call back' },
  noteWho: {
    ru: 'Заметка, видят только сотрудники',
    pl: 'Notatka, tylko dla pracowników',
    en: 'Note, staff only',
  },
  linked: {
    ru: 'Связаны карточки: <b>{{why}}</b>{{by}}',
    pl: 'Połączono karty: <b>{{why}}</b>{{by}}',
    en: 'Cards linked: <b>{{why}}</b>{{by}}',
  },
  unlink: { ru: 'Разъединить', pl: 'Rozłącz', en: 'Unlink' },
  disposed: {
    ru: 'Обращение закрыто{{outcome}}{{by}}',
    pl: 'Rozmowa zamknięta{{outcome}}{{by}}',
    en: 'Conversation closed{{outcome}}{{by}}',
  },
  disposedOutcome: { ru: ': {{name}}', pl: ': {{name}}', en: ': {{name}}' },
  by: { ru: ', {{name}}', pl: ', {{name}}', en: ', {{name}}' },
  live: { ru: '{{name}}: {{text}}', pl: '{{name}}: {{text}}', en: '{{name}}: {{text}}' },
  typing: { ru: '{{name}} печатает…', pl: '{{name}} pisze…', en: '{{name}} is typing…' },
  customer: { ru: 'Клиент', pl: 'Klient', en: 'Customer' },
})

type SayTimeline = Say<(typeof timelineTexts)['texts']>

/** Why a message did not arrive, from the channel's code. */
export function failureWords(code: string, say: SayTimeline): string {
  if (code === 'window-closed') return say('failWindow')
  if (code === 'blocked') return say('failBlocked')
  if (code === 'undeliverable') return say('failUndeliverable')
  if (code === 'too-large') return say('failTooLarge')
  if (code === 'mailbox-full') return say('failMailbox')
  return say('failOther', { code })
}
