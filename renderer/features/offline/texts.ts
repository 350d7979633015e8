import { defineTexts } from '../../i18n/define.ts'

export const offlineTexts = defineTexts('offline', {
  note: { ru: 'Заметка', pl: 'Notatka', en: 'Note' },
  promise: { ru: 'Обещание: {{text}}', pl: 'Obietnica: {{text}}', en: 'Promise: {{text}}' },
  kept: { ru: 'Обещание выполнено', pl: 'Obietnica dotrzymana', en: 'Promise kept' },
  field: { ru: 'Поле карточки: {{text}}', pl: 'Pole karty: {{text}}', en: 'Field of the card: {{text}}' },
  fieldCleared: {
    ru: 'Поле карточки очищено',
    pl: 'Pole karty wyczyszczone',
    en: 'Field of the card cleared',
  },
  tag: { ru: 'Метка «{{text}}»', pl: 'Etykieta „{{text}}”', en: 'Tag “{{text}}”' },
  untag: { ru: 'Метка «{{text}}» снята', pl: 'Etykieta „{{text}}” zdjęta', en: 'Tag “{{text}}” taken off' },
  close: { ru: 'Обращение закрыто', pl: 'Rozmowa zamknięta', en: 'Conversation closed' },
  snooze: { ru: 'Обращение отложено', pl: 'Rozmowa odłożona', en: 'Conversation snoozed' },
  wake: { ru: 'Обращение возвращено', pl: 'Rozmowa przywrócona', en: 'Conversation woken' },
  outcome: { ru: 'Итог звонка', pl: 'Wynik rozmowy', en: 'Outcome of the call' },
  outcomeNote: {
    ru: 'Итог звонка: {{text}}',
    pl: 'Wynik rozmowy: {{text}}',
    en: 'Outcome of the call: {{text}}',
  },
  waits: { ru: 'ждёт связи', pl: 'czeka na łączność', en: 'waits for the connection' },
  sending: { ru: 'отправляется', pl: 'wysyła się', en: 'on its way' },
  refused: { ru: 'Сервер не принял', pl: 'Serwer nie przyjął', en: 'The server did not take it' },
  retry: { ru: 'Повторить', pl: 'Ponów', en: 'Try again' },
  drop: { ru: 'Убрать', pl: 'Usuń', en: 'Drop it' },
  show: { ru: 'Показать', pl: 'Pokaż', en: 'Show' },
  allSent: {
    ru: 'Связь вернулась, всё отправлено',
    pl: 'Łączność wróciła, wszystko wysłane',
    en: 'Back online, everything is sent',
  },
  someRefused: {
    ru: {
      one: 'Сервер не принял {{count}} действие',
      few: 'Сервер не принял {{count}} действия',
      many: 'Сервер не принял {{count}} действий',
    },
    pl: {
      one: 'Serwer nie przyjął {{count}} rzeczy',
      few: 'Serwer nie przyjął {{count}} rzeczy',
      many: 'Serwer nie przyjął {{count}} rzeczy',
    },
    en: {
      one: 'The server did not take {{count}} thing',
      other: 'The server did not take {{count}} things',
    },
  },
})
