import type { Language } from '../../shared/lib/language.ts'

/** The few words that main itself shows: notifications, the tray and the question before quitting. */
export const words = {
  cut: { ru: 'Вырезать', pl: 'Wytnij', en: 'Cut' },
  copyText: { ru: 'Копировать', pl: 'Kopiuj', en: 'Copy' },
  paste: { ru: 'Вставить', pl: 'Wklej', en: 'Paste' },
  learnWord: { ru: 'Добавить в словарь', pl: 'Dodaj do słownika', en: 'Add to the dictionary' },
  incomingCall: { en: 'Incoming call', ru: 'Входящий звонок', pl: 'Połączenie przychodzące' },
  newMessage: { en: 'New message', ru: 'Новое сообщение', pl: 'Nowa wiadomość' },
  waiting: { en: 'Somebody is waiting', ru: 'Новое обращение в очереди', pl: 'Ktoś czeka w kolejce' },
  callBack: { en: 'Call back', ru: 'Перезвоните', pl: 'Oddzwoń' },
  open: { en: 'Open Kommutator', ru: 'Открыть Kommutator', pl: 'Otwórz Kommutator' },
  quit: { en: 'Quit', ru: 'Выйти', pl: 'Zakończ' },
  inCall: {
    en: 'A call is going on',
    ru: 'Идёт разговор',
    pl: 'Trwa rozmowa',
  },
  inCallDetail: {
    en: 'If you quit now, the call ends for the customer too.',
    ru: 'Если выйти сейчас, звонок оборвётся и у клиента.',
    pl: 'Jeśli zakończysz teraz, połączenie zostanie przerwane także u klienta.',
  },
  stay: { en: 'Stay in the call', ru: 'Остаться в разговоре', pl: 'Zostań w rozmowie' },
  hangUpAndQuit: { en: 'Hang up and quit', ru: 'Завершить и выйти', pl: 'Rozłącz i zakończ' },
} as const satisfies Record<string, Record<Language, string>>
