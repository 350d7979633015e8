import { defineTexts } from '../../i18n/define.ts'

export const headsetTexts = defineTexts('settings-headset', {
  title: { ru: 'Кнопки гарнитуры', pl: 'Przyciski słuchawek', en: 'Headset buttons' },
  which: { ru: 'Чьи кнопки действуют', pl: 'Czyje przyciski działają', en: 'Whose buttons act' },
  auto: {
    ru: 'Гарнитура выбранного микрофона ({{name}})',
    pl: 'Słuchawki wybranego mikrofonu ({{name}})',
    en: "The chosen microphone's own ({{name}})",
  },
  autoNone: {
    ru: 'Гарнитура выбранного микрофона',
    pl: 'Słuchawki wybranego mikrofonu',
    en: "The chosen microphone's own",
  },
  gone: { ru: 'Отключённая гарнитура', pl: 'Słuchawki odłączone', en: 'A headset that is unplugged' },
  off: { ru: 'Ничьи', pl: 'Żadne', en: 'None' },
  ready: {
    ru: '{{name}}: кнопки и лампочки работают',
    pl: '{{name}}: przyciski i lampki działają',
    en: '{{name}}: buttons and lights work',
  },
  busy: {
    ru: '{{name}} занята: на ней разговор с другого телефона',
    pl: '{{name}}: trwa na nich rozmowa z innego telefonu',
    en: '{{name}} is busy with another telephone',
  },
  none: {
    ru: 'Гарнитуры с кнопками нет. Звонки работают и без неё',
    pl: 'Brak słuchawek z przyciskami. Rozmowy działają i bez nich',
    en: 'No headset with buttons is plugged in. Calls work without one, too',
  },
  unused: {
    ru: 'Кнопки гарнитуры не используются',
    pl: 'Przyciski słuchawek nie są używane',
    en: 'The buttons of headsets are not used',
  },
  impossible: {
    ru: 'Здесь кнопки гарнитур недоступны',
    pl: 'Przyciski słuchawek nie są tu dostępne',
    en: 'Headset buttons cannot be reached here',
  },
  retry: { ru: 'Повторить', pl: 'Ponów', en: 'Try again' },
  test: {
    ru: 'Нажмите кнопку на гарнитуре: здесь загорится то, что программа поняла.',
    pl: 'Naciśnij przycisk na słuchawkach: zaświeci się to, co program zrozumiał.',
    en: 'Press a button on the headset: what the program understands lights up here.',
  },
  hook: { ru: 'Ответить, завершить', pl: 'Odbierz, zakończ', en: 'Answer, hang up' },
  mute: { ru: 'Микрофон', pl: 'Mikrofon', en: 'Mute' },
  hold: { ru: 'Удержать', pl: 'Zawieś', en: 'Hold' },
  flash: {
    ru: 'Флэш: удержать, второй звонок',
    pl: 'Flash: zawieś, druga rozmowa',
    en: 'Flash: hold, second call',
  },
  drop: { ru: 'Сбросить', pl: 'Odrzuć', en: 'Drop' },
  redial: { ru: 'Повтор номера', pl: 'Ponowne wybieranie', en: 'Redial' },
  pressed: { ru: 'Нажато: {{name}}', pl: 'Naciśnięto: {{name}}', en: 'Pressed: {{name}}' },
  other: {
    ru: 'Эта кнопка на этой гарнитуре для программы ничего не значит',
    pl: 'Ten przycisk na tych słuchawkach nic dla programu nie znaczy',
    en: 'This button of this headset means nothing to the program',
  },
  noHook: {
    ru: 'Кнопки ответа, видной программам, у этой гарнитуры нет',
    pl: 'Te słuchawki nie mają przycisku odbierania widocznego dla programów',
    en: 'This headset has no answer button that programs can see',
  },
  noMute: {
    ru: 'Кнопка микрофона этой гарнитуры действует только в ней самой: программа о ней не узнаёт',
    pl: 'Przycisk wyciszania działa tylko w samych słuchawkach: program o nim nie wie',
    en: 'The mute button of this headset works inside it only: the program does not hear of it',
  },
  noLights: {
    ru: 'Лампочек, которыми управляет программа, у неё нет',
    pl: 'Nie mają lampek sterowanych przez program',
    en: 'It has no lights that the program can switch',
  },
})
