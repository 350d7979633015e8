import { defineTexts } from '../../i18n/define.ts'

export const noticeTexts = defineTexts('notices', {
  title: { ru: 'Уведомления', pl: 'Powiadomienia', en: 'Notifications' },
  unseen: {
    ru: { one: '{{count}} новое', few: '{{count}} новых', many: '{{count}} новых' },
    pl: { one: '{{count}} nowe', few: '{{count}} nowe', many: '{{count}} nowych' },
    en: { one: '{{count}} new', other: '{{count}} new' },
  },
  none: {
    ru: 'Уведомлений за неделю не было',
    pl: 'W ostatnim tygodniu nie było powiadomień',
    en: 'No notifications in the last week',
  },
  seenAll: { ru: 'Просмотрено всё', pl: 'Wszystko przejrzane', en: 'Mark all as seen' },
  quiet: { ru: 'Не беспокоить', pl: 'Nie przeszkadzać', en: 'Do not disturb' },
  quietUntil: {
    ru: 'Не беспокоить до {{time}}',
    pl: 'Nie przeszkadzać do {{time}}',
    en: 'Do not disturb until {{time}}',
  },
  quietFor30: { ru: '30 минут', pl: '30 minut', en: '30 minutes' },
  quietFor60: { ru: '1 час', pl: '1 godzinę', en: '1 hour' },
  quietFor120: { ru: '2 часа', pl: '2 godziny', en: '2 hours' },
  quietOn: { ru: 'Пока не выключу', pl: 'Dopóki nie wyłączę', en: 'Until I turn it off' },
  quietOff: { ru: 'Снова уведомлять', pl: 'Powiadamiaj znowu', en: 'Tell me again' },
  times: { ru: '×{{count}}', pl: '×{{count}}', en: '×{{count}}' },
  isNew: { ru: 'новое', pl: 'nowe', en: 'new' },
})
