import type { ErrorCode } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { WidgetCallLine } from '../../../shared/protocol/widget-protocol.ts'

/** One text in Russian, Polish and English: a list, since names of languages at each text would be a part of the embed. */
type Sentence = readonly [ru: string, pl: string, en: string]

const places: Record<Language, 0 | 1 | 2> = { ru: 0, pl: 1, en: 2 }

/** Every word that a visitor reads. The console's catalogue speaks to operators and is too large for an embed. */
const words = {
  open: ['Открыть чат', 'Otwórz czat', 'Open chat'],
  close: ['Закрыть чат', 'Zamknij czat', 'Close chat'],
  chat: ['Чат', 'Czat', 'Chat'],
  unread: ['непрочитанных: {n}', 'nieprzeczytane: {n}', 'unread: {n}'],
  online: ['на связи', 'jesteśmy online', 'online'],
  away: [
    'сейчас никого, ответим позже',
    'teraz nikogo nie ma, odpowiemy później',
    'nobody is here now, we will reply later',
  ],
  connecting: ['подключаемся', 'łączymy', 'connecting'],
  noLink: ['нет связи', 'brak połączenia', 'no connection'],
  greeting: [
    'Напишите нам. Ответим здесь же',
    'Napisz do nas. Odpowiemy tutaj',
    'Write to us. We answer right here',
  ],
  message: ['Ваше сообщение', 'Twoja wiadomość', 'Your message'],
  send: ['Отправить', 'Wyślij', 'Send'],
  attach: ['Приложить файл', 'Dołącz plik', 'Attach a file'],
  deleted: ['Сообщение удалено', 'Wiadomość usunięta', 'Message deleted'],
  edited: ['изменено', 'zmieniono', 'edited'],
  typing: ['{name} печатает', '{name} pisze', '{name} is typing'],
  operator: ['Оператор', 'Konsultant', 'Operator'],
  bot: ['Автоответчик', 'Automat', 'Assistant bot'],
  you: ['Вы', 'Ty', 'You'],
  continueIn: ['Продолжить там, где удобно', 'Kontynuuj tam, gdzie wolisz', 'Continue where you like'],
  howToTalk: ['Как вам удобнее?', 'Jak wolisz rozmawiać?', 'How shall we talk?'],
  chatHere: ['Чат здесь', 'Czat tutaj', 'Chat here'],
  chatHint: ['прямо на сайте', 'prosto na stronie', 'right on the site'],
  callHere: ['Звонок с сайта', 'Połączenie ze strony', 'Call from the site'],
  callHint: ['бесплатно', 'bezpłatnie', 'free'],
  notConnected: [
    'Этот канал ещё не подключён. Напишите нам здесь',
    'Ten kanał nie jest jeszcze podłączony. Napisz do nas tutaj',
    'This channel is not connected yet. Write to us here',
  ],
  viewing: ['вы смотрите сейчас', 'teraz oglądasz', 'you are viewing it'],
  today: ['Сегодня', 'Dzisiaj', 'Today'],
  yesterday: ['Вчера', 'Wczoraj', 'Yesterday'],
  newBelow: ['Новые сообщения', 'Nowe wiadomości', 'New messages'],
  offline: [
    'Нет связи. Сообщения подождут и уйдут сами',
    'Brak połączenia. Wiadomości poczekają i wyślą się same',
    'No connection. Messages wait and will be sent',
  ],
  markWaiting: ['ждёт связи', 'czeka na połączenie', 'waiting for connection'],
  markSending: ['отправляется', 'wysyła się', 'sending'],
  markSent: ['отправлено', 'wysłano', 'sent'],
  markDelivered: ['доставлено', 'dostarczono', 'delivered'],
  markRead: ['прочитано', 'przeczytano', 'read'],
  markFailed: ['не отправлено', 'nie wysłano', 'not sent'],
  edit: ['Исправить', 'Popraw', 'Edit'],
  retry: ['Повторить', 'Ponów', 'Retry'],
  tooLong: [
    'Слишком длинно: {n} знаков из {max}',
    'Za długie: {n} z {max} znaków',
    'Too long: {n} of {max} characters',
  ],
  remember: [
    'Запомнить переписку и показать нам, что вы смотрели?',
    'Zapamiętać rozmowę i pokazać nam, co oglądasz?',
    'Remember this chat and show us what you looked at?',
  ],
  rememberYes: ['Запомнить', 'Zapamiętaj', 'Remember'],
  rememberNo: ['Не надо', 'Nie trzeba', 'No need'],
  call: ['Позвонить', 'Zadzwoń', 'Call'],
  callTitle: ['Звонок прямо с сайта', 'Połączenie prosto ze strony', 'Call right from the site'],
  recordedNotice: ['Разговор записывается', 'Rozmowa jest nagrywana', 'The call is recorded'],
  notNow: ['Не сейчас', 'Nie teraz', 'Not now'],
  hangUp: ['Завершить', 'Rozłącz', 'Hang up'],
  mute: ['Выключить микрофон', 'Wyłącz mikrofon', 'Mute the microphone'],
  unmute: ['Включить микрофон', 'Włącz mikrofon', 'Unmute the microphone'],
  keypad: ['Клавиши', 'Klawisze', 'Keypad'],
  recorded: ['разговор записывается', 'rozmowa jest nagrywana', 'the call is recorded'],
  preparing: ['Готовим звонок', 'Przygotowujemy połączenie', 'Preparing the call'],
  phoneUnloaded: [
    'Телефон не загрузился. Проверьте связь и попробуйте снова',
    'Telefon się nie wczytał. Sprawdź połączenie i spróbuj ponownie',
    'The phone did not load. Check the connection and try again',
  ],
  leaving: ['Идёт разговор', 'Rozmowa trwa', 'A call is in progress'],
  callBackTitle: ['Перезвоним вам', 'Oddzwonimy do Ciebie', 'We will call you back'],
  yourNumber: ['Ваш телефон', 'Twój telefon', 'Your phone number'],
  callMeBack: ['Перезвоните мне', 'Oddzwońcie do mnie', 'Call me back'],
  badNumber: [
    'Это не похоже на номер телефона',
    'To nie wygląda na numer telefonu',
    'This does not look like a phone number',
  ],
  callBackAsked: [
    'Спасибо. Оператор перезвонит на {number}',
    'Dziękujemy. Konsultant oddzwoni na {number}',
    'Thank you. An operator will call {number}',
  ],
  react: ['Реакция {emoji}', 'Reakcja {emoji}', 'React with {emoji}'],
  remove: ['Удалить', 'Usuń', 'Delete'],
  more: ['Что сделать с сообщением', 'Co zrobić z wiadomością', 'What to do with the message'],
  editing: ['Вы правите сообщение', 'Poprawiasz wiadomość', 'You are editing a message'],
  closed: ['сейчас не работаем', 'teraz nieczynne', 'closed now'],
  closedUntil: [
    'сейчас не работаем, откроемся {time}',
    'teraz nieczynne, otwieramy {time}',
    'closed now, open {time}',
  ],
  leaveTitle: ['Оставить контакт', 'Zostaw kontakt', 'Leave a contact'],
  leaveDone: [
    'Спасибо. Ответим, как только откроемся',
    'Dziękujemy. Odpowiemy, gdy tylko otworzymy',
    'Thank you. We will answer as soon as we open',
  ],
  yourName: ['Ваше имя', 'Imię', 'Your name'],
  yourEmail: ['Ваша почта', 'Twój e-mail', 'Your e-mail'],
  aboutWhat: ['О чём вы хотели спросить', 'O co chcesz zapytać', 'What it is about'],
} satisfies Record<string, Sentence>

