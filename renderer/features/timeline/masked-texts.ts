import { defineTexts } from '../../i18n/define.ts'

export const maskedTexts = defineTexts('masked', {
  masked: {
    ru: 'Скрыто: такие данные не хранятся в переписке',
    pl: 'Ukryte: takich danych nie przechowuje się w rozmowie',
    en: 'Masked: such data is not kept in conversations',
  },
  reveal: { ru: 'Показать скрытое', pl: 'Pokaż ukryte', en: 'Show what is masked' },
  hide: { ru: 'Скрыть снова', pl: 'Ukryj ponownie', en: 'Mask it again' },
  why: { ru: 'Зачем это нужно', pl: 'Do czego to potrzebne', en: 'What it is needed for' },
  audited: {
    ru: 'Кто, когда и зачем смотрел, попадёт в журнал',
    pl: 'Kto, kiedy i po co patrzył, trafi do dziennika',
    en: 'Who looked, when and why goes into the audit',
  },
  show: { ru: 'Показать на 30 секунд', pl: 'Pokaż na 30 sekund', en: 'Show for 30 seconds' },
})
