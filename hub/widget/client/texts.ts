import type { ErrorCode } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { WidgetCallLine } from '../../../shared/protocol/widget-protocol.ts'

/** Every word that a visitor reads. The console's catalogue speaks to operators and is too large for an embed. */
const ru = {
  open: 'Открыть чат',
  close: 'Закрыть чат',
  chat: 'Чат',
  unread: 'непрочитанных: {n}',
  online: 'на связи',
  away: 'сейчас никого, ответим позже',
  connecting: 'подключаемся',
  noLink: 'нет связи',
  greeting: 'Напишите нам. Ответим здесь же',
  message: 'Ваше сообщение',
  send: 'Отправить',
  attach: 'Приложить файл',
  deleted: 'Сообщение удалено',
  edited: 'изменено',
  typing: '{name} печатает',
  operator: 'Оператор',
  bot: 'Автоответчик',
  you: 'Вы',
  continueIn: 'Продолжить там, где удобно',
  howToTalk: 'Как вам удобнее?',
  chatHere: 'Чат здесь',
  chatHint: 'прямо на сайте',
  callHere: 'Звонок с сайта',
  callHint: 'бесплатно',
  notConnected: 'Этот канал ещё не подключён. Напишите нам здесь',
  viewing: 'вы смотрите сейчас',
  today: 'Сегодня',
  yesterday: 'Вчера',
  newBelow: 'Новые сообщения',
  offline: 'Нет связи. Сообщения подождут и уйдут сами',
  markWaiting: 'ждёт связи',
  markSending: 'отправляется',
  markSent: 'отправлено',
  markDelivered: 'доставлено',
  markRead: 'прочитано',
  markFailed: 'не отправлено',
  edit: 'Исправить',
  retry: 'Повторить',
  tooLong: 'Слишком длинно: {n} знаков из {max}',
  remember: 'Запомнить переписку и показать нам, что вы смотрели?',
  rememberYes: 'Запомнить',
  rememberNo: 'Не надо',
  call: 'Позвонить',
  callTitle: 'Звонок прямо с сайта',
  recordedNotice: 'Разговор записывается',
  startCall: 'Позвонить',
  notNow: 'Не сейчас',
  hangUp: 'Завершить',
  mute: 'Выключить микрофон',
  unmute: 'Включить микрофон',
  keypad: 'Клавиши',
  recorded: 'разговор записывается',
  preparing: 'Готовим звонок',
  phoneUnloaded: 'Телефон не загрузился. Проверьте связь и попробуйте снова',
  leaving: 'Идёт разговор',
  callBackTitle: 'Перезвоним вам',
  yourNumber: 'Ваш телефон',
  callMeBack: 'Перезвоните мне',
  badNumber: 'Это не похоже на номер телефона',
  callBackAsked: 'Спасибо. Оператор перезвонит на {number}',
}

export type TextKey = keyof typeof ru

const pl: Record<TextKey, string> = {
  open: 'Otwórz czat',
  close: 'Zamknij czat',
  chat: 'Czat',
  unread: 'nieprzeczytane: {n}',
  online: 'jesteśmy online',
  away: 'teraz nikogo nie ma, odpowiemy później',
  connecting: 'łączymy',
  noLink: 'brak połączenia',
  greeting: 'Napisz do nas. Odpowiemy tutaj',
  message: 'Twoja wiadomość',
  send: 'Wyślij',
  attach: 'Dołącz plik',
  deleted: 'Wiadomość usunięta',
  edited: 'zmieniono',
  typing: '{name} pisze',
  operator: 'Konsultant',
  bot: 'Automat',
  you: 'Ty',
  continueIn: 'Kontynuuj tam, gdzie wolisz',
  howToTalk: 'Jak wolisz rozmawiać?',
  chatHere: 'Czat tutaj',
  chatHint: 'prosto na stronie',
  callHere: 'Połączenie ze strony',
  callHint: 'bezpłatnie',
  notConnected: 'Ten kanał nie jest jeszcze podłączony. Napisz do nas tutaj',
  viewing: 'teraz oglądasz',
  today: 'Dzisiaj',
  yesterday: 'Wczoraj',
  newBelow: 'Nowe wiadomości',
  offline: 'Brak połączenia. Wiadomości poczekają i wyślą się same',
  markWaiting: 'czeka na połączenie',
  markSending: 'wysyła się',
  markSent: 'wysłano',
  markDelivered: 'dostarczono',
  markRead: 'przeczytano',
  markFailed: 'nie wysłano',
  edit: 'Popraw',
  retry: 'Ponów',
  tooLong: 'Za długie: {n} z {max} znaków',
  remember: 'Zapamiętać rozmowę i pokazać nam, co oglądasz?',
  rememberYes: 'Zapamiętaj',
  rememberNo: 'Nie trzeba',
  call: 'Zadzwoń',
  callTitle: 'Połączenie prosto ze strony',
  recordedNotice: 'Rozmowa jest nagrywana',
  startCall: 'Zadzwoń',
  notNow: 'Nie teraz',
  hangUp: 'Rozłącz',
  mute: 'Wyłącz mikrofon',
  unmute: 'Włącz mikrofon',
  keypad: 'Klawisze',
  recorded: 'rozmowa jest nagrywana',
  preparing: 'Przygotowujemy połączenie',
  phoneUnloaded: 'Telefon się nie wczytał. Sprawdź połączenie i spróbuj ponownie',
  leaving: 'Rozmowa trwa',
  callBackTitle: 'Oddzwonimy do Ciebie',
  yourNumber: 'Twój telefon',
  callMeBack: 'Oddzwońcie do mnie',
  badNumber: 'To nie wygląda na numer telefonu',
  callBackAsked: 'Dziękujemy. Konsultant oddzwoni na {number}',
}

