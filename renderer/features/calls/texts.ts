import { defineTexts } from '../../i18n/define.ts'

export const texts = defineTexts('calls', {
  title: { ru: 'Звонки', pl: 'Połączenia', en: 'Calls' },
  missed: { ru: 'Пропущенные', pl: 'Nieodebrane', en: 'Missed' },
  all: { ru: 'Все', pl: 'Wszystkie', en: 'All' },
  callBack: { ru: 'Перезвонить', pl: 'Oddzwoń', en: 'Call back' },
  call: { ru: 'Позвонить', pl: 'Zadzwoń', en: 'Call' },
  open: { ru: 'Открыть карточку', pl: 'Otwórz kartę', en: 'Open the card' },
  remind: { ru: 'Напомнить через 5 минут', pl: 'Przypomnij za 5 minut', en: 'Remind me in 5 minutes' },
  reminding: {
    ru: 'Напомним через 5 минут',
    pl: 'Przypomnimy za 5 minut',
    en: 'You will be reminded in 5 minutes',
  },
  waited: { ru: 'ждали {{time}}', pl: 'czekanie {{time}}', en: 'waited {{time}}' },
  talked: { ru: 'разговор {{time}}', pl: 'rozmowa {{time}}', en: 'talked {{time}}' },
  unanswered: { ru: 'не дозвонились', pl: 'bez odpowiedzi', en: 'not answered' },
  ringing: { ru: 'звонит', pl: 'dzwoni', en: 'ringing' },
  talking: { ru: 'разговаривают', pl: 'trwa rozmowa', en: 'talking' },
  by: { ru: '{{name}}', pl: '{{name}}', en: '{{name}}' },
  backReached: {
    ru: 'перезвонили {{time}}, {{name}}',
    pl: 'oddzwoniono {{time}}, {{name}}',
    en: 'called back at {{time}}, {{name}}',
  },
  backTried: {
    ru: 'пробовали {{time}}, {{name}}',
    pl: 'próba o {{time}}, {{name}}',
    en: 'tried at {{time}}, {{name}}',
  },
  nobody: { ru: 'Номер скрыт', pl: 'Numer ukryty', en: 'Number withheld' },
  noMissed: { ru: 'Пропущенных нет', pl: 'Brak nieodebranych', en: 'Nothing was missed' },
  none: { ru: 'Звонков ещё не было', pl: 'Jeszcze nie było połączeń', en: 'There were no calls yet' },
  older: { ru: 'Раньше', pl: 'Wcześniejsze', en: 'Earlier' },
  retry: { ru: 'Ещё раз', pl: 'Jeszcze raz', en: 'Try again' },
  kind: {
    ru: 'Какие звонки показать',
    pl: 'Które połączenia pokazać',
    en: 'Which calls to show',
  },
})
