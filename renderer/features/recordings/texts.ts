import { defineTexts } from '../../i18n/define.ts'

export const texts = defineTexts('recordings', {
  play: { ru: 'Слушать запись', pl: 'Odtwórz nagranie', en: 'Play the recording' },
  pause: { ru: 'Пауза', pl: 'Wstrzymaj', en: 'Pause' },
  opening: { ru: 'Запись открывается', pl: 'Nagranie się otwiera', en: 'The recording is opening' },
  position: { ru: 'Место записи', pl: 'Miejsce nagrania', en: 'Position in the recording' },
  positionOf: { ru: '{{at}} из {{length}}', pl: '{{at}} z {{length}}', en: '{{at}} of {{length}}' },
  operator: { ru: 'Оператор', pl: 'Konsultant', en: 'Operator' },
  customer: { ru: 'Клиент', pl: 'Klient', en: 'Customer' },
  both: { ru: 'Оба голоса', pl: 'Oba głosy', en: 'Both voices' },
  onlyOperator: { ru: 'Только оператор', pl: 'Tylko konsultant', en: 'Operator only' },
  onlyCustomer: { ru: 'Только клиент', pl: 'Tylko klient', en: 'Customer only' },
  voices: { ru: 'Чей голос слышно', pl: 'Czyj głos słychać', en: 'Whose voice is heard' },
  speed: { ru: 'Скорость {{speed}}', pl: 'Szybkość {{speed}}', en: 'Speed {{speed}}' },
  skipSilence: { ru: 'без тишины', pl: 'bez ciszy', en: 'skip silence' },
  hold: { ru: 'Удержание {{time}}', pl: 'Zawieszenie {{time}}', en: 'On hold {{time}}' },
  coming: {
    ru: 'Запись ещё загружается',
    pl: 'Nagranie jeszcze się wczytuje',
    en: 'The recording is coming',
  },
  lost: {
    ru: 'Запись не сохранилась',
    pl: 'Nagranie nie zostało zachowane',
    en: 'The recording was not kept',
  },
  cutShort: {
    ru: 'Запись оборвалась: программа закрылась во время разговора',
    pl: 'Nagranie urwane: program zamknięto w trakcie rozmowy',
    en: 'The recording is cut short: the program closed during the call',
  },
  retry: { ru: 'Повторить', pl: 'Ponów', en: 'Retry' },
  transcript: { ru: 'Расшифровка', pl: 'Transkrypcja', en: 'Transcript' },
  lines: {
    ru: { one: '{{count}} реплика', few: '{{count}} реплики', many: '{{count}} реплик' },
    pl: { one: '{{count}} wypowiedź', few: '{{count}} wypowiedzi', many: '{{count}} wypowiedzi' },
    en: { one: '{{count}} line', other: '{{count}} lines' },
  },
  playFrom: { ru: 'Слушать с {{time}}', pl: 'Odtwórz od {{time}}', en: 'Play from {{time}}' },
})
