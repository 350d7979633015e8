import { defineTexts } from '../../i18n/define.ts'

export const texts = defineTexts('wrap-up', {
  title: { ru: 'Итог звонка', pl: 'Wynik rozmowy', en: 'Wrap-up' },
  outcome: { ru: 'Чем закончилось', pl: 'Czym się skończyła', en: 'Outcome' },
  noOutcomes: {
    ru: 'Для этой очереди итоги не заданы',
    pl: 'Ta kolejka nie ma ustalonych wyników',
    en: 'No outcomes are set for this queue',
  },
  note: {
    ru: 'Что было, черновик из фактов',
    pl: 'Co było, szkic z faktów',
    en: 'What happened, drafted from facts',
  },
  draftHold: { ru: 'Удержание {{hold}}.', pl: 'Zawieszenie {{hold}}.', en: 'On hold {{hold}}.' },
  draftTransfer: {
    ru: 'Переведён: {{target}}, {{how}}.',
    pl: 'Przekazano: {{target}}, {{how}}.',
    en: 'Passed on to {{target}}, {{how}}.',
  },
  consult: { ru: 'после разговора', pl: 'po rozmowie', en: 'after asking' },
  blind: { ru: 'без разговора', pl: 'bez rozmowy', en: 'without asking' },
  draftJoined: { ru: 'Втроём с {{names}}.', pl: 'Wspólnie z: {{names}}.', en: 'Together with {{names}}.' },
  draftMessages: {
    ru: {
      one: 'Отправлено {{count}} сообщение.',
      few: 'Отправлено {{count}} сообщения.',
      many: 'Отправлено {{count}} сообщений.',
    },
    pl: {
      one: 'Wysłano {{count}} wiadomość.',
      few: 'Wysłano {{count}} wiadomości.',
      many: 'Wysłano {{count}} wiadomości.',
    },
    en: { one: '{{count}} message sent.', other: '{{count}} messages sent.' },
  },
  draftFiles: { ru: 'Файлы: {{names}}.', pl: 'Pliki: {{names}}.', en: 'Files: {{names}}.' },
  draftPromise: {
    ru: 'Обещали: {{text}}, {{when}}.',
    pl: 'Obietnica: {{text}}, {{when}}.',
    en: 'Promised: {{text}}, {{when}}.',
  },
  promise: { ru: 'Обещание', pl: 'Obietnica', en: 'Promise' },
  promiseHint: { ru: 'что обещали клиенту', pl: 'co obiecano klientowi', en: 'what was promised' },
  due: { ru: 'Когда', pl: 'Kiedy', en: 'When' },
  needsComment: {
    ru: 'Для этого итога нужен комментарий',
    pl: 'Ten wynik wymaga komentarza',
    en: 'This outcome needs a comment',
  },
  of: { ru: 'из {{time}}', pl: 'z {{time}}', en: 'of {{time}}' },
  savesItself: {
    ru: 'Сохранится само, если не трогать',
    pl: 'Zapisze się samo, jeśli nie ruszysz',
    en: 'Saves itself if left alone',
  },
  waits: {
    ru: 'Подождёт, пока идёт разговор',
    pl: 'Poczeka, póki trwa rozmowa',
    en: 'Waits while you are on a call',
  },
  more: { ru: 'Ещё время', pl: 'Więcej czasu', en: 'More time' },
  available: { ru: 'Сохранить, на связи', pl: 'Zapisz, dostępność', en: 'Available' },
  timeLeft: { ru: 'Осталось времени', pl: 'Pozostały czas', en: 'Time left' },
})
