import { defineTexts } from '../../i18n/define.ts'

export const proposalTexts = defineTexts('promises', {
  promised: { ru: 'Обещание на {{when}}', pl: 'Obietnica na {{when}}', en: 'A promise for {{when}}' },
  make: { ru: 'Записать', pl: 'Zapisz', en: 'Write it down' },
  no: { ru: 'Это не обещание', pl: 'To nie obietnica', en: 'This is no promise' },
  made: {
    ru: 'Обещание записано, {{when}}',
    pl: 'Obietnica zapisana, {{when}}',
    en: 'The promise is written down, {{when}}',
  },
})
