import { defineTexts } from '../i18n/define.ts'

export const shellTexts = defineTexts('shell', {
  search: {
    ru: 'Люди, номера, заказы, команды',
    pl: 'Osoby, numery, zamówienia, polecenia',
    en: 'People, numbers, orders, commands',
  },
  online: { ru: 'на связи', pl: 'online', en: 'online' },
  offline: { ru: 'нет связи', pl: 'offline', en: 'offline' },
  connecting: { ru: 'соединяемся', pl: 'łączymy', en: 'connecting' },
  lineRegistered: { ru: 'Линия работает', pl: 'Linia działa', en: 'The line works' },
  lineOff: { ru: 'Линия не настроена', pl: 'Linia nie jest ustawiona', en: 'No line is set up' },
  lineConnecting: { ru: 'Линия подключается', pl: 'Linia się łączy', en: 'The line is connecting' },
  lineLost: { ru: 'Линия не работает', pl: 'Linia nie działa', en: 'The line does not work' },
  offlineFor: {
    ru: 'Нет связи с сервером {{age}}',
    pl: 'Brak łączności z serwerem od {{age}}',
    en: 'Offline for {{age}}',
  },
  dataAt: { ru: 'Данные на {{time}}.', pl: 'Dane z {{time}}.', en: 'Data as of {{time}}.' },
  callsWork: { ru: 'Звонки работают.', pl: 'Rozmowy działają.', en: 'Calls work.' },
  callsDead: {
    ru: 'Звонки тоже не работают.',
    pl: 'Rozmowy też nie działają.',
    en: 'Calls do not work either.',
  },
  waiting: {
    ru: {
      one: '{{count}} действие уйдёт само, когда связь вернётся.',
      few: '{{count}} действия уйдут сами, когда связь вернётся.',
      many: '{{count}} действий уйдут сами, когда связь вернётся.',
    },
    pl: {
      one: '{{count}} rzecz wyśle się sama, gdy wróci łączność.',
      few: '{{count}} rzeczy wyślą się same, gdy wróci łączność.',
      many: '{{count}} rzeczy wyśle się samo, gdy wróci łączność.',
    },
    en: {
      one: '{{count}} thing goes out by itself when the link returns.',
      other: '{{count}} things go out by themselves when the link returns.',
    },
  },
  check: { ru: 'Проверить', pl: 'Sprawdź', en: 'Check now' },
  inbox: { ru: 'Обращения', pl: 'Rozmowy', en: 'Inbox' },
  calls: { ru: 'Звонки', pl: 'Połączenia', en: 'Calls' },
  searchSaid: { ru: 'Поиск по переписке', pl: 'Szukaj w rozmowach', en: 'Search everything said' },
  people: { ru: 'Найти человека', pl: 'Znajdź osobę', en: 'Find a person' },
  wall: { ru: 'Стена', pl: 'Ściana', en: 'Wall' },
  settings: { ru: 'Настройки', pl: 'Ustawienia', en: 'Settings' },
  unread: {
    ru: { one: '{{count}} непрочитанное', few: '{{count}} непрочитанных', many: '{{count}} непрочитанных' },
    pl: {
      one: '{{count}} nieprzeczytana',
      few: '{{count}} nieprzeczytane',
      many: '{{count}} nieprzeczytanych',
    },
    en: { one: '{{count}} unread', other: '{{count}} unread' },
  },
  missed: {
    ru: { one: '{{count}} пропущенный', few: '{{count}} пропущенных', many: '{{count}} пропущенных' },
    pl: { one: '{{count}} nieodebrane', few: '{{count}} nieodebrane', many: '{{count}} nieodebranych' },
    en: { one: '{{count}} missed', other: '{{count}} missed' },
  },
  rail: { ru: 'Разделы', pl: 'Działy', en: 'Sections' },
  notices: { ru: 'Уведомления', pl: 'Powiadomienia', en: 'Notices' },
  beside: { ru: 'Обращение рядом', pl: 'Rozmowa obok', en: 'Conversation beside' },
  besideClose: { ru: 'Закрыть то, что рядом', pl: 'Zamknij to, co obok', en: 'Close the one beside' },
  besideFull: {
    ru: 'Рядом больше не помещается',
    pl: 'Obok nie ma już miejsca',
    en: 'There is no room for one more beside',
  },
  popBack: { ru: 'Вернуть на стол', pl: 'Wróć na pulpit', en: 'Back to the desk' },
  dismiss: { ru: 'Убрать', pl: 'Zamknij', en: 'Dismiss' },
  keys: { ru: 'Клавиши', pl: 'Klawisze', en: 'Keys' },
  demo: { ru: 'Демо', pl: 'Demo', en: 'Demo' },
})
