import { defineTexts } from '../../i18n/define.ts'

export const texts = defineTexts('presence', {
  available: { ru: 'На связи', pl: 'Dostępność', en: 'Available' },
  busy: { ru: 'Не беспокоить', pl: 'Nie przeszkadzać', en: 'Do not disturb' },
  away: { ru: 'Перерыв', pl: 'Przerwa', en: 'Away' },
  offline: { ru: 'Нет связи с сервером', pl: 'Brak łączności z serwerem', en: 'No connection to the server' },
  onCall: { ru: 'Разговор', pl: 'Rozmowa', en: 'On a call' },
  availableWhy: {
    ru: 'звонки и новые чаты приходят',
    pl: 'przychodzą rozmowy i czaty',
    en: 'calls and new chats come in',
  },
  busyWhy: {
    ru: 'звонящие слышат «занято»',
    pl: 'dzwoniący słyszą zajętość',
    en: 'callers hear the busy tone',
  },
  awayWhy: { ru: 'вас нет на месте', pl: 'nie ma cię na miejscu', en: 'you are not at the desk' },
  status: { ru: '{{name}}: {{state}}', pl: '{{name}}: {{state}}', en: '{{name}}: {{state}}' },
  settings: { ru: 'Настройки', pl: 'Ustawienia', en: 'Settings' },
  signOut: { ru: 'Выйти', pl: 'Wyloguj', en: 'Sign out' },
})