export type TextKey = keyof typeof words

const textsIn = (language: Language) =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[places[language]]])) as Record<
    TextKey,
    string
  >

export const texts: Record<Language, Record<TextKey, string>> = {
  ru: textsIn('ru'),
  pl: textsIn('pl'),
  en: textsIn('en'),
}

/** A text with `{name}` places filled in. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole))

/** A past call, told in the thread in true words. */
export const callLine = (outcome: WidgetCallLine['outcome'], language: Language): string =>
  callLines[outcome][places[language]]

export const callLines: Record<WidgetCallLine['outcome'], Sentence> = {
  answered: ['Звонок, {time}', 'Rozmowa, {time}', 'Call, {time}'],
  missed: ['Звонок: никто не ответил', 'Połączenie: nikt nie odebrał', 'Call: nobody answered'],
  declined: ['Звонок отклонили', 'Połączenie odrzucono', 'Call declined'],
  abandoned: ['Вы не дождались ответа', 'Połączenie przerwane', 'You gave up the call'],
  'nobody-available': [
    'Звонок: никого не было на месте',
    'Połączenie: nikogo nie było',
    'Call: nobody was available',
  ],
  busy: ['Звонок: линия занята', 'Połączenie: linia zajęta', 'Call: the line was busy'],
  failed: ['Звонок не прошёл', 'Połączenie nieudane', 'The call did not go through'],
}

