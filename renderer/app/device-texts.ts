import { defineTexts } from '../i18n/define.ts'

/** Sound devices that come and go. */
export const deviceTexts = defineTexts('devices', {
  lost: { ru: 'Отключено: {{name}}', pl: 'Odłączono: {{name}}', en: 'Unplugged: {{name}}' },
  back: { ru: 'Снова на месте: {{name}}', pl: 'Znowu podłączone: {{name}}', en: 'Back again: {{name}}' },
  microphone: {
    ru: 'Микрофон теперь: {{name}}',
    pl: 'Mikrofon teraz: {{name}}',
    en: 'The microphone is now {{name}}',
  },
  speaker: {
    ru: 'Клиента слышно в: {{name}}',
    pl: 'Klienta słychać w: {{name}}',
    en: 'You hear the customer in {{name}}',
  },
  ringer: { ru: 'Звенит теперь: {{name}}', pl: 'Dzwoni teraz: {{name}}', en: 'It rings on {{name}} now' },
  microphoneNone: {
    ru: 'Микрофона больше нет',
    pl: 'Nie ma już mikrofonu',
    en: 'There is no microphone any more',
  },
  speakerNone: {
    ru: 'Клиента больше негде слушать',
    pl: 'Nie ma na czym słuchać klienta',
    en: 'There is nothing to hear the customer with',
  },
  ringerNone: {
    ru: 'Звонку больше негде звенеть',
    pl: 'Nie ma na czym dzwonić',
    en: 'There is nothing to ring on',
  },
})
