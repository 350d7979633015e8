import { defineTexts } from '../../i18n/define.ts'

export const noticeSettingTexts = defineTexts('settings-notices', {
  title: { ru: 'Уведомления', pl: 'Powiadomienia', en: 'Notifications' },
  channels: { ru: 'Каналы и звуки', pl: 'Kanały i dźwięki', en: 'Channels and sounds' },
  channelsHint: {
    ru: 'Выключенный канал не звучит и не всплывает, но остаётся в центре уведомлений',
    pl: 'Wyłączony kanał nie dzwoni i nie wyskakuje, ale zostaje w centrum powiadomień',
    en: 'A channel that is off makes no sound and shows nothing, but stays in the notice centre',
  },
  soundOf: { ru: 'Звук: {{name}}', pl: 'Dźwięk: {{name}}', en: 'Sound of {{name}}' },
  hear: { ru: 'Послушать: {{name}}', pl: 'Posłuchaj: {{name}}', en: 'Hear {{name}}' },
  glass: { ru: 'Бокал', pl: 'Szkło', en: 'Glass' },
  drop: { ru: 'Капля', pl: 'Kropla', en: 'Drop' },
  chime: { ru: 'Перезвон', pl: 'Kuranty', en: 'Chime' },
  bell: { ru: 'Звонок', pl: 'Dzwonek', en: 'Bell' },
  none: { ru: 'Без звука', pl: 'Bez dźwięku', en: 'No sound' },
  volume: { ru: 'Громкость уведомлений', pl: 'Głośność powiadomień', en: 'Loudness of notifications' },
  repeat: {
    ru: 'Повторять звук, пока предложенное обращение не просмотрено',
    pl: 'Powtarzaj dźwięk, dopóki propozycja rozmowy nie zostanie przejrzana',
    en: 'Repeat the sound until an offered conversation was looked at',
  },
  quietCalls: {
    ru: 'Звонки, когда просят не беспокоить',
    pl: 'Połączenia w trybie „Nie przeszkadzać”',
    en: 'Calls while not to be disturbed',
  },
  ring: { ru: 'Звонят', pl: 'Dzwonią', en: 'Ring' },
  silent: { ru: 'Без звука', pl: 'Po cichu', en: 'Silent' },
  refuse: { ru: 'Уходят другим', pl: 'Idą do innych', en: 'Go to others' },
  through: {
    ru: 'О чём сообщать всё равно',
    pl: 'O czym powiadamiać mimo to',
    en: 'What is told all the same',
  },
  closeToTray: {
    ru: 'Закрытое окно остаётся в трее',
    pl: 'Zamknięte okno zostaje w zasobniku',
    en: 'Closing the window leaves it in the tray',
  },
  closeToTrayHint: {
    ru: 'Звонки и сообщения продолжают приходить',
    pl: 'Połączenia i wiadomości nadal przychodzą',
    en: 'Calls and messages go on coming',
  },
  tryOut: { ru: 'Показать пробное', pl: 'Pokaż próbne', en: 'Show one to try' },
})
