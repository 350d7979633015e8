import { defineTexts } from '../../i18n/define.ts'

export const texts = defineTexts('moment-field', {
  calendar: { ru: 'Выбрать день', pl: 'Wybierz dzień', en: 'Choose a day' },
  before: { ru: 'Предыдущий месяц', pl: 'Poprzedni miesiąc', en: 'Previous month' },
  after: { ru: 'Следующий месяц', pl: 'Następny miesiąc', en: 'Next month' },
  unread: {
    ru: 'Дата и время: {{example}}',
    pl: 'Data i godzina: {{example}}',
    en: 'A date and time: {{example}}',
  },
})
