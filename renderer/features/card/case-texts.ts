import { defineTexts } from '../../i18n/define.ts'

export const caseTexts = defineTexts('cases', {
  cases: { ru: 'Дела', pl: 'Sprawy', en: 'Cases' },
  open: { ru: 'Открыть дело', pl: 'Otwórz sprawę', en: 'Open a case' },
  close: { ru: 'Закрыть', pl: 'Zamknij', en: 'Close' },
  closed: { ru: 'Дело закрыто', pl: 'Sprawa zamknięta', en: 'Case closed' },
  reopen: { ru: 'Открыть снова', pl: 'Otwórz ponownie', en: 'Open again' },
  cancel: { ru: 'Отмена', pl: 'Anuluj', en: 'Cancel' },
  title: { ru: 'О чём дело', pl: 'Czego dotyczy', en: 'What it is about' },
  step: { ru: 'Следующий шаг', pl: 'Następny krok', en: 'Next step' },
  show: {
    ru: 'Показать в ленте только это дело',
    pl: 'Pokaż na osi tylko tę sprawę',
    en: 'Show only this case on the timeline',
  },
  showAll: { ru: 'Показать всю ленту', pl: 'Pokaż całą oś', en: 'Show the whole timeline' },
  missing: {
    ru: 'Нужно заполнить: {{fields}}',
    pl: 'Do uzupełnienia: {{fields}}',
    en: 'Still needed: {{fields}}',
  },
  nothing: { ru: 'не выбрано', pl: 'nie wybrano', en: 'not chosen' },
  yes: { ru: 'да', pl: 'tak', en: 'yes' },
  no: { ru: 'нет', pl: 'nie', en: 'no' },
  'fault-number': {
    ru: '{{field}}: нужно число',
    pl: '{{field}}: potrzebna liczba',
    en: '{{field}}: a number is needed',
  },
  'fault-date': {
    ru: '{{field}}: нужна дата, например 2026-11-30',
    pl: '{{field}}: potrzebna data, np. 2026-11-30',
    en: '{{field}}: a date is needed, as 2026-11-30',
  },
  'fault-choice': {
    ru: '{{field}}: такого варианта нет',
    pl: '{{field}}: nie ma takiej opcji',
    en: '{{field}}: there is no such choice',
  },
  addTag: { ru: 'Метка', pl: 'Etykieta', en: 'Tag' },
  newTag: { ru: 'Новая метка', pl: 'Nowa etykieta', en: 'New tag' },
  removeTag: { ru: 'Снять метку: {{tag}}', pl: 'Usuń etykietę: {{tag}}', en: 'Take off the tag: {{tag}}' },
  tagGone: { ru: 'Метка снята', pl: 'Etykieta usunięta', en: 'Tag taken off' },
  back: { ru: 'Вернуть', pl: 'Przywróć', en: 'Put back' },
})
