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
  draftIn: {
    ru: 'Входящий звонок, разговор {{talk}}.',
    pl: 'Połączenie przychodzące, rozmowa {{talk}}.',
    en: 'Incoming call, talked {{talk}}.',
  },
  draftOut: {
    ru: 'Исходящий звонок, разговор {{talk}}.',
    pl: 'Połączenie wychodzące, rozmowa {{talk}}.',
    en: 'Outgoing call, talked {{talk}}.',
  },
  draftHold: { ru: 'Удержание {{hold}}.', pl: 'Zawieszenie {{hold}}.', en: 'On hold {{hold}}.' },
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