const en: Record<TextKey, string> = {
  open: 'Open chat',
  close: 'Close chat',
  chat: 'Chat',
  unread: 'unread: {n}',
  online: 'online',
  away: 'nobody is here now, we will reply later',
  connecting: 'connecting',
  noLink: 'no connection',
  greeting: 'Write to us. We answer right here',
  message: 'Your message',
  send: 'Send',
  attach: 'Attach a file',
  deleted: 'Message deleted',
  edited: 'edited',
  typing: '{name} is typing',
  operator: 'Operator',
  bot: 'Assistant bot',
  you: 'You',
  continueIn: 'Continue where you like',
  howToTalk: 'How shall we talk?',
  chatHere: 'Chat here',
  chatHint: 'right on the site',
  callHere: 'Call from the site',
  callHint: 'free',
  notConnected: 'This channel is not connected yet. Write to us here',
  viewing: 'you are viewing it',
  today: 'Today',
  yesterday: 'Yesterday',
  newBelow: 'New messages',
  offline: 'No connection. Messages wait and will be sent',
  markWaiting: 'waiting for connection',
  markSending: 'sending',
  markSent: 'sent',
  markDelivered: 'delivered',
  markRead: 'read',
  markFailed: 'not sent',
  edit: 'Edit',
  retry: 'Retry',
  tooLong: 'Too long: {n} of {max} characters',
  remember: 'Remember this chat and show us what you looked at?',
  rememberYes: 'Remember',
  rememberNo: 'No need',
  call: 'Call',
  callTitle: 'Call right from the site',
  recordedNotice: 'The call is recorded',
  startCall: 'Call',
  notNow: 'Not now',
  hangUp: 'Hang up',
  mute: 'Mute the microphone',
  unmute: 'Unmute the microphone',
  keypad: 'Keypad',
  recorded: 'the call is recorded',
  preparing: 'Preparing the call',
  phoneUnloaded: 'The phone did not load. Check the connection and try again',
  leaving: 'A call is in progress',
  callBackTitle: 'We will call you back',
  yourNumber: 'Your phone number',
  callMeBack: 'Call me back',
  badNumber: 'This does not look like a phone number',
  callBackAsked: 'Thank you. An operator will call {number}',
}

export const texts: Record<Language, Record<TextKey, string>> = { ru, pl, en }

/** A text with `{name}` places filled in. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole))

type Sentence = Record<Language, string>

/** A past call, told in the thread in true words. */
export const callLines: Record<WidgetCallLine['outcome'], Sentence> = {
  answered: { ru: 'Звонок, {time}', pl: 'Rozmowa, {time}', en: 'Call, {time}' },
  missed: { ru: 'Звонок: никто не ответил', pl: 'Połączenie: nikt nie odebrał', en: 'Call: nobody answered' },
  declined: { ru: 'Звонок отклонили', pl: 'Połączenie odrzucono', en: 'Call declined' },
  abandoned: { ru: 'Вы не дождались ответа', pl: 'Połączenie przerwane', en: 'You gave up the call' },
  'nobody-available': {
    ru: 'Звонок: никого не было на месте',
    pl: 'Połączenie: nikogo nie było',
    en: 'Call: nobody was available',
  },
  busy: { ru: 'Звонок: линия занята', pl: 'Połączenie: linia zajęta', en: 'Call: the line was busy' },
  failed: { ru: 'Звонок не прошёл', pl: 'Połączenie nieudane', en: 'The call did not go through' },
}

