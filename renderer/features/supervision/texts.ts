import { defineTexts } from '../../i18n/define.ts'

export const texts = defineTexts('supervision', {
  raise: { ru: 'Поднять руку', pl: 'Podnieś rękę', en: 'Raise a hand' },
  raised: { ru: 'Рука поднята', pl: 'Ręka podniesiona', en: 'Hand is up' },
  lower: { ru: 'Опустить руку', pl: 'Opuść rękę', en: 'Lower the hand' },
  reason: { ru: 'С чем помочь', pl: 'W czym pomóc', en: 'What do you need' },
  reasonHint: {
    ru: 'Супервизор увидит это вместе со звонком',
    pl: 'Superwizor zobaczy to razem z rozmową',
    en: 'A supervisor sees it together with the call',
  },
  send: { ru: 'Позвать', pl: 'Wezwij', en: 'Call for help' },
  change: { ru: 'Изменить', pl: 'Zmień', en: 'Change' },
  takenBy: { ru: '{{name}} помогает', pl: '{{name}} pomaga', en: '{{name}} is on it' },
  answered: { ru: '{{name}}: решено', pl: '{{name}}: załatwione', en: '{{name}}: answered' },
  handOf: { ru: '{{name}} просит помощи', pl: '{{name}} prosi o pomoc', en: '{{name}} asks for help' },
  take: { ru: 'Беру', pl: 'Biorę', en: 'I take it' },
  listen: { ru: '{{name}} слушает', pl: '{{name}} słucha', en: '{{name}} listens' },
  whisper: { ru: '{{name}} подсказывает вам', pl: '{{name}} podpowiada ci', en: '{{name}} whispers to you' },
  barge: { ru: '{{name}} в разговоре', pl: '{{name}} w rozmowie', en: '{{name}} is in the talk' },
  takeover: {
    ru: '{{name}} ведёт разговор, вас не слышно',
    pl: '{{name}} prowadzi rozmowę, ciebie nie słychać',
    en: '{{name}} has taken over, you are not heard',
  },
  statusBy: {
    ru: '{{by}} меняет ваш статус: {{status}}',
    pl: '{{by}} zmienia twój status: {{status}}',
    en: '{{by}} set you to: {{status}}',
  },
  available: { ru: 'доступен', pl: 'dostępny', en: 'available' },
  busy: { ru: 'занят', pl: 'zajęty', en: 'busy' },
  away: { ru: 'перерыв', pl: 'przerwa', en: 'away' },
  offline: { ru: 'не в сети', pl: 'niedostępny', en: 'offline' },
})