const noLink: Sentence = [
  'Нет связи. Попробуем снова сами',
  'Brak połączenia. Spróbujemy ponownie sami',
  'No connection. We will try again by ourselves',
]

const unsaved: Sentence = [
  'Сервер не смог сохранить сообщение. Попробуем снова сами',
  'Serwer nie mógł zapisać wiadomości. Spróbujemy ponownie sami',
  'The server could not save the message. We will try again by ourselves',
]

/** Refusals that a visitor can meet, in words for a visitor. */
export const refusals: Partial<Record<ErrorCode, Sentence>> & { UNKNOWN: Sentence } = {
  UNKNOWN: [
    'Не получилось. Попробуйте ещё раз',
    'Nie udało się. Spróbuj ponownie',
    'It did not work. Try again',
  ],
  HUB_OFFLINE: noLink,
  HUB_TIMEOUT: noLink,
  HUB_STORAGE: unsaved,
  HUB_DISK_FULL: unsaved,
  HUB_PROTOCOL: [
    'Чат на этой странице устарел. Обновите страницу',
    'Czat na tej stronie jest nieaktualny. Odśwież stronę',
    'The chat on this page is outdated. Reload the page',
  ],
  RATE_LIMITED: [
    'Слишком часто. Подождите немного',
    'Za często. Poczekaj chwilę',
    'Too often. Wait a moment',
  ],
  VISITOR_TOO_FAST: [
    'Слишком много сообщений подряд. Отправим через несколько секунд',
    'Za dużo wiadomości naraz. Wyślemy za kilka sekund',
    'Too many messages at once. They will be sent in a few seconds',
  ],
  TOO_LARGE: [
    'Слишком длинно. Сократите и отправьте снова',
    'Za długie. Skróć i wyślij ponownie',
    'This is too long. Shorten it and send again',
  ],
  INVALID_INPUT: [
    'Сервер не принял этот текст',
    'Serwer nie przyjął tego tekstu',
    'The server did not accept this text',
  ],
  FORBIDDEN: [
    'Чат на этом сайте выключен',
    'Czat na tej stronie jest wyłączony',
    'The chat is switched off on this site',
  ],
  NOT_FOUND: [
    'Чат на этом сайте не настроен',
    'Czat na tej stronie nie jest ustawiony',
    'The chat is not set up on this site',
  ],
  FILE_TOO_LARGE: ['Файл больше 25 МБ', 'Plik ma ponad 25 MB', 'The file is larger than 25 MB'],
  FILE_DISGUISED: [
    'Файл не то, чем называется',
    'Plik nie jest tym, na co wskazuje nazwa',
    'The file is not what its name says',
  ],
  FILE_MACROS: [
    'В документе макросы. Сохраните его в PDF',
    'W dokumencie są makra. Zapisz go jako PDF',
    'The document has macros. Save it as a PDF',
  ],
  FILE_TYPE_REFUSED: [
    'Такие файлы не отправляются',
    'Takich plików nie można wysłać',
    'Files of this kind cannot be sent',
  ],
  DIAL_INVALID: words.badNumber,
  EMAIL_INVALID: [
    'Это не похоже на адрес почты',
    'To nie wygląda na adres e-mail',
    'This is not an e-mail address',
  ],
  CONTACT_NEEDED: [
    'Оставьте телефон или почту',
    'Zostaw numer albo e-mail',
    'Leave a number or an e-mail address',
  ],
  MESSAGE_NOT_CHANGEABLE: [
    'Это сообщение уже не изменить',
    'Tej wiadomości nie można już zmienić',
    'This message can no longer be changed',
  ],
  CALL_UNAVAILABLE: [
    'Сейчас никто не может ответить на звонок. Напишите нам',
    'Nikt nie może teraz odebrać. Napisz do nas',
    'Nobody can take a call now. Write to us',
  ],
  CALL_FORBIDDEN: [
    'Звонки с сайта выключены. Напишите нам',
    'Połączenia ze strony są wyłączone. Napisz do nas',
    'Calls from the site are switched off. Write to us',
  ],
}

export const refusal = (code: string, language: Language): string =>
  ((Object.hasOwn(refusals, code) && refusals[code as ErrorCode]) || refusals.UNKNOWN)[places[language]]

/** The first of our languages that any of `wishes` asks for; English when none does. */
export function chooseLanguage(wishes: readonly (string | undefined | null)[]): Language {
  for (const wish of wishes) {
    const base = wish?.slice(0, 2).toLowerCase()
    if (base === 'ru' || base === 'pl' || base === 'en') return base
  }
  return 'en'
}
