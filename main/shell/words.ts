import type { Language } from '../../shared/lib/language.ts'

/** The few words that main itself shows: notifications, the tray and the question before quitting. */
export const words = {
  cut: { ru: 'Вырезать', pl: 'Wytnij', en: 'Cut' },
  copyText: { ru: 'Копировать', pl: 'Kopiuj', en: 'Copy' },
  paste: { ru: 'Вставить', pl: 'Wklej', en: 'Paste' },
  learnWord: { ru: 'Добавить в словарь', pl: 'Dodaj do słownika', en: 'Add to the dictionary' },
  incomingCall: { en: 'Incoming call', ru: 'Входящий звонок', pl: 'Połączenie przychodzące' },
  available: { en: 'Available', ru: 'На месте', pl: 'Dostępność' },
  onBreak: { en: 'Away', ru: 'Перерыв', pl: 'Przerwa' },
  offline: { en: 'Offline', ru: 'Нет связи', pl: 'Brak łączności' },
  quiet: { en: 'Do not disturb', ru: 'Не беспокоить', pl: 'Nie przeszkadzać' },
  unseen: { en: 'not seen', ru: 'не просмотрено', pl: 'nieprzejrzane' },
  hidden: {
    en: 'Kommutator goes on working',
    ru: 'Kommutator продолжает работать',
    pl: 'Kommutator działa dalej',
  },
  hiddenDetail: {
    en: 'Calls and messages still come. The window opens from the icon by the clock, and the program is quit there',
    ru: 'Звонки и сообщения приходят. Окно открывается значком у часов, там же можно выйти',
    pl: 'Połączenia i wiadomości nadal przychodzą. Okno otwiera ikona przy zegarze, tam też można zakończyć',
  },
  tryOut: {
    en: 'This is how you are told. A click leads to the conversation',
    ru: 'Так приходят уведомления. Щелчок откроет обращение',
    pl: 'Tak przychodzą powiadomienia. Kliknięcie otworzy rozmowę',
  },
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
