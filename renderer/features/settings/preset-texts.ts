import { defineTexts } from '../../i18n/define.ts'

export const presetTexts = defineTexts('settings-preset', {
  which: { ru: 'Какая станция: подсказка', pl: 'Jaka centrala: podpowiedź', en: 'Which PBX: a hint' },
  choose: { ru: 'Не выбрано', pl: 'Nie wybrano', en: 'Not chosen' },
  asterisk: { ru: 'Asterisk', pl: 'Asterisk', en: 'Asterisk' },
  freeswitch: { ru: 'FreeSWITCH', pl: 'FreeSWITCH', en: 'FreeSWITCH' },
  kamailio: { ru: 'Kamailio', pl: 'Kamailio', en: 'Kamailio' },
  gateway: { ru: 'Шлюз к UDP, TCP, TLS', pl: 'Brama do UDP, TCP, TLS', en: 'Gateway to UDP, TCP, TLS' },
  hosted: { ru: 'Облачная АТС', pl: 'Centrala w chmurze', en: 'Hosted PBX' },
  asteriskHint: {
    ru: 'wss://ИМЯ:8089/ws; номер и пароль PJSIP с webrtc=yes; домен ИМЯ. Образец: resources/telephony/asterisk.',
    pl: 'wss://NAZWA:8089/ws; numer i hasło PJSIP z webrtc=yes; domena NAZWA. Wzór: resources/telephony/asterisk.',
    en: 'wss://NAME:8089/ws; extension and password of PJSIP with webrtc=yes; domain NAME. Example: resources/telephony/asterisk.',
  },
  freeswitchHint: {
    ru: 'wss://ИМЯ:7443; домен точно как в FreeSWITCH, часто это адрес IP. Образец: resources/telephony/freeswitch.',
    pl: 'wss://NAZWA:7443; domena dokładnie jak w FreeSWITCH, często adres IP. Wzór: resources/telephony/freeswitch.',
    en: 'wss://NAME:7443; the domain exactly as FreeSWITCH has it, often an IP address. Example: resources/telephony/freeswitch.',
  },
  kamailioHint: {
    ru: 'wss:// и порт модуля websocket; домен, в котором зарегистрированы номера; звук через rtpengine.',
    pl: 'wss:// i port modułu websocket; domena, w której rejestrują się numery; dźwięk przez rtpengine.',
    en: 'wss:// and the port of its websocket module; the domain that extensions register in; media through rtpengine.',
  },
  gatewayHint: {
    ru: 'wss://ШЛЮЗ:8443; номер, пароль и домен те же, что на станции. Готовый шлюз: resources/telephony/gateway.',
    pl: 'wss://BRAMA:8443; numer, hasło i domena jak w centrali. Gotowa brama: resources/telephony/gateway.',
    en: 'wss://GATEWAY:8443; extension, password and domain as on the PBX. Ready-made: resources/telephony/gateway.',
  },
  hostedHint: {
    ru: 'Если оператор даёт только SIP по UDP или TLS, нужен шлюз. Что вписать: resources/telephony/hosted.',
    pl: 'Gdy dostawca daje tylko SIP po UDP lub TLS, potrzebna jest brama. Co wpisać: resources/telephony/hosted.',
    en: 'A provider with SIP over UDP or TLS only needs the gateway. What to type: resources/telephony/hosted.',
  },
})