const unsaved: Sentence = {
  ru: 'Сервер не смог сохранить сообщение. Попробуем снова сами',
  pl: 'Serwer nie mógł zapisać wiadomości. Spróbujemy ponownie sami',
  en: 'The server could not save the message. We will try again by ourselves',
}

/** Refusals that a visitor can meet, in words for a visitor. */
export const refusals: Partial<Record<ErrorCode, Sentence>> & { UNKNOWN: Sentence } = {
  UNKNOWN: {
    ru: 'Не получилось. Попробуйте ещё раз',
    pl: 'Nie udało się. Spróbuj ponownie',
    en: 'It did not work. Try again',
  },
  HUB_OFFLINE: {
    ru: 'Нет связи. Попробуем снова сами',
    pl: 'Brak połączenia. Spróbujemy ponownie sami',
    en: 'No connection. We will try again by ourselves',
  },
  HUB_TIMEOUT: {
    ru: 'Сервер молчит. Попробуем снова сами',
    pl: 'Serwer milczy. Spróbujemy ponownie sami',
    en: 'The server is silent. We will try again by ourselves',
  },
  HUB_STORAGE: unsaved,
  HUB_DISK_FULL: unsaved,
  HUB_PROTOCOL: {
    ru: 'Чат на этой странице устарел. Обновите страницу',
    pl: 'Czat na tej stronie jest nieaktualny. Odśwież stronę',
    en: 'The chat on this page is outdated. Reload the page',
  },
  RATE_LIMITED: {
    ru: 'Слишком часто. Подождите немного',
    pl: 'Za często. Poczekaj chwilę',
    en: 'Too often. Wait a moment',
  },
  VISITOR_TOO_FAST: {
    ru: 'Слишком много сообщений подряд. Отправим через несколько секунд',
    pl: 'Za dużo wiadomości naraz. Wyślemy za kilka sekund',
    en: 'Too many messages at once. They will be sent in a few seconds',
  },
  TOO_LARGE: {
    ru: 'Слишком длинно. Сократите и отправьте снова',
    pl: 'Za długie. Skróć i wyślij ponownie',
    en: 'This is too long. Shorten it and send again',
  },
  INVALID_INPUT: {
    ru: 'Сервер не принял этот текст',
    pl: 'Serwer nie przyjął tego tekstu',
    en: 'The server did not accept this text',
  },
  FORBIDDEN: {
    ru: 'Чат на этом сайте выключен',
    pl: 'Czat na tej stronie jest wyłączony',
    en: 'The chat is switched off on this site',
  },
  NOT_FOUND: {
    ru: 'Чат на этом сайте не настроен',
    pl: 'Czat na tej stronie nie jest ustawiony',
    en: 'The chat is not set up on this site',
  },
  FILE_TOO_LARGE: {
    ru: 'Файл больше 25 МБ',
    pl: 'Plik ma ponad 25 MB',
    en: 'The file is larger than 25 MB',
  },
  FILE_TYPE_REFUSED: {
    ru: 'Такие файлы не отправляются',
    pl: 'Takich plików nie można wysłać',
    en: 'Files of this kind cannot be sent',
  },
  CALL_UNAVAILABLE: {
    ru: 'Сейчас никто не может ответить на звонок. Напишите нам',
    pl: 'Nikt nie może teraz odebrać. Napisz do nas',
    en: 'Nobody can take a call now. Write to us',
  },
  CALL_FORBIDDEN: {
    ru: 'Звонки с сайта выключены. Напишите нам',
    pl: 'Połączenia ze strony są wyłączone. Napisz do nas',
    en: 'Calls from the site are switched off. Write to us',
  },
}

export const refusal = (code: string, language: Language): string =>
  (Object.hasOwn(refusals, code) ? refusals[code as ErrorCode] : refusals.UNKNOWN)?.[language] ??
  refusals.UNKNOWN[language]

/** The first of our languages that any of `wishes` asks for; English when none does. */
export function chooseLanguage(wishes: readonly (string | undefined | null)[]): Language {
  for (const wish of wishes) {
    const base = wish?.slice(0, 2).toLowerCase()
    if (base === 'ru' || base === 'pl' || base === 'en') return base
  }
  return 'en'
}
