import type { Language } from '../../../../shared/lib/language.ts'
import type { Outcome, PhoneCall } from './state.ts'

type Sentence = Record<Language, string>

/** What a caller reads when a call is over or could not begin: what happened, and what can be done. */
export const outcomeSentences: Record<Outcome, Sentence> = {
  'hung-up': { ru: 'Разговор окончен', pl: 'Rozmowa zakończona', en: 'The call has ended' },
  'they-hung-up': {
    ru: 'Разговор окончен: собеседник положил трубку',
    pl: 'Rozmowa zakończona: druga strona się rozłączyła',
    en: 'The call has ended: they hung up',
  },
  'gave-up': { ru: 'Вы отменили звонок', pl: 'Połączenie anulowane', en: 'You cancelled the call' },
  missed: {
    ru: 'Звонивший не дождался ответа',
    pl: 'Dzwoniący nie doczekał się odpowiedzi',
    en: 'The caller gave up before you answered',
  },
  'you-declined': { ru: 'Вы отклонили звонок', pl: 'Połączenie odrzucone', en: 'You declined the call' },
  'nobody-available': {
    ru: 'Сейчас никто не может ответить. Попробуйте позже',
    pl: 'Nikt nie może teraz odebrać. Spróbuj później',
    en: 'Nobody can take the call now. Try later',
  },
  declined: {
    ru: 'Звонок отклонили. Попробуйте позже',
    pl: 'Połączenie odrzucono. Spróbuj później',
    en: 'The call was declined. Try later',
  },
  busy: {
    ru: 'Линия занята. Попробуйте через минуту',
    pl: 'Linia zajęta. Spróbuj za minutę',
    en: 'The line is busy. Try again in a minute',
  },
  'no-answer': {
    ru: 'Никто не ответил. Попробуйте ещё раз',
    pl: 'Nikt nie odebrał. Spróbuj ponownie',
    en: 'Nobody answered. Try again',
  },
  'wrong-number': {
    ru: 'На этой линии нет такого номера',
    pl: 'Na tej linii nie ma takiego numeru',
    en: 'There is no such number on this line',
  },
  refused: {
    ru: 'Станция не приняла звонок. Обновите страницу и попробуйте снова',
    pl: 'Centrala nie przyjęła połączenia. Odśwież stronę i spróbuj ponownie',
    en: 'The switch did not take the call. Reload the page and try again',
  },
  failed: {
    ru: 'Звонок не прошёл. Попробуйте ещё раз',
    pl: 'Połączenie nie doszło do skutku. Spróbuj ponownie',
    en: 'The call did not go through. Try again',
  },
  lost: {
    ru: 'Связь прервалась до ответа. Попробуйте ещё раз',
    pl: 'Łączność zerwała się przed odebraniem. Spróbuj ponownie',
    en: 'The connection was lost before an answer. Try again',
  },
  'no-line': {
    ru: 'Телефонная станция не отвечает. Попробуйте позже',
    pl: 'Centrala telefoniczna nie odpowiada. Spróbuj później',
    en: 'The phone switch does not answer. Try later',
  },
  'no-sound': {
    ru: 'Звук пропал и не вернулся. Позвоните ещё раз',
    pl: 'Dźwięk zniknął i nie wrócił. Zadzwoń ponownie',
    en: 'The sound was lost and did not return. Call again',
  },
  'mic-denied': {
    ru: 'Микрофон запрещён. Разрешите его значком слева от адреса страницы',
    pl: 'Mikrofon jest zablokowany. Zezwól na niego ikoną przy adresie strony',
    en: 'The microphone is blocked. Allow it with the icon beside the page address',
  },
  'mic-missing': {
    ru: 'Микрофон не найден. Подключите его и позвоните снова',
    pl: 'Nie znaleziono mikrofonu. Podłącz go i zadzwoń ponownie',
    en: 'No microphone was found. Plug one in and call again',
  },
  'mic-busy': {
    ru: 'Микрофон занят другой программой. Закройте её и позвоните снова',
    pl: 'Mikrofon zajmuje inny program. Zamknij go i zadzwoń ponownie',
    en: 'Another program uses the microphone. Close it and call again',
  },
  'mic-insecure': {
    ru: 'Браузер даёт микрофон только защищённым страницам (https)',
    pl: 'Przeglądarka udostępnia mikrofon tylko bezpiecznym stronom (https)',
    en: 'The browser gives the microphone only to secure pages (https)',
  },
}

const phases: Record<Exclude<PhoneCall['phase'], 'ended'>, Sentence> = {
  microphone: {
    ru: 'Разрешите микрофон в окне браузера',
    pl: 'Zezwól na mikrofon w oknie przeglądarki',
    en: 'Allow the microphone in the browser',
  },
  calling: { ru: 'Соединяем', pl: 'Łączymy', en: 'Connecting' },
  ringing: { ru: 'Звоним, ждём ответа', pl: 'Dzwonimy, czekamy na odbiór', en: 'Ringing' },
  offered: { ru: 'Вам звонят', pl: 'Ktoś dzwoni', en: 'Incoming call' },
  answering: { ru: 'Отвечаем', pl: 'Odbieramy', en: 'Answering' },
  talking: { ru: 'Идёт разговор', pl: 'Rozmowa trwa', en: 'Talking' },
}
const held: Sentence = {
  ru: 'Вас поставили на удержание, не кладите трубку',
  pl: 'Rozmowa jest zawieszona, nie rozłączaj się',
  en: 'You are on hold, please stay on the line',
}
const reconnecting: Sentence = {
  ru: 'Станция пропала, разговор идёт. Восстанавливаем связь',
  pl: 'Centrala zniknęła, rozmowa trwa. Przywracamy łączność',
  en: 'The switch is away, the call goes on. Reconnecting',
}

/** The one sentence that tells how a call stands. */
export function callSentence(call: PhoneCall, language: Language): string {
  if (call.phase === 'ended') return outcomeSentences[call.outcome ?? 'failed'][language]
  if (call.phase === 'talking' && call.reconnecting) return reconnecting[language]
  if (call.phase === 'talking' && call.held) return held[language]
  return phases[call.phase][language]
}
